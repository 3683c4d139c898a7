import { idempotent } from '../shared/idempotent.ts';
import { growingPauses, pausesUntil, pollUntil } from '../shared/poll-until.ts';
import * as z from 'zod';
import { digestOf } from '../../domain/shared/canonical.ts';
import { Rejection, TransientFailure } from '../../domain/shared/errors.ts';
import { isTiedToOnePerson, notOnePerson } from '../../domain/approval/one-person.ts';
import { isLocal } from '../../domain/shared/identity.ts';
import type { Identity } from '../../domain/shared/identity.ts';
import { actorOf } from '../../domain/task/actor-of.ts';
import type { TaskId } from '../../domain/shared/ids.ts';
import type { ControlTarget } from '../../domain/task/control-target.ts';
import type { Task } from '../../domain/task/task.ts';
import { SubmitTaskBody } from '../../domain/task/task-requests.ts';
import { toPlanningView } from '../../domain/task/task-view.ts';
import type { PlanningTaskView, TaskView } from '../../domain/task/task-view.ts';
import type { Clock } from '../shared/ports.ts';
import type { IdempotencyStore } from './task-ports.ts';
import type { SettingsStore } from '../settings/settings-ports.ts';
import type { Deadline } from '../planning/planning-ports.ts';
import { makeFindTargets } from './steps/control-targets.ts';
import type { ControlTargetDeps } from './steps/control-targets.ts';
import { createTask } from './steps/new-task.ts';
import type { CreateTaskDeps, NewTask } from './steps/new-task.ts';
import { makeReadIntent, makeReadWords } from './steps/read-intent.ts';
import type { ReadIntentDeps, RefusedIntent } from './steps/read-intent.ts';
import { assertWithinRate } from './steps/within-rate.ts';
import type { RateDeps } from './steps/within-rate.ts';
import { parseInput } from '../shared/parse-input.ts';
import { resolveNamedOrg } from '../shared/resolve-org.ts';

const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters');

/** What a request takes beside its wait. One that was cut off by a crash keeps its key no longer. */
const runSeconds = 5;

export interface SubmitTaskDeps extends ReadIntentDeps, RateDeps, Omit<CreateTaskDeps, 'tasks'> {
  readonly tasks: CreateTaskDeps['tasks'] & ControlTargetDeps['tasks'];
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly idempotency: IdempotencyStore;
  readonly settings: SettingsStore;
  readonly viewTask: (task: Task) => Promise<TaskView>;
  readonly pause: (milliseconds: number) => Promise<void>;
}

export interface SubmitTaskRequest {
  readonly identity: Identity;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
  /** How long the caller would wait for the plan. */
  readonly waitSeconds: number;
}

export type SubmitTaskAnswer =
  | { readonly status: 200; readonly body: TaskView }
  | { readonly status: 202; readonly body: PlanningTaskView };

/**
 * Refuses a change to production of an identity that is tied to no one person: the change takes
 * the approval of somebody else, and nobody could tell who else is. What turns out to take it only
 * once it is planned is blocked then.
 */
const refuseUnknownPerson = async (
  { settings }: Pick<SubmitTaskDeps, 'settings'>,
  { identity, body, spec }: Pick<NewTask, 'identity' | 'body' | 'spec'>,
): Promise<void> => {
  if (isLocal(identity) || body.dry_run) return;
  // Reading is always low: every change of production is above it.
  if (spec.environment !== 'production' || spec.risk_level === 'low') return;
  const { approvers } = await settings.get(body.org_id);
  if (!isTiedToOnePerson(actorOf(identity), approvers)) {
    throw notOnePerson('ask for a change that somebody else has to approve');
  }
};

/** Hardly a plan is ready before the first look; from then on it is looked for often, then less. */
const planPauses = function* (): Generator<number> {
  yield 50;
  yield* growingPauses({ first: 10, factor: 1.15, longest: 250 });
};

/** Waits until the task is planned or the time is up. */
const awaitPlan = (deps: SubmitTaskDeps, created: Task, until: number): Promise<Task> =>
  pollUntil(deps.pause, {
    seen: created,
    look: async (task) => (await deps.tasks.get(task)) ?? task,
    isDone: (task) => task.status !== 'planning',
    pauses: pausesUntil({ clock: deps.clock, until }, planPauses()),
  });

