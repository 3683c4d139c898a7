/** The closed list of problem codes and the HTTP status of each (RFC 9457 `error` member). */
export const problemStatuses = {
  'invalid-request': 400,
  'invalid-cursor': 400,
  unauthenticated: 401,
  forbidden: 403,
  'org-mismatch': 403,
  'self-approval': 403,
  'cross-site-request': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'already-decided': 409,
  'state-forbids': 409,
  'request-in-flight': 409,
  'plan-digest-required': 409,
  'plan-digest-mismatch': 409,
  'payload-too-large': 413,
  'unsupported-media-type': 415,
  'intent-unclear': 422,
  'environment-contradiction': 422,
  'idempotency-key-reused': 422,
  'widening-edit': 422,
  'rate-limited': 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ProblemCode = keyof typeof problemStatuses;

/** Codes that a task ends with; they never travel as an HTTP status. */
export const taskErrorCodes = [
  'agent-not-available',
  'budget-exhausted',
  'model-declined',
  'model-unavailable',
  'plan-invalid',
  'plan-changed',
  'policy-unavailable',
  'intent-unclear',
  'internal',
] as const;

export type TaskErrorCode = (typeof taskErrorCodes)[number];

/** One fault in a request: `pointer` is an RFC 6901 JSON pointer (or `/query/x`, `/headers/x`). */
export interface FieldFault {
  readonly pointer: string;
  readonly detail: string;
}

export interface RejectionDetails {
  readonly errors?: readonly FieldFault[];
  /** When the same call may be taken, where waiting is what helps. */
  readonly retryAfterSeconds?: number;
  /** Further members of the problem document, such as the decision that stands. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** The caller is refused: nothing changed, and the same call gives the same answer. Caught, never retried. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  readonly code: ProblemCode;
  readonly details: RejectionDetails;

  constructor(code: ProblemCode, message: string, details: RejectionDetails = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** Something outside failed in a way that may pass: the same call is worth repeating. */
export class TransientFailure extends Error {
  override readonly name = 'TransientFailure';
  readonly retryAfterSeconds: number;
  /** What a caller may read of it; the message is for the log alone. */
  readonly shown: string | undefined;

  constructor(
    message: string,
    options: { cause?: unknown; retryAfterSeconds?: number; shown?: string } = {},
  ) {
    super(message, { cause: options.cause });
    this.shown = options.shown;
    this.retryAfterSeconds = options.retryAfterSeconds ?? 1;
  }
}

/** Another writer was first: load again, decide again. */
export class Conflict extends TransientFailure {
  /** What the store found in place of what was expected. */
  readonly subject: string;

  constructor(subject: string, cause?: unknown) {
    super(`Another writer changed ${subject} first`, { cause });
    this.subject = subject;
  }
}

/** One answer for unknown, foreign and malformed ids. */
export const notFound = (what: string): Rejection => new Rejection('not-found', `No such ${what}.`);

export const stateForbids = (message: string, members: Record<string, unknown> = {}): Rejection =>
  new Rejection('state-forbids', message, { members });
