import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digestOf } from '../../functions/domain/shared/canonical.ts';
import { Conflict } from '../../functions/domain/shared/errors.ts';
import type { AgentTurn, ToolInvocation } from '../../functions/domain/tool/tool.ts';
import { aGate } from '../support/builders/a-gate.ts';
import { aPastChange } from '../support/builders/a-past-change.ts';
import { aTwoServerPlan } from '../support/builders/a-plan.ts';
import { aPlannedTask } from '../support/builders/a-task.ts';
import { anExecution } from '../support/builders/an-execution.ts';
import { oneMore } from '../support/builders/an-increment.ts';
import { org, otherOrg, taskIdOf } from '../support/builders/ids.ts';
import { memoryStores } from '../support/memory/memory-stores.ts';
import { changes, openStores } from '../support/world/open-stores.ts';

type MemoryStores = ReturnType<typeof memoryStores>;
type Shared = Pick<
  MemoryStores,
  | 'unitOfWork'
  | 'tasks'
  | 'gates'
  | 'executions'
  | 'plans'
  | 'transcripts'
  | 'ledger'
  | 'recentRuns'
>;

const task = aPlannedTask({ task_id: taskIdOf(1) });
const ref = { org_id: org, task_id: task.task_id };
const elsewhere = { ...ref, org_id: otherOrg };

const aTurn: AgentTurn = {
  ...{ turn: 1, planner: 'deterministic', calls: [], proposal: null },
  ...{ input_tokens: 0, output_tokens: 0, at: '2026-03-02T12:00:00.000Z' },
};
const aCall: ToolInvocation = {
  ...{ call_id: 'call-0002-01', task_id: task.task_id, agent: 'drift_agent', turn: 2 },
  ...{ tool: 'query_assets', risk_class: 'read_only', input: {}, result: 'ok' },
  ...{ output: 'an answer', output_summary: '2 assets', error: null, duration_ms: 1 },
  started_at: '2026-03-02T12:00:00.000Z',
};

