import { idempotent } from '../shared/idempotent.ts';
import { growingPauses, pausesUntil, pollUntil } from '../shared/poll-until.ts';
import * as z from 'zod';
import { digestOf } from '../../domain/shared/canonical.ts';
import { Conflict, Rejection } from '../../domain/shared/errors.ts';
import { isTiedToOnePerson, notOnePerson } from '../../domain/approval/one-person.ts';
import { isLocal } from '../../domain/shared/identity.ts';
import type { Identity } from '../../domain/shared/identity.ts';
import { actorOf } from '../../domain/task/actor-of.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { OrgId, TaskId } from '../../domain/shared/ids.ts';
import { enteredStatus, taskEntry } from '../../domain/task/move-task.ts';
import type { Task } from '../../domain/task/task.ts';
import { SubmitTaskBody } from '../../domain/task/task-requests.ts';
import type { TaskSpec } from '../../domain/task/task-spec.ts';
import type { PlanningTaskView, TaskView } from '../../domain/task/task-view.ts';
import type { Clock, Directory, IdSource, UnitOfWork, Workflow } from '../shared/ports.ts';
import type { IdempotencyStore, TaskStore } from './task-ports.ts';
import type { SettingsStore } from '../settings/settings-ports.ts';
import type { DeliveryLog } from '../approval/approval-ports.ts';
import { makeReadIntent } from './steps/read-intent.ts';
import type { ReadIntentDeps, RefusedIntent } from './steps/read-intent.ts';
import { parseInput } from '../shared/parse-input.ts';
import type { RateLimiter } from './rate-limit-ports.ts';
import { resolveNamedOrg } from '../shared/resolve-org.ts';
import { commit } from '../shared/commit.ts';

const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters');

/** What a request takes beside its wait. One that was cut off by a crash keeps its key no longer. */
const runSeconds = 5;

