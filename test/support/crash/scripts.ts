import { approveByPage } from './approve-by-page.ts';
import { executionOf, executionWhen, taskAtGate } from './job.ts';
import type { Job } from './job.ts';
import type { ExecutionView } from './task-api.ts';

/** What may stand in an asset's own log after the job: nothing, one change, or one change taken back. */
export type AssetEnd = 'untouched' | 'changed' | 'taken back';

export interface Expectation {
  readonly end: 'completed' | 'rolled_back' | 'cancelled' | 'rejected';
  readonly assets: readonly AssetEnd[];
}

export interface Script {
  readonly name: string;
  readonly environment: 'production' | 'staging';
  readonly dryRun?: boolean;
  /** Does what people do to the task; tells how it has to end after that. */
  readonly play: (job: Job) => Promise<Expectation>;
}

const allChanged: Expectation = { end: 'completed', assets: ['changed'] };

const nothingTouched = (end: Expectation['end']): Expectation => ({ end, assets: ['untouched'] });

const done = (expectation: Expectation) => () => Promise.resolve(expectation);

const approveAnd = (then: (job: Job) => Promise<Expectation>) => async (job: Job) => {
  await taskAtGate(job);
  await job.stage.api.approve(job.taskId);
  return then(job);
};

/** Approves after an asset of the phase was made to turn unhealthy when it is changed. */
const approveSick = (phase: number) => async (job: Job) => {
  const { plan } = await taskAtGate(job);
  const sick = plan?.phases[phase]?.assets[0]?.asset_id ?? '';
  await job.stage.api.tag(job.org, sick, { 'demo:fail': 'health' });
  await job.stage.api.approve(job.taskId);
  return { end: 'rolled_back', assets: ['untouched', 'taken back'] } as const;
};

const pageTries = 2;

const byPage = async (job: Job): Promise<Expectation> => {
  const { api, origin } = job.stage;
  const task = await taskAtGate(job);
  for (let tries = 0; tries < pageTries; tries += 1) {
    // Cut off by a kill, an approver begins anew, and goes by the API in the end.
    await approveByPage(api, { origin, task }).catch(() => undefined);
  }
  await api.approve(job.taskId);
  return allChanged;
};

const pauseAndResume = async (job: Job): Promise<Expectation> => {
  const { api } = job.stage;
  const id = await executionOf(job);
  await api.pause(id);
  await executionWhen(job, id, ({ status }) => status !== 'pausing');
  await api.resume(id);
  return allChanged;
};

const hasChangedOne = ({ phases }: ExecutionView): boolean =>
  (phases[0]?.assets ?? []).some(({ status }) => status === 'completed');

const cancelUnderway = (rollback: boolean) => async (job: Job) => {
  const id = await executionOf(job);
  await executionWhen(job, id, hasChangedOne);
  await job.stage.api.cancel(id, rollback);
  const left = await executionWhen(job, id, ({ status }) => status !== 'running');
  if (left.status === 'completed') return allChanged;
  const touched = rollback ? 'taken back' : 'changed';
  return { end: 'cancelled', assets: ['untouched', touched] } as const;
};

/** The main job in its courses. Those in staging wait for nobody: the score waives approval there. */
export const scripts: readonly Script[] = [
  { name: 'approved', environment: 'production', play: approveAnd(done(allChanged)) },
  { name: 'approved by page', environment: 'production', play: byPage },
  { name: 'unhealthy canary', environment: 'production', play: approveSick(0) },
  { name: 'unhealthy wave', environment: 'production', play: approveSick(1) },
  { name: 'paused', environment: 'production', play: approveAnd(pauseAndResume) },
  { name: 'taken back', environment: 'production', play: approveAnd(cancelUnderway(true)) },
  {
    name: 'rejected',
    environment: 'production',
    play: async (job) => {
      await taskAtGate(job);
      await job.stage.api.reject(job.taskId);
      return nothingTouched('rejected');
    },
  },
  {
    name: 'cancelled at the gate',
    environment: 'production',
    play: async (job) => {
      await taskAtGate(job);
      await job.stage.api.cancelTask(job.taskId);
      return nothingTouched('cancelled');
    },
  },
  { name: 'unattended', environment: 'staging', play: done(allChanged) },
  { name: 'paused unattended', environment: 'staging', play: pauseAndResume },
  { name: 'cancelled', environment: 'staging', play: cancelUnderway(false) },
  {
    name: 'dry run',
    environment: 'staging',
    dryRun: true,
    play: done(nothingTouched('completed')),
  },
];
