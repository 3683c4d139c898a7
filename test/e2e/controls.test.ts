import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../support/e2e/client.ts';
import type { Client, ExecutionView, TaskView } from '../support/e2e/client.ts';
import { fleetOf } from '../support/e2e/local-pages.ts';
import { endOfMachine } from '../support/e2e/machines.ts';
import {
  approve,
  assetsOf,
  followToEnd,
  followUntil,
  getExecution,
  getTask,
  plannedAssetsOf,
  startRollout,
  submitForApproval,
  taskWhen,
} from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';

let product: Product;
let api: Client;

beforeAll(async () => {
  product = await startProduct();
  api = connect(product.url);
}, 60_000);

afterAll(async () => {
  await product.close();
});

/** Four assets in four phases of one. */
const wishOf = (org_id: string) => ({
  org_id,
  intent: 'Fix drift on production database servers',
  environment: 'production',
});

const isOver = ({ status }: TaskView): boolean => status !== 'approved' && status !== 'executing';

const ofTask = ({ task_id }: TaskView) => ({ params: { task_id } });
const ofExecution = (execution_id: string) => ({ params: { execution_id } });

const idsOf = (task: TaskView) => plannedAssetsOf(task).map(({ asset_id }) => asset_id);

/** Starts of the assets' actions as the ledger noted them, in milliseconds since the epoch. */
const startsOf = (execution: ExecutionView): readonly number[] =>
  assetsOf(execution).flatMap(({ started_at }) =>
    started_at === null ? [] : [Date.parse(started_at)],
  );

const completedIn = (execution: ExecutionView): readonly string[] =>
  assetsOf(execution)
    .filter(({ status }) => status === 'completed')
    .map(({ asset_id }) => asset_id);

const firstPhaseIsDone = ({ phases }: ExecutionView): boolean => phases[0]?.status === 'completed';

const pageOf = async (task: TaskView): Promise<string> =>
  (await fetch(task.links.approval ?? '')).text();

