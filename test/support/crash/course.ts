import type { AuditRecord } from '../../../functions/domain/audit/audit-record.ts';
import { fleetOf } from '../e2e/local-pages.ts';
import { badRecordsOf } from '../seams/audit.ts';
import { auditChainOf } from '../e2e/stored-audit.ts';
import { CutOff, patientCaller } from './patient-caller.ts';
import { readStoredState } from './stored-state.ts';
import type { StoredState } from './stored-state.ts';
import { taskApi } from './task-api.ts';
import type { ExecutionView, TaskApi, TaskView } from './task-api.ts';

const org = 'crash-org';
const wish = {
  org_id: org,
  intent: 'Fix drift on production cache servers',
  environment: 'production',
};

/** What people do in the course of a job; each part must be harmless when it was done before. */
export interface Course {
  readonly atGate?: (api: TaskApi, task: TaskView) => Promise<unknown>;
  readonly underway?: (api: TaskApi, execution: ExecutionView) => Promise<unknown>;
}

const sickAsset = (task: TaskView): string => task.plan?.phases[1]?.assets[0]?.asset_id ?? '';

/** Approved by a person; then the second of three assets turns unhealthy, so that two are taken back. */
export const unhealthyCourse: Course = {
  atGate: (api, task) => api.tag(org, sickAsset(task), { 'demo:fail': 'health' }),
};

/**
 * Approved by a person, paused in the bake of the canary and resumed; then the second of three
 * assets turns unhealthy, so that two are taken back.
 */
export const eventfulCourse: Course = {
  ...unhealthyCourse,
  underway: async (api, { id, status, task_id: taskId, phases }) => {
    if (status === 'paused') await api.resume(id);
    if (status !== 'running' || phases[0]?.status !== 'baking') return;
    const events = await api.auditEvents(taskId);
    if (!events.includes('execution_pausing')) await api.pause(id);
  },
};

/** The product as a job meets it. */
export interface Product {
  readonly origin: string;
  readonly defects: readonly string[];
  /** Looks until something is found, and lets time pass. */
  readonly until: <Value>(what: string, look: () => Promise<Value>) => Promise<NonNullable<Value>>;
}

const ends: readonly string[] = ['completed', 'failed', 'rolled_back', 'cancelled', 'blocked'];

const isIdle = ({ items, machines }: StoredState): boolean =>
  !items.some(({ pk }) => pk === 'outbox#0') && ![...machines.values()].includes('RUNNING');

/** What a job left behind, without the ids and times that are another's in each run. */
export interface Outcome {
  readonly status: string;
  /** By asset of the plan, what its own log says was done to it. */
  readonly assets: readonly string[];
  readonly tasks: number;
  readonly gates: number;
  readonly executions: number;
  readonly heldLocks: number;
  readonly auditIsWhole: boolean;
  /** In the order of the task's chain, and then of that of the controls. */
  readonly events: readonly string[];
  readonly machines: readonly string[];
  /** Increments of each counter that counts statuses and tool calls. */
  readonly counters: Readonly<Record<string, number>>;
  readonly defects: readonly string[];
}

const countersIn = ({ items }: StoredState): Readonly<Record<string, number>> => {
  const totals: Record<string, number> = {};
  for (const { pk, sk, value } of items) {
    const [, name, text] = /^orchestrator_(\w+)_total#(.*)#\d+$/.exec(sk) ?? [];
    if (!pk.endsWith('#counters') || name === undefined || text === undefined) continue;
    const labels = JSON.parse(text) as Record<string, string>;
    const key = `${name} ${labels['status'] ?? labels['tool'] ?? ''}`;
    totals[key] = (totals[key] ?? 0) + Number(value);
  }
  return totals;
};

const eventsOf = (
  records: readonly AuditRecord[],
  isOf: (chain: string) => boolean,
): readonly string[] => records.filter(({ chain }) => isOf(chain)).map(({ event }) => event);

/** What the job left behind, once all is quiet. */
export const outcomeOf = async (product: Product, taskId: string): Promise<Outcome> => {
  const { origin, until } = product;
  const stored = await until('machines and outbox to be done', async () => {
    const found = await readStoredState(origin);
    return isIdle(found) ? found : null;
  });
  const task = await taskApi(patientCaller(origin, 0)).task(taskId);
  const chain = await auditChainOf(product.origin, org);
  const ids = (task.plan?.phases ?? []).flatMap(({ assets }) => assets.map((a) => a.asset_id));
  const history = await fleetOf(product.origin, org).history(ids);
  const count = (sk: string) => stored.items.filter((item) => item.sk === sk).length;
  return {
    status: task.status,
    assets: ids.map((id) => history[id] ?? ''),
    tasks: count('task'),
    gates: count('gate'),
    executions: count('execution'),
    heldLocks: stored.items.filter((item) => item.sk === 'lock' && item['held_by'] !== null).length,
    auditIsWhole: badRecordsOf(chain).length === 0,
    events: [
      ...eventsOf(chain, (name) => name === taskId),
      ...eventsOf(chain, (name) => name !== taskId).map((event) => `controls ${event}`),
    ],
    machines: [...stored.machines]
      .map(([name, status]) => `${name.split('/', 1)[0] ?? ''} ${status}`)
      .toSorted(),
    counters: countersIn(stored),
    defects: product.defects,
  };
};

/** What a look finds; nothing when the product is killed underneath. */
const unlessCutOff = async <Value>(look: Promise<Value>): Promise<Value | null> => {
  try {
    return await look;
  } catch (error) {
    if (error instanceof CutOff) return null;
    throw error;
  }
};

/**
 * Brings the one job from wherever it stands to its end, as its people would who know nothing of
 * crashes: submits under its key, approves where it waits, acts on the running execution. Whatever
 * is cut off is looked at anew, since it may have happened or not.
 */
export const followCourse = async (product: Product, course: Course): Promise<string> => {
  const { origin, until } = product;
  const api = taskApi(patientCaller(origin, 0));
  const lookAt = async (taskId: string): Promise<true | null> => {
    const task = await api.task(taskId);
    if (task.status === 'pending_approval') {
      await course.atGate?.(api, task);
      await api.approve(taskId);
    } else if (task.status === 'executing' && task.execution_id !== null) {
      await course.underway?.(api, await api.execution(task.execution_id));
    }
    return ends.includes(task.status) || null;
  };
  const taskId = await until('an answer to the request', () =>
    unlessCutOff(api.submitOnce(wish, 'the-job')),
  );
  await until('the end of the task', () => unlessCutOff(lookAt(taskId)));
  return taskId;
};
