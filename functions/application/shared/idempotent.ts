import { Rejection } from '../../domain/shared/errors.ts';
import type { OrgId, TaskId } from '../../domain/shared/ids.ts';
import type { IdempotencyStore } from '../task/task-ports.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** What a request says of itself, beside what it wants. */
export interface IdempotentRequest {
  readonly org: OrgId;
  /** The caller's Idempotency-Key; null where there is none, and every request counts. */
  readonly key: string | null;
  /** Of all that makes another request of it. */
  readonly bodyDigest: string;
  /** The id of what the request makes, should it be the first. */
  readonly taskId: TaskId;
  /** How long it may run; after that it counts as dead, and its repetition goes on with its id. */
  readonly heldSeconds: number;
}

const inFlight = () =>
  new Rejection('request-in-flight', 'The first request with this key is still running.');

const reused = () =>
  new Rejection('idempotency-key-reused', 'The key came with another body before.');

/** What is known of a key before its request is looked at any further. */
export type EarlierAnswer<Own extends Answer> =
  | { readonly kind: 'answered'; readonly answer: Own }
  | { readonly kind: 'begun'; readonly taskId: TaskId }
  | { readonly kind: 'new' };

/**
 * The answer that a key had before, so that a repetition needs nothing that its first request needed;
 * or the id of what a request began that died before its answer.
 * @throws Rejection `request-in-flight` or `idempotency-key-reused`.
 */
export const earlierAnswer = async <Own extends Answer>(
  store: Pick<IdempotencyStore, 'find'>,
  { org, key, bodyDigest }: Pick<IdempotentRequest, 'org' | 'key' | 'bodyDigest'>,
): Promise<EarlierAnswer<Own>> => {
  const found = key === null ? null : await store.find(org, key, bodyDigest);
  if (found === null) return { kind: 'new' };
  switch (found.outcome) {
    case 'done':
      // Kept as the use case answered the first time.
      return { kind: 'answered', answer: { status: found.status, body: found.body } as Own };
    case 'unanswered':
      return { kind: 'begun', taskId: found.taskId };
    case 'in_flight':
      throw inFlight();
    case 'mismatch':
      throw reused();
  }
};

const answerClaimed = async <Own extends Answer>(
  store: Pick<IdempotencyStore, 'complete' | 'release'>,
  claim: { readonly org: OrgId; readonly key: string },
  run: () => Promise<Own>,
): Promise<Own> => {
  try {
    const answer = await run();
    await store.complete(claim.org, claim.key, answer);
    return answer;
  } catch (error) {
    // Where this fails too, the claim runs out by itself; the caller learns of the first failure.
    await store.release(claim.org, claim.key).catch(() => undefined);
    throw error;
  }
};

/**
 * The use case done once a key: a repetition gets the first answer. A first request that failed, or
 * died, lets the next one go on under the same id, so that nothing starts twice.
 * @throws Rejection `request-in-flight` or `idempotency-key-reused`, and what the use case throws.
 */
export const idempotent =
  <Own extends Answer>(
    store: Omit<IdempotencyStore, 'find'>,
    useCase: (taskId: TaskId) => Promise<Own>,
  ) =>
  async ({ org, key, ...request }: IdempotentRequest): Promise<Own> => {
    if (key === null) return useCase(request.taskId);
    const claim = await store.claim(org, key, request);
    switch (claim.outcome) {
      case 'done':
        // Kept as the use case answered the first time.
        return { status: claim.status, body: claim.body } as Own;
      case 'in_flight':
        throw inFlight();
      case 'mismatch':
        throw reused();
      case 'claimed':
        return answerClaimed(store, { org, key }, () => useCase(claim.taskId));
    }
  };