export interface SubmitTaskDeps extends ReadIntentDeps {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly directory: Pick<Directory, 'register'>;
  readonly unitOfWork: UnitOfWork;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly workflow: Pick<Workflow, 'startLifecycle'>;
  readonly outbox: Pick<DeliveryLog, 'done'>;
  readonly idempotency: IdempotencyStore;
  readonly rateLimiter: RateLimiter;
  /** How many requests one caller may submit. The one-machine identity, which is nobody's own, has no limit. */
  readonly submissionsPerMinute: number;
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

interface NewTask {
  readonly identity: Identity;
  readonly body: SubmitTaskBody;
  readonly spec: TaskSpec;
  readonly taskId: TaskId;
}

const newTask = ({ identity, body, spec, taskId }: NewTask, now: number): Task => ({
  task_id: taskId,
  org_id: body.org_id,
  version: 1,
  status: 'planning',
  created_at: toTimestamp(now),
  updated_at: toTimestamp(now),
  intent: body.intent,
  environment: spec.environment,
  context: body.context,
  dry_run: body.dry_run,
  require_approval: body.require_approval,
  requested_by: actorOf(identity),
  task_spec: spec,
  repairs: 0,
  plan_revision: 0,
  plan_digest: null,
  agent_result: null,
  validation: null,
  quality_score: null,
  approval_requirement: null,
  gate_id: null,
  execution_id: null,
  cancel_requested: false,
  error: null,
});

/**
 * Refuses a change to production of an identity that is tied to no one person: the change takes
 * the approval of somebody else, and nobody could tell who else is. What turns out to take it only
 * once it is planned is blocked then.
 */
const refuseUnknownPerson = async (
  { settings }: Pick<SubmitTaskDeps, 'settings'>,
  { identity, body, spec }: Omit<NewTask, 'taskId'>,
): Promise<void> => {
  if (isLocal(identity) || body.dry_run) return;
  // Reading is always low: every change of production is above it.
  if (spec.environment !== 'production' || spec.risk_level === 'low') return;
  const { approvers } = await settings.get(body.org_id);
  if (!isTiedToOnePerson(actorOf(identity), approvers)) {
    throw notOnePerson('ask for a change that somebody else has to approve');
  }
};

/** Spares the caller the outbox's delay; the message stays owed when this fails. */
const startNow = async (
  { workflow, outbox }: SubmitTaskDeps,
  message: { readonly message_id: string; readonly org_id: OrgId; readonly task_id: TaskId },
): Promise<void> => {
  try {
    await workflow.startLifecycle(message);
    await outbox.done(message);
  } catch {
    // The outbox starts it a moment later, once: the workflow is named after the task.
  }
};

/** Stores the task with everything it owes, and starts its workflow; a repetition finds both done. */
const createTask = async (deps: SubmitTaskDeps, wanted: NewTask): Promise<Task> => {
  const task = newTask(wanted, deps.clock.now());
  const message = {
    kind: 'start_lifecycle' as const,
    message_id: deps.ids.messageId(),
    org_id: task.org_id,
    task_id: task.task_id,
    at: task.created_at,
  };
  await deps.directory.register(task.org_id);
  try {
    await commit(deps.unitOfWork, {
      documents: [{ kind: 'task', document: task, expected: null }],
      audit: [
        taskEntry(task, {
          at: task.created_at,
          actor: task.requested_by.id,
          event: 'task_submitted',
          details: { intent: task.intent, environment: task.environment, dry_run: task.dry_run },
        }),
      ],
      messages: [message],
      counters: [enteredStatus(task.org_id, 'planning')],
    });
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const standing = await deps.tasks.get(task);
    if (!standing) throw error;
    return standing;
  }
  await startNow(deps, message);
  return task;
};

/** Hardly a plan is ready before the first look; from then on it is looked for often, then less. */
const planPauses = function* (): Generator<number> {
  yield 50;
  yield* growingPauses({ first: 10, factor: 1.15, longest: 250 });
};

/** Waits until the task is planned or the time is up. */
const awaitPlan = (deps: SubmitTaskDeps, created: Task, waitSeconds: number): Promise<Task> => {
  const until = deps.clock.now() + waitSeconds * 1_000;
  return pollUntil(deps.pause, {
    seen: created,
    look: async (task) => (await deps.tasks.get(task)) ?? task,
    isDone: (task) => task.status !== 'planning',
    pauses: pausesUntil({ clock: deps.clock, until }, planPauses()),
  });
};

const answerOf = async (deps: SubmitTaskDeps, task: Task): Promise<SubmitTaskAnswer> => {
  const { task_id, status, task_spec } = task;
  // Still planning: there is nothing to show but what was understood.
  if (status === 'planning') return { status: 202, body: { task_id, status, task_spec } };
  return { status: 200, body: await deps.viewTask(task) };
};

/** @throws Rejection `rate-limited` with the seconds after which the caller's next request is taken. */
const assertWithinRate = async (
  { rateLimiter, submissionsPerMinute: perMinute }: SubmitTaskDeps,
  identity: Identity,
): Promise<void> => {
  if (identity.org === null) return;
  const seconds = await rateLimiter.take({
    org: identity.org,
    identity: identity.id,
    operation: 'submit',
    perMinute,
  });
  if (seconds === null) return;
  throw new Rejection(
    'rate-limited',
    `You may submit ${perMinute} requests a minute. Nothing was kept of this one: send it again in ${seconds} s.`,
    { retryAfterSeconds: seconds },
  );
};

const rejectionOf = ({ code, detail, understood, candidates, contradiction }: RefusedIntent) =>
  new Rejection(code, detail, { members: { ...contradiction, candidates, understood } });

/**
 * Takes an intent: the whole result when its plan is ready within the wait, else where to find it.
 * Layer 1 runs before anything is stored, so that a refused intent leaves nothing behind.
 * @throws Rejection `invalid-request`, `org-mismatch`, `forbidden`, `intent-unclear`,
 * `environment-contradiction`, `idempotency-key-reused`, `request-in-flight` or `rate-limited`.
 */
export const makeSubmitTask = (deps: SubmitTaskDeps) => {
  const readIntent = makeReadIntent(deps);
  return async ({ identity, ...request }: SubmitTaskRequest): Promise<SubmitTaskAnswer> => {
    const body = parseInput(SubmitTaskBody, request.body ?? {});
    const org = resolveNamedOrg(identity, body.org_id);
    const reading = await readIntent({ ...body, org_id: org });
    if (reading.kind === 'refused') throw rejectionOf(reading);
    const { spec, rehearses } = reading;
    // Who asks to try it gets a dry run, whatever else the body says.
    const asked = { ...body, dry_run: body.dry_run || rehearses };
    await refuseUnknownPerson(deps, { identity, body: asked, spec });
    const run = async (taskId: TaskId) => {
      const created = await createTask(deps, { identity, body: asked, spec, taskId });
      return answerOf(deps, await awaitPlan(deps, created, request.waitSeconds));
    };
    const key =
      request.idempotencyKey === undefined
        ? null
        : parseInput(IdempotencyKey, request.idempotencyKey, '/headers/idempotency-key');
    await assertWithinRate(deps, identity);
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
