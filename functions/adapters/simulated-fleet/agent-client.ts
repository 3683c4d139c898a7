import type * as z from 'zod';
import { TransientFailure, notFound } from '../../domain/shared/errors.ts';

export interface AgentClientOptions {
  /** Base URL of the fleet agent, without a trailing slash. */
  readonly baseUrl: string;
  /** How long an answer may take. @default 10_000 */
  readonly timeoutMilliseconds?: number;
}

/** What a call reads out of its answer, and what is missing when the agent says 404. */
export interface AgentCall<Body> {
  readonly path: string;
  readonly answer: z.ZodType<Body>;
  /** Sent as JSON by POST; without it the call is a GET. */
  readonly body?: unknown;
  readonly subject?: string;
  /** Milliseconds since the epoch after which the answer is not awaited, nor the request sent, any more. */
  readonly until?: number;
}

export interface AgentClient {
  /**
   * The agent's answer, parsed.
   * @throws TransientFailure when the agent can't be reached, is late, or answers 429 or 5xx.
   * @throws Rejection `not-found` when it answers 404.
   * @throws Error when it refuses the request or its answer has another shape: our defect.
   */
  readonly call: <Body>(call: AgentCall<Body>) => Promise<Body>;
}

const defaultTimeoutMilliseconds = 10_000;

/** `/<segment>/<segment>…`, each segment encoded. */
export const pathOf = (...segments: readonly string[]): string =>
  segments.map((segment) => `/${encodeURIComponent(segment)}`).join('');

const request = async <Body>(
  { baseUrl, timeoutMilliseconds = defaultTimeoutMilliseconds }: AgentClientOptions,
  call: AgentCall<Body>,
): Promise<{ status: number; text: string }> => {
  const sent =
    call.body === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(call.body),
        };
  const left = call.until === undefined ? Infinity : call.until - Date.now();
  if (left <= 0) throw new TransientFailure('It is too late to ask the fleet agent');
  try {
    const response = await fetch(`${baseUrl}${call.path}`, {
      ...sent,
      redirect: 'error',
      signal: AbortSignal.timeout(Math.min(timeoutMilliseconds, left)),
    });
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    throw new TransientFailure('The fleet agent did not answer', { cause });
  }
};

/** A client of the simulated fleet's agent, by JSON over HTTP. */
export const makeAgentClient = (options: AgentClientOptions): AgentClient => ({
  call: async (call) => {
    const { status, text } = await request(options, call);
    if (status === 429 || status >= 500) {
      throw new TransientFailure(`The fleet agent answered ${status}`);
    }
    if (status === 404) throw notFound(call.subject ?? 'part of the fleet');
    if (status !== 200) {
      throw new Error(`The fleet agent refused ${call.path} with ${status}: ${text.slice(0, 500)}`);
    }
    return call.answer.parse(JSON.parse(text));
  },
});
