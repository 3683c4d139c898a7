import * as z from 'zod';
import { TransientFailure } from '../shared/errors.ts';

/**
 * A channel that did not take a message. Says what may be written down of it: a status and a short
 * reason, never what was sent or to whom.
 */
export class ChannelFailure extends TransientFailure {
  /** What the other side answered, as HTTP or SMTP counts it; null when it answered nothing. */
  readonly status: number | null;

  constructor(
    message: string,
    options: { readonly status: number | null; readonly cause?: unknown } = { status: null },
  ) {
    super(message, { cause: options.cause });
    this.status = options.status;
  }
}

/** An error with a code of the system, such as `ECONNREFUSED`. */
const Coded = z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]{2,40}$/) });

const codesOf = (error: unknown, depth = 0): readonly string[] => {
  if (!(error instanceof Error) || depth > 4) return [];
  const coded = Coded.safeParse(error);
  return [...(coded.success ? [coded.data.code] : []), ...codesOf(error.cause, depth + 1)];
};

/** The system's code of a call that got no answer, such as `ECONNREFUSED`, in brackets; or nothing. */
export const causeInBrackets = (error: unknown): string => {
  if (error instanceof Error && error.name === 'TimeoutError') return ' (no answer in time)';
  const [code] = codesOf(error);
  return code === undefined ? '' : ` (${code})`;
};

/** A service that answered by an error of its own: its HTTP status and the error's name. */
const Answered = z.object({
  name: z.string().regex(/^\w{1,64}$/),
  $metadata: z.object({ httpStatusCode: z.number() }),
});

/** The failure of a call to a service of AWS, by what the SDK tells of the answer. */
export const answeredFailure = (message: string, error: unknown): ChannelFailure => {
  const answered = Answered.safeParse(error);
  return answered.success
    ? new ChannelFailure(`${message} (${answered.data.name})`, {
        status: answered.data.$metadata.httpStatusCode,
        cause: error,
      })
    : new ChannelFailure(`${message}${causeInBrackets(error)}`, { status: null, cause: error });
};