describe.concurrent('the controls of an execution', () => {
  it('begins nothing after a pause until it is resumed, and then completes', async () => {
    const { task, executionId } = await startRollout(api, wishOf('org-pause'));
    const fleet = fleetOf(product.url, 'org-pause');
    await followUntil(api, executionId, firstPhaseIsDone);

    const pause = await api.ask('pauseExecution', 202, {
      ...ofExecution(executionId),
      body: { reason: 'Looks odd' },
    });
    const acknowledgedAt = Date.now();
    const paused = (await followUntil(api, executionId, ({ status }) => status === 'paused')).at(
      -1,
    );
    const historyWhenPaused = await fleet.history(idsOf(task));
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const later = await getExecution(api, executionId);
    const historyLater = await fleet.history(idsOf(task));
    const resumedAt = Date.now();
    const resume = await api.ask('resumeExecution', 202, ofExecution(executionId));
    const ended = await followToEnd(api, executionId);

    expect([pause.status, resume.status]).toEqual(['pausing', 'running']);
    expect(paused && assetsOf(paused).some(({ status }) => status === 'running')).toBe(false);
    expect(later).toEqual(paused);
    expect(historyLater).toEqual(historyWhenPaused);
    expect(ended.status).toBe('completed');
    const whilePaused = startsOf(ended).filter((at) => at > acknowledgedAt && at < resumedAt);
    expect(whilePaused).toEqual([]);
    expect(startsOf(ended).some((at) => at >= resumedAt)).toBe(true);
    expect(await fleet.history(idsOf(task))).toEqual(
      Object.fromEntries(idsOf(task).map((id) => [id, 'apply'])),
    );
    expect((await taskWhen(api, task.task_id, isOver)).status).toBe('completed');
  }, 120_000);

  it('leaves what it changed as it is when cancelled without rollback', async () => {
    const { task, executionId } = await startRollout(api, wishOf('org-cancel'));
    await followUntil(api, executionId, firstPhaseIsDone);

    const cancel = await api.ask('cancelExecution', 202, ofExecution(executionId));
    const ended = await followToEnd(api, executionId);

    const touched = completedIn(ended);
    expect([cancel.status, ended.status]).toEqual(['cancelling', 'cancelled']);
    expect(touched.length).toBeGreaterThanOrEqual(1);
    expect(touched.length).toBeLessThan(4);
    expect(ended.error).toContain(`${touched.length} changed assets stay as they are`);
    expect(await fleetOf(product.url, 'org-cancel').history(idsOf(task))).toEqual(
      Object.fromEntries(idsOf(task).map((id) => [id, touched.includes(id) ? 'apply' : ''])),
    );
    expect((await taskWhen(api, task.task_id, isOver)).status).toBe('cancelled');
    expect(await endOfMachine(product.url, task.task_id)).toBe('SUCCEEDED');
  }, 120_000);

  it('takes back what it changed when cancelled with rollback, through the task', async () => {
    const org = 'org-cancel-back';
    const { task, executionId } = await startRollout(api, wishOf(org));
    const fleet = fleetOf(product.url, org);
    await followUntil(api, executionId, firstPhaseIsDone);

    const cancel = await api.ask('cancelTask', 202, {
      ...ofTask(task),
      body: { reason: 'Wrong week', rollback: true },
    });
    const ended = await followToEnd(api, executionId);

    const undone = assetsOf(ended).filter(({ status }) => status === 'rolled_back');
    expect([cancel.status, cancel.cancel_requested]).toEqual(['executing', true]);
    expect(ended.status).toBe('cancelled');
    expect(undone.length).toBeGreaterThanOrEqual(1);
    expect(completedIn(ended)).toEqual([]);
    const history = Object.values(await fleet.history(idsOf(task)));
    expect(history.filter((done) => done !== '')).toEqual(undone.map(() => 'apply undo'));
    const versions = (await fleet.assets(idsOf(task))).map(({ version }) => version);
    expect(versions).toEqual(plannedAssetsOf(task).map(({ version }) => version));
    expect((await taskWhen(api, task.task_id, isOver)).status).toBe('cancelled');
  }, 120_000);

  it('can be cancelled while it is paused', async () => {
    const { task, executionId } = await startRollout(api, wishOf('org-paused-cancel'));
    await api.ask('pauseExecution', 202, ofExecution(executionId));
    await followUntil(api, executionId, ({ status }) => status === 'paused');

    const cancel = await api.ask('cancelExecution', 202, {
      ...ofExecution(executionId),
      body: { rollback: true },
    });
    const ended = await followToEnd(api, executionId);

    expect([cancel.status, ended.status]).toEqual(['cancelling', 'cancelled']);
    expect(completedIn(ended)).toEqual([]);
    expect((await taskWhen(api, task.task_id, isOver)).status).toBe('cancelled');
    expect(await endOfMachine(product.url, task.task_id)).toBe('SUCCEEDED');
  }, 120_000);
});