/** The fleet's names are awaited as long as the plan is, and so long where nobody waits for one. */
const leastForNames = 2;

/** The whole reading where the fleet's names come within the wait, else what the words say alone. */
const makeReadInTime = (deps: SubmitTaskDeps) => {
  const readIntent = makeReadIntent(deps);
  const readWords = makeReadWords(deps);
  return async (said: Parameters<typeof readIntent>[0], waitSeconds: number) => {
    try {
      const whole = await deps.deadline(readIntent(said), Math.max(leastForNames, waitSeconds));
      return whole.late ? readWords(said) : whole.value;
    } catch (error) {
      if (!(error instanceof TransientFailure)) throw error;
      return readWords(said);
    }
  };
};

/** Refuses what turned out to be unclear once the task was there. */
const refuseUnclear = ({ task_id, status, error, task_spec }: Task): void => {
  if (status !== 'failed' || error?.code !== 'intent-unclear') return;
  const { message, candidates = [] } = error;
  const { understood = [] } = task_spec;
  throw new Rejection('intent-unclear', message, { members: { task_id, candidates, understood } });
};

const answerOf = async (deps: SubmitTaskDeps, task: Task): Promise<SubmitTaskAnswer> => {
  refuseUnclear(task);
  if (task.status === 'planning') return { status: 202, body: toPlanningView(task) };
  return { status: 200, body: await deps.viewTask(task) };
};

const rejectionOf = (
  { code, detail, understood, candidates, contradiction }: RefusedIntent,
  tasks: readonly ControlTarget[] | undefined,
) =>
  new Rejection(code, detail, {
    members: { ...contradiction, candidates, understood, ...(tasks && { tasks }) },
  });

/**
 * Takes an intent: the whole result when its plan is ready within the wait, else where to find it.
 * Layer 1 runs before anything is stored, so that a refused intent leaves nothing behind. Where the
 * fleet's names can't be had within the wait, a task settles them later, and may end by them.
 * @throws Rejection `invalid-request`, `org-mismatch`, `forbidden`, `intent-unclear`,
 * `environment-contradiction`, `idempotency-key-reused`, `request-in-flight` or `rate-limited`.
 */
export const makeSubmitTask = (deps: SubmitTaskDeps) => {
  const readInTime = makeReadInTime(deps);
  const findTargets = makeFindTargets(deps);
  return async ({ identity, ...request }: SubmitTaskRequest): Promise<SubmitTaskAnswer> => {
    const body = parseInput(SubmitTaskBody, request.body ?? {});
    const org = resolveNamedOrg(identity, body.org_id);
    const until = deps.clock.now() + request.waitSeconds * 1_000;
    const reading = await readInTime({ ...body, org_id: org }, request.waitSeconds);
    if (reading.kind === 'refused')
      throw rejectionOf(reading, await findTargets(reading, { ...body, org_id: org }));
    const { kind, spec } = reading;
    // Who asks to try it gets a dry run, whatever else the body says.
    const asked = { ...body, dry_run: body.dry_run || (kind === 'settled' && reading.rehearses) };
    await refuseUnknownPerson(deps, { identity, body: asked, spec });
    const run = async (taskId: TaskId) => {
      const unread = kind === 'unread';
      const created = await createTask(deps, { identity, body: asked, spec, unread, taskId });
      return answerOf(deps, await awaitPlan(deps, created, until));
    };
    const key =
      request.idempotencyKey === undefined
        ? null
        : parseInput(IdempotencyKey, request.idempotencyKey, '/headers/idempotency-key');
    await assertWithinRate(deps, identity, 'submit');
    return idempotent(
      deps.idempotency,
      run,
    )({
      org,
      key,
      // Not asking for people is as leaving it out, also for a key of before one could ask.
      bodyDigest: digestOf({
        body: { ...body, require_approval: body.require_approval || undefined },
        caller: identity.id,
      }),
      taskId: deps.ids.taskId(),
      heldSeconds: request.waitSeconds + runSeconds,
    });
  };
};
