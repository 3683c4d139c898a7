import { taskAtEnd } from './job.ts';
import type { Job, Stage } from './job.ts';
import { scripts } from './scripts.ts';
import type { Expectation, Script } from './scripts.ts';
import type { TaskView } from './task-api.ts';

/** One of several callers: asks for the same small change again and again, each time in a fresh org. */
export interface Lane {
  /** Lanes of one group work in the same orgs at the same time. */
  readonly group: string;
  readonly environment: Script['environment'];
  readonly role: string;
}

export const lanes: readonly Lane[] = [
  { group: 'a', environment: 'production', role: 'cache' },
  { group: 'a', environment: 'staging', role: 'worker' },
  { group: 'b', environment: 'production', role: 'cache' },
  { group: 'b', environment: 'staging', role: 'worker' },
  { group: 'c', environment: 'production', role: 'cache' },
  { group: 'c', environment: 'production', role: 'database' },
];

export interface FinishedJob {
  readonly org: string;
  readonly taskId: string;
  readonly script: string;
  readonly expected: Expectation;
  readonly links: readonly string[];
  readonly task: TaskView;
}

const runJob = async (stage: Stage, lane: Lane, round: number): Promise<FinishedJob> => {
  const courses = scripts.filter(({ environment }) => environment === lane.environment);
  // Each lane begins with another script, so that a short storm meets many.
  const script = courses[(round + lanes.indexOf(lane)) % courses.length];
  if (!script) throw new Error(`No script for ${lane.environment}`);
  const org = `crash-${lane.group}-${round}`;
  const wish = {
    org_id: org,
    intent: `Fix drift on ${lane.environment} ${lane.role} servers`,
    environment: lane.environment,
    ...(script.dryRun === true && { dry_run: true }),
  };
  const taskId = await stage.api.submit(wish, `${lane.environment}-${lane.role}`);
  const job: Job = { stage, org, taskId, links: new Set() };
  const expected = await script.play(job);
  const task = await taskAtEnd(job);
  return { org, taskId, script: script.name, expected, links: [...job.links], task };
};

/** Runs one job after another on a lane until it is told to stop; the last one ends as well. */
export const runLane = async (
  stage: Stage,
  lane: Lane,
  isOver: () => boolean,
): Promise<readonly FinishedJob[]> => {
  const finished: FinishedJob[] = [];
  for (let round = 0; !isOver() || round === 0; round += 1) {
    finished.push(await runJob(stage, lane, round));
  }
  return finished;
};