describe.each<[string, () => Promise<{ stores: Shared; close: () => Promise<void> }>]>([
  ['in memory', () => Promise.resolve({ stores: memoryStores(), close: () => Promise.resolve() })],
  [
    'over DynamoDB',
    async () => {
      const stores = await openStores();
      return { stores, close: () => stores.close() };
    },
  ],
])('the stores %s', (_, open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let stores: Shared;

  beforeEach(async () => {
    opened = await open();
    stores = opened.stores;
  });
  afterEach(() => opened.close());

  const putTask = (changed: Partial<typeof task> = {}, expected: number | null = null) =>
    stores.unitOfWork.commit(
      changes({ documents: [{ kind: 'task', document: { ...task, ...changed }, expected }] }),
    );

  it('have what was committed, and of its own org alone', async () => {
    const [gate, execution] = [aGate(), anExecution()];
    await stores.unitOfWork.commit(
      changes({
        documents: [
          { kind: 'task', document: task, expected: null },
          { kind: 'gate', document: gate, expected: null },
          { kind: 'execution', document: execution, expected: null },
        ],
      }),
    );
    const executionRef = { org_id: execution.org_id, execution_id: execution.id };

    expect(await stores.tasks.get(ref)).toEqual(task);
    expect(await stores.tasks.get(elsewhere)).toBeNull();
    expect(await stores.gates.get(gate)).toEqual(gate);
    expect(await stores.gates.get({ ...gate, org_id: otherOrg })).toBeNull();
    expect(await stores.executions.get(executionRef)).toEqual(execution);
    expect(await stores.executions.get({ ...executionRef, org_id: otherOrg })).toBeNull();
  });

  it('refuse a write that expects another version, and then write nothing of it', async () => {
    await putTask({ version: 1 });
    const gate = aGate();
    const both = changes({
      documents: [
        { kind: 'gate', document: gate, expected: null },
        { kind: 'task', document: { ...task, version: 3 }, expected: 2 },
      ],
    });

    await expect(stores.unitOfWork.commit(both)).rejects.toThrow(Conflict);
    await expect(putTask({ version: 2 })).rejects.toThrow(Conflict);
    expect((await stores.tasks.get(ref))?.version).toBe(1);
    expect(await stores.gates.get(gate)).toBeNull();

    await putTask({ version: 2 }, 1);
    expect((await stores.tasks.get(ref))?.version).toBe(2);
  });

  it('keep a control under its epoch', async () => {
    const control = { desired: 'pause', epoch: 2, rollback: false, by: null } as const;
    const execution = { org_id: org, execution_id: anExecution().id };
    const put = (expected: number | null, epoch: number) =>
      stores.unitOfWork.commit(
        changes({
          documents: [{ kind: 'control', ...execution, document: { ...control, epoch }, expected }],
        }),
      );
    await put(null, 2);

    await expect(put(1, 3)).rejects.toThrow(Conflict);
    expect(await stores.executions.control(execution)).toMatchObject({ epoch: 2 });
  });

  it('keep a plan under its revision, the same one twice and no other', async () => {
    const plan = aTwoServerPlan();
    const other = aTwoServerPlan({ summary: 'Another plan.' });
    const revision = { revision: 1, digest: digestOf(plan), plan };
    await stores.plans.put(ref, revision);
    await stores.plans.put(ref, revision);

    await expect(
      stores.plans.put(ref, { revision: 1, digest: digestOf(other), plan: other }),
    ).rejects.toThrow(Conflict);
    expect(await stores.plans.get(ref, 1)).toEqual(revision);
    expect(await stores.plans.get(ref, 2)).toBeNull();
    expect(await stores.plans.get(elsewhere, 1)).toBeNull();
  });

  it('keep the latest entry of a task in its org’s ledger, by kind and from a time on', async () => {
    const first = aPastChange({ outcome: 'failed' });
    await stores.ledger.record(org, first);
    await stores.ledger.record(org, { ...first, outcome: 'completed' });
    const since = (of: typeof org, type: typeof first.task_type, from: string) =>
      stores.ledger.since(of, type, from);

    expect(await since(org, first.task_type, first.at)).toMatchObject([{ outcome: 'completed' }]);
    expect(await since(org, first.task_type, '2099-01-01T00:00:00.000Z')).toEqual([]);
    expect(await since(org, 'dr_drill', first.at)).toEqual([]);
    expect(await since(otherOrg, first.task_type, first.at)).toEqual([]);
  });

  it('count the assets of runs of one kind after a time, until they are forgotten', async () => {
    const scope = { org_id: org, environment: 'production', action: 'patch' } as const;
    const at = '2026-03-02T12:00:00.000Z';
    const assetsSince = async (from: string, within: typeof scope = scope) =>
      (await stores.recentRuns.since(within, from)).flatMap(({ asset_ids: ids }) => ids);
    await stores.recentRuns.remember({ ...scope, task_id: taskIdOf(1), asset_ids: ['i-1'], at });

    expect(await assetsSince('2026-03-02T11:59:59.999Z')).toEqual(['i-1']);
    expect(await assetsSince(at)).toEqual([]);
    expect(await assetsSince('2026-03-01T00:00:00.000Z', { ...scope, org_id: otherOrg })).toEqual(
      [],
    );
    await stores.recentRuns.forget(scope, taskIdOf(1));
    expect(await assetsSince('2026-03-02T11:59:59.999Z')).toEqual([]);
  });

  it('keep the first turn and the first call of a name, of their task alone', async () => {
    const turn = { ...aTurn, turn: 2 };
    const counted = [oneMore];

    expect(await stores.transcripts.putTurn(ref, turn)).toEqual(turn);
    expect(await stores.transcripts.putTurn(ref, { ...turn, input_tokens: 7 })).toEqual(turn);
    await stores.transcripts.putTurn(ref, aTurn);
    expect(await stores.transcripts.turns(ref)).toEqual([aTurn, turn]);
    expect(await stores.transcripts.turns(elsewhere)).toEqual([]);

    expect(await stores.transcripts.putInvocation(org, aCall, counted)).toEqual(aCall);
    const again = { ...aCall, output: 'another answer' };
    expect(await stores.transcripts.putInvocation(org, again, counted)).toEqual(aCall);
    await stores.transcripts.putInvocation(org, { ...aCall, call_id: 'call-0001-00', turn: 1 });
    expect(await stores.transcripts.invocation(ref, aCall.call_id)).toEqual(aCall);
    expect((await stores.transcripts.invocations(ref)).map((one) => one.call_id)).toEqual([
      'call-0001-00',
      'call-0002-01',
    ]);
    expect(await stores.transcripts.invocation(elsewhere, aCall.call_id)).toBeNull();
  });
});
