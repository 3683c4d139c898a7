import { beforeAll, describe, expect, it } from 'vitest';
import type { CapturedMessage } from '../../infra/local/outbox/captured-message.ts';
import { capturedMessages } from '../support/crash/captured-mails.ts';
import { endOfAsset, gatherEvidence } from '../support/crash/evidence.ts';
import type { Evidence, JobEvidence } from '../support/crash/evidence.ts';
import { patienceFor, runStorm } from '../support/crash/storm.ts';
import type { Storm } from '../support/crash/storm.ts';

/** The main job in all its courses, in several orgs at once, while the process is killed. */
const kills = Number(process.env['CRASH_KILLS'] ?? 15);
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);

let storm: Storm;
let evidence: Evidence;
let messages: readonly CapturedMessage[];

beforeAll(
  async () => {
    storm = await runStorm({ kills, seed });
    try {
      evidence = await gatherEvidence(storm.origin, storm.jobs);
      await storm.stop();
      messages = await capturedMessages(storm.dataDir);
    } catch (error) {
      await storm.remove();
      throw error;
    }
    return () => storm.remove();
  },
  2 * patienceFor(kills),
);

/** What names a job in a failure's output. */
const nameOf = ({ org, script, taskId }: JobEvidence): string => `${org} ${script} ${taskId}`;

/** What is on record about a job that did not end as it should. */
const storyOf = ({ audit, expected }: JobEvidence): string =>
  [
    `not ${expected.end}`,
    ...audit.map(({ event, details }) => `${event} ${JSON.stringify(details)}`),
  ].join('\n');

const byJob = <Value>(look: (job: JobEvidence) => Value): Readonly<Record<string, Value>> =>
  Object.fromEntries(evidence.jobs.map((job) => [nameOf(job), look(job)]));

const executed = (): readonly JobEvidence[] =>
  evidence.jobs.filter(({ task }) => task.execution_id !== null);

const atGate = (): readonly JobEvidence[] => evidence.jobs.filter(({ task }) => task.approval);

const itemsBelow = (prefix: string, sk: string) =>
  evidence.stored.items.filter((item) => item.pk.startsWith(prefix) && item.sk === sk);

const counted = (name: string, labels: object): number =>
  evidence.stored.items
    .filter(
      ({ pk, sk }) =>
        pk.endsWith('#counters') && sk.startsWith(`${name}#${JSON.stringify(labels)}`),
    )
    .reduce((sum, item) => sum + Number(item['value']), 0);