describe.concurrent('the controls of a task', () => {
  it('ends at its gate when cancelled there, and the page says so', async () => {
    const task = await submitForApproval(api, wishOf('org-gate-cancel'));

    const cancel = await api.ask('cancelTask', 202, ofTask(task));
    const page = await pageOf(task);
    const refusal = await api.refusal('approveTask', { ...ofTask(task), body: {} });
    const again = await api.refusal('cancelTask', ofTask(task));

    expect(cancel).toEqual({
      task_id: task.task_id,
      status: 'cancelled',
      cancel_requested: true,
      in_flight: [],
    });
    expect(page).toContain('This change was cancelled');
    expect([refusal.status, refusal.error]).toEqual([409, 'state-forbids']);
    expect(refusal['approval']).toMatchObject({ status: 'cancelled' });
    expect([again.status, again.error]).toEqual([409, 'state-forbids']);
    expect(await endOfMachine(product.url, task.task_id)).toBe('SUCCEEDED');
    expect((await getTask(api, task.task_id)).execution_id).toBeNull();
  }, 120_000);

  it('ends without a plan to decide on when cancelled right after the submit', async () => {
    const accepted = await api.ask('submitTask', 202, {
      body: wishOf('org-plan-cancel'),
      headers: { prefer: 'respond-async' },
    });

    const cancel = await api.ask('cancelTask', 202, { params: { task_id: accepted.task_id } });
    await endOfMachine(product.url, accepted.task_id);
    const task = await getTask(api, accepted.task_id);

    expect(cancel.status).toBe('cancelled');
    expect([task.status, task.execution_id]).toEqual(['cancelled', null]);
    expect([null, 'cancelled']).toContain(task.approval?.status ?? null);
  }, 120_000);

  it('is decided once: a second decision gets the one that stands', async () => {
    const task = await submitForApproval(api, wishOf('org-once'));

    const both = await Promise.all(
      [1, 2].map(() => api.send('approveTask', { ...ofTask(task), body: { reason: 'yes' } })),
    );
    const late = await api.refusal('rejectTask', { ...ofTask(task), body: { reason: 'no' } });

    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    expect([late.status, late.error]).toEqual([409, 'already-decided']);
    expect(late['decision']).toMatchObject({ decision: 'approved', reason: 'yes' });
    const stood = await getTask(api, task.task_id);
    expect(stood.approval?.decisions).toHaveLength(1);
    await taskWhen(api, task.task_id, ({ execution_id: id }) => id !== null);
    const { executions } = await api.ask('listExecutions', 200, ofTask(task));
    expect(executions).toHaveLength(1);
  }, 120_000);

  it('is not executed once it is rejected', async () => {
    const task = await submitForApproval(api, wishOf('org-reject'));

    const decided = await api.ask('rejectTask', 200, {
      ...ofTask(task),
      body: { reason: 'Not before the release' },
    });
    const end = await endOfMachine(product.url, task.task_id);
    const page = await pageOf(task);

    expect(decided).toMatchObject({
      status: 'rejected',
      approval: {
        status: 'rejected',
        decisions: [{ decision: 'rejected', reason: 'Not before the release' }],
      },
    });
    expect(end).toBe('SUCCEEDED');
    expect(page).toContain('This change was rejected');
    expect((await getTask(api, task.task_id)).execution_id).toBeNull();
    expect(await fleetOf(product.url, 'org-reject').history(idsOf(task))).toEqual(
      Object.fromEntries(idsOf(task).map((id) => [id, ''])),
    );
  }, 120_000);
});

it.concurrent(
  'refuses what a state forbids, and says which state',
  async () => {
    const wish = { ...wishOf('org-forbids'), intent: 'Fix drift on production cache servers' };
    const { task, executionId } = await startRollout(api, wish);
    const running = await api.refusal('resumeExecution', ofExecution(executionId));
    await followToEnd(api, executionId);
    await taskWhen(api, task.task_id, isOver);

    const refusals = [
      running,
      await api.refusal('pauseExecution', ofExecution(executionId)),
      await api.refusal('resumeExecution', ofExecution(executionId)),
      await api.refusal('cancelExecution', ofExecution(executionId)),
      await api.refusal('cancelTask', ofTask(task)),
      await api.refusal('approveTask', { ...ofTask(task), body: {} }),
    ];

    expect(
      refusals.map(({ status, error, current_status: current }) => [status, error, current]),
    ).toEqual([
      [409, 'state-forbids', expect.stringMatching(/^(?:pending|running)$/)],
      [409, 'state-forbids', 'completed'],
      [409, 'state-forbids', 'completed'],
      [409, 'state-forbids', 'completed'],
      [409, 'state-forbids', 'completed'],
      [409, 'already-decided', undefined],
    ]);
  },
  120_000,
);

it.concurrent(
  'approves the plan that is named and no other',
  async () => {
    const task = await submitForApproval(api, wishOf('org-digest'));

    const other = await api.refusal('approveTask', {
      ...ofTask(task),
      body: { plan_digest: 'a'.repeat(64) },
    });
    const stillOpen = await getTask(api, task.task_id);
    await approve(api, task.task_id);

    expect([other.status, other.error]).toEqual([409, 'plan-digest-mismatch']);
    expect(stillOpen.status).toBe('pending_approval');
  },
  120_000,
);

it('left no defect behind', () => {
  expect(product.defects).toEqual([]);
});
