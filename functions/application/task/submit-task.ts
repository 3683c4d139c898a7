import * as z from 'zod';
import { digestOf } from '../../domain/shared/canonical.ts';
import { Rejection, TransientFailure } from '../../domain/shared/errors.ts';
import type { Identity } from '../../domain/shared/identity.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { Digest, OrgId, TaskId } from '../../domain/shared/ids.ts';
import type { ControlTarget } from '../../domain/task/control-target.ts';
import { actorOf } from '../../domain/task/actor-of.ts';
import { newTask } from '../../domain/task/new-task.ts';
import type { TaskOrigin } from '../../domain/task/new-task.ts';
import { SubmitTaskBody } from '../../domain/task/task-requests.ts';
import type { TaskSpec } from '../../domain/task/task-spec.ts';
import type { Task } from '../../domain/task/task.ts';
import type { Deadline } from '../planning/planning-ports.ts';
import type { SettingsStore } from '../settings/settings-ports.ts';
import { earlierAnswer, idempotent } from '../shared/idempotent.ts';
import type { EarlierAnswer } from '../shared/idempotent.ts';
import { loadTask } from '../shared/load-task.ts';
import { parseInput } from '../shared/parse-input.ts';
import type { Clock } from '../shared/ports.ts';
import { resolveNamedOrg } from '../shared/resolve-org.ts';
import { makeFindTargets } from './steps/control-targets.ts';
import type { ControlTargetDeps } from './steps/control-targets.ts';
import { refuseUnknownPerson } from './steps/known-person.ts';
import { openTask } from './steps/opened-task.ts';
import type { TaskOpeningDeps } from './steps/opened-task.ts';
import { answerWhenPlanned } from './steps/planned-answer.ts';
import type { PlannedAnswer, PlannedAnswerDeps } from './steps/planned-answer.ts';
import { makeReadIntent, makeReadWords } from './steps/read-intent.ts';
import type { ReadIntentDeps, RefusedIntent } from './steps/read-intent.ts';
import { assertWithinRate } from './steps/within-rate.ts';
import type { RateDeps } from './steps/within-rate.ts';
import type { IdempotencyStore } from './task-ports.ts';

const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters');

/** What a request takes beside its wait. One that was cut off by a crash keeps its key no longer. */
const runSeconds = 5;

export interface SubmitTaskDeps
  extends
    ReadIntentDeps,
    Omit<TaskOpeningDeps, 'tasks'>,
    Omit<PlannedAnswerDeps, 'tasks'>,
    RateDeps {
  readonly tasks: TaskOpeningDeps['tasks'] & ControlTargetDeps['tasks'];
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly idempotency: IdempotencyStore;
  readonly settings: SettingsStore;
}

export interface SubmitTaskRequest {
  readonly identity: Identity;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
  /** How long the caller would wait for the plan. */
  readonly waitSeconds: number;
}

interface Wish {
  readonly identity: Identity;
  readonly body: SubmitTaskBody;
  readonly spec: TaskSpec;
  /** The names of the fleet are still to be read: the spec is what the words say without them. */
  readonly unread: boolean;
}

const originOf = ({ identity, body, spec, unread }: Wish, taskId: TaskId): TaskOrigin => ({
  task_id: taskId,
  org_id: body.org_id,
  intent: body.intent,
  environment: spec.environment,
  context: body.context,
  dry_run: body.dry_run,
  require_approval: body.require_approval,
  requested_by: actorOf(identity),
  task_spec: spec,
  ...(unread && {
    unread: { environment: body.environment ?? null, task_type: body.task_type ?? null },
  }),
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

const rejectionOf = (
  { code, detail, understood, candidates, contradiction }: RefusedIntent,
  tasks: readonly ControlTarget[] | null,
) =>
  new Rejection(code, detail, {
    members: { ...contradiction, candidates, understood, ...(tasks && { tasks }) },
  });

/** What a key stands for: the body as it is understood, and who sent it. */
const bodyDigestOf = (body: SubmitTaskBody, identity: Identity): Digest =>
  // Not asking for people is as leaving it out, also for a key of before one could ask.
  digestOf({
    body: { ...body, require_approval: body.require_approval || undefined },
    caller: identity.id,
  });

const keyIn = ({ idempotencyKey: key }: SubmitTaskRequest): string | null =>
  key === undefined ? null : parseInput(IdempotencyKey, key, '/headers/idempotency-key');

/** The task that an earlier request with the key stored before it died; null where it stored none. */
const begunTask = (
  { tasks }: SubmitTaskDeps,
  org: OrgId,
  earlier: EarlierAnswer<PlannedAnswer>,
): Promise<Task | null> =>
  earlier.kind === 'begun'
    ? tasks.get({ org_id: org, task_id: earlier.taskId })
    : Promise.resolve(null);

/**
 * Takes an intent: the whole result when its plan is ready within the wait, else where to find it.
 * Layer 1 runs before anything is stored, so that a refused intent leaves nothing behind. Where the
 * fleet's names can't be had within the wait, a task settles them later, and may end by them. A
 * repetition under its key gets the first answer, whatever the fleet's names are by now, and is not
 * read, counted or checked again; so does one whose first request died after its task was stored.
 * @throws Rejection `invalid-request`, `org-mismatch`, `forbidden`, `intent-unclear`,
 * `environment-contradiction`, `idempotency-key-reused`, `request-in-flight` or `rate-limited`.
 */
export const makeSubmitTask = (deps: SubmitTaskDeps) => {
  const readInTime = makeReadInTime(deps);
  const findTargets = makeFindTargets(deps);
  const read = async (body: SubmitTaskBody, { identity, waitSeconds }: SubmitTaskRequest) => {
    const reading = await readInTime(body, waitSeconds);
    if (reading.kind === 'refused') throw rejectionOf(reading, await findTargets(reading, body));
    const { kind, spec } = reading;
    // Who asks to try it gets a dry run, whatever else the body says.
    const dry_run = body.dry_run || (kind === 'settled' && reading.rehearses);
    if (!dry_run) await refuseUnknownPerson(deps, { identity, org: body.org_id, spec });
    await assertWithinRate(deps, identity, 'submit');
    return { identity, body: { ...body, dry_run }, spec, unread: kind === 'unread' };
  };
  return async (request: SubmitTaskRequest): Promise<PlannedAnswer> => {
    const { identity, waitSeconds } = request;
    const body = parseInput(SubmitTaskBody, request.body ?? {});
    const org = resolveNamedOrg(identity, body.org_id);
    const until = deps.clock.now() + waitSeconds * 1_000;
    const once = { org, key: keyIn(request), bodyDigest: bodyDigestOf(body, identity) };
    const earlier = await earlierAnswer<PlannedAnswer>(deps.idempotency, once);
    if (earlier.kind === 'answered') return earlier.answer;
    const begun = await begunTask(deps, org, earlier);
    const wish = begun === null ? await read({ ...body, org_id: org }, request) : null;
    const run = async (taskId: TaskId) => {
      if (wish === null)
        return answerWhenPlanned(
          deps,
          await loadTask(deps.tasks, { org_id: org, task_id: taskId }),
          until,
        );
      const task = newTask(originOf(wish, taskId), toTimestamp(deps.clock.now()));
      const details = task.unread ? { unread: true } : {};
      return answerWhenPlanned(deps, await openTask(deps, { task, details }), until);
    };
    const heldSeconds = waitSeconds + runSeconds;
    return idempotent(deps.idempotency, run)({ ...once, taskId: deps.ids.taskId(), heldSeconds });
  };
};
