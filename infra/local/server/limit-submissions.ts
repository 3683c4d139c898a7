import { problemResponse } from '../../../functions/runtime/problem.ts';
import type { GatewayEvent } from './gateway-event.ts';

type Invoke = (stem: string, event: GatewayEvent) => Promise<unknown>;

const submission = 'submit-task';

/** Requests that may wait for their plan at once. */
const mostInFlight = 64;

/** Steps of planning that may wait for their turn. */
const longestBacklog = 64;

const retryAfterSeconds = 2;

/**
 * Puts off submissions by 429 while more wait than this machine plans in a few seconds. Nothing of
 * such a request was kept, so it may be repeated as it is; every other function is let through.
 */
export const limitSubmissions = (invoke: Invoke, planningBacklog: () => number): Invoke => {
  let inFlight = 0;
  return async (stem, event) => {
    if (stem !== submission) return invoke(stem, event);
    if (inFlight >= mostInFlight || planningBacklog() >= longestBacklog) {
      return problemResponse(
        {
          code: 'rate-limited',
          detail: `This machine plans as many requests as it can. Nothing was kept of this one: send it again in ${retryAfterSeconds} s.`,
          retryAfterSeconds,
        },
        { instance: event.rawPath, requestId: event.requestContext.requestId },
      );
    }
    inFlight += 1;
    try {
      return await invoke(stem, event);
    } finally {
      inFlight -= 1;
    }
  };
};