describe(`the product, killed ${kills} times (CRASH_SEED=${seed})`, () => {
  it('was killed as often as was asked for, also while it started', () => {
    expect(storm.kills).toBe(kills);
    expect(storm.killsWhileStarting).toBeGreaterThanOrEqual(Math.floor(kills / 50));
    expect(evidence.jobs.length).toBeGreaterThanOrEqual(6);
  });

  it('brings every task to the end that was asked of it', () => {
    const ends = byJob((job) => (job.task.status === job.expected.end ? '' : storyOf(job)));

    expect(ends).toEqual(byJob(() => ''));
  });

  it('acts on each asset at most once, and takes it back at most once', () => {
    const others = byJob(({ assets, expected }) =>
      assets.filter((asset) => !(expected.assets as string[]).includes(endOfAsset(asset))),
    );

    expect(others).toEqual(byJob(() => []));
  });

  it('keeps a ledger that says what the fleet says', () => {
    const untold = byJob(({ assets }) =>
      assets.filter(({ ledger, actions }) => {
        const count = (wanted: string) => actions.filter(({ kind }) => kind === wanted).length;
        return (ledger?.applies ?? 0) !== count('apply') || (ledger?.undos ?? 0) !== count('undo');
      }),
    );

    expect(untold).toEqual(byJob(() => []));
  });

  it('leaves an asset at another version only where the change stands', () => {
    const wrong = byJob(({ assets }) =>
      assets.filter(
        (asset) => (endOfAsset(asset) === 'changed') === (asset.version === asset.plannedVersion),
      ),
    );

    expect(wrong).toEqual(byJob(() => []));
  });

  it('makes one task of each request, however often it was repeated', () => {
    const stored = itemsBelow('org#', 'task').map(({ task_id: id }) => id);

    expect(stored.toSorted()).toEqual(evidence.jobs.map(({ taskId }) => taskId).toSorted());
  });

  it('opens one gate for each task that needs one, and keeps its link', () => {
    const gates = itemsBelow('org#', 'gate').map(({ task_id: task, gate_id: id }) => [task, id]);

    expect(gates.toSorted()).toEqual(
      atGate()
        .map(({ taskId, task }) => [taskId, task.approval?.gate_id])
        .toSorted(),
    );
    expect(byJob(({ links }) => links)).toEqual(
      byJob(({ task }) => (task.approval ? [task.links.approval] : [])),
    );
  });

  it('mails each gate to its approver at least once, always with the same link', () => {
    const links = messages
      .filter(({ channel, subject }) => channel === 'email' && subject.includes('approval'))
      .flatMap((message) => message.links);

    expect([...new Set(links)].toSorted()).toEqual(
      atGate()
        .map(({ task }) => task.links.approval)
        .toSorted(),
    );
  });

  it('runs one execution for each approved task', () => {
    const executions = itemsBelow('org#', 'execution');

    expect(executions.map(({ id, task_id: task }) => [task, id]).toSorted()).toEqual(
      executed()
        .map(({ taskId, task }) => [taskId, task.execution_id])
        .toSorted(),
    );
  });

  it('ends every state machine well, one of each kind for each task', () => {
    const { machines } = evidence.stored;
    const rollBacks = executed().filter(({ assets }) =>
      assets.some((asset) => endOfAsset(asset) === 'taken back'),
    );

    expect([...machines.keys()].toSorted()).toEqual(
      [
        ...evidence.jobs.map(({ taskId }) => `task-lifecycle/${taskId}`),
        ...evidence.jobs.map(({ taskId }) => `agent-loop/${taskId}-0`),
        ...executed().map(({ task }) => `phased-rollout/${task.execution_id ?? ''}`),
        ...rollBacks.map(({ task }) => `roll-back/${task.execution_id ?? ''}-rollback`),
      ].toSorted(),
    );
    expect(new Set(machines.values())).toEqual(new Set(['SUCCEEDED']));
  });

  it('frees every lock', () => {
    const held = itemsBelow('org#', 'lock').filter(({ held_by: holder }) => holder !== null);

    expect(held).toEqual([]);
  });

  it('keeps every audit chain whole, with each change of status once', () => {
    const orgs = new Set(evidence.jobs.map(({ org }) => org));

    expect(evidence.firstBadRecords).toEqual(Object.fromEntries([...orgs].map((org) => [org, []])));
    const repeated = byJob(({ audit }) => {
      const events = audit.map(
        ({ chain, event, details }) => `${event} ${chain} ${JSON.stringify(details['phase'])}`,
      );
      return events.filter(
        (event, index) =>
          events.indexOf(event) !== index && !/^execution_(running|paus)/.test(event),
      );
    });
    expect(repeated).toEqual(byJob(() => []));
  });

  it('counts each status that a task entered once', () => {
    const statuses = [
      ...['planning', 'pending_approval', 'approved', 'executing', 'blocked', 'expired', 'failed'],
      ...['completed', 'rolled_back', 'cancelled', 'rejected'],
    ];
    const entered = (status: string): number =>
      evidence.jobs.flatMap(({ audit }) => audit).filter(({ event }) => event === `task_${status}`)
        .length;

    expect(
      statuses.map((status) => [status, counted('orchestrator_tasks_total', { status })]),
    ).toEqual(
      statuses.map((status) => [
        status,
        status === 'planning' ? evidence.jobs.length : entered(status),
      ]),
    );
  });

  it('counts each tool call and each plan once', () => {
    const calls = evidence.stored.items.filter(({ sk }) => sk.startsWith('invocation#'));
    const tools = [...new Set(calls.map(({ tool }) => String(tool)))];

    expect(
      tools.map((tool) => [tool, counted('orchestrator_tool_calls_total', { result: 'ok', tool })]),
    ).toEqual(tools.map((tool) => [tool, calls.filter((call) => call['tool'] === tool).length]));
    expect(counted('orchestrator_agent_latency_seconds_count', { agent: 'drift_agent' })).toBe(
      evidence.jobs.length,
    );
  });

  it('leaves no message undelivered', () => {
    const left = evidence.stored.items.filter(({ pk }) => pk.startsWith('outbox#'));

    expect(left).toEqual([]);
  });

  it('complains of nothing', () => {
    expect(storm.complaints.join('')).toBe('');
  });
});
