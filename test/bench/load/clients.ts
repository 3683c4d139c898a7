import type { Caller, Reply } from '../http.ts';
import { pause } from '../measure.ts';

/** What became of the requests of some clients. */
export interface Tally {
  /** How often each HTTP status was answered; 0 stands for no answer. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Milliseconds that each answer took. */
  readonly latencies: readonly number[];
  /** Ids of the tasks that were accepted. */
  readonly accepted: readonly string[];
}

export const countOf = ({ statuses }: Tally, ...wanted: readonly number[]): number =>
  wanted.reduce((sum, status) => sum + (statuses.get(status) ?? 0), 0);

/** `200: 31, 429: 7`. */
export const statusesOf = ({ statuses }: Tally): string =>
  [...statuses]
    .sort(([left], [right]) => left - right)
    .map(([status, count]) => `${status}: ${count}`)
    .join(', ');

/** Answers that say "the product could not": 5xx, or none at all. */
export const failuresOf = ({ statuses }: Tally): number =>
  [...statuses].reduce(
    (sum, [status, count]) => sum + (status === 0 || status >= 500 ? count : 0),
    0,
  );

const acceptedOf = ({ status, text }: Reply): string | null =>
  status === 200 || status === 202 ? (JSON.parse(text) as { task_id: string }).task_id : null;

const retryAfterOf = (reply: Reply | null): number =>
  reply?.status === 429 ? reply.retryAfterSeconds : 0;

/**
 * So many clients that each submit one intent after another until the time is up, and wait as long
 * as a 429 asks them to.
 */
export const submitFrom = async (options: {
  readonly caller: Caller;
  readonly clients: number;
  readonly milliseconds: number;
  /** The body that a client submits next. */
  readonly bodyOf: (client: number) => object;
}): Promise<Tally> => {
  const statuses = new Map<number, number>();
  const latencies: number[] = [];
  const accepted: string[] = [];
  const until = performance.now() + options.milliseconds;
  const client = async (number: number): Promise<void> => {
    while (performance.now() < until) {
      const from = performance.now();
      const reply = await options.caller
        .attempt('POST', '/api/v1/ai/execute', options.bodyOf(number))
        .catch(() => null);
      latencies.push(performance.now() - from);
      const status = reply?.status ?? 0;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const id = reply && acceptedOf(reply);
      if (id) accepted.push(id);
      const waitMilliseconds = retryAfterOf(reply) * 1_000;
      if (waitMilliseconds > 0)
        await pause(Math.min(waitMilliseconds, Math.max(0, until - performance.now())));
    }
  };
  await Promise.all(Array.from({ length: options.clients }, (_, number) => client(number)));
  return { statuses, latencies, accepted };
};
