import { setTimeout as pause } from 'node:timers/promises';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const retryMilliseconds = 25;

/**
 * Sends a request again and again until some life of the product answers it, as a careful caller
 * does. A request that was cut off may have had its effect: each repetition must be harmless.
 * @throws Error for an answer of 500, and when the patience is over.
 */
export const patientCaller =
  (origin: string, patienceMilliseconds: number) =>
  async (path: string, call: Call = {}): Promise<Answer> => {
    const { method = 'GET', body, headers = {} } = call;
    const deadline = performance.now() + patienceMilliseconds;
    let last = 'nothing';
    while (performance.now() < deadline) {
      try {
        const response = await fetch(`${origin}${path}`, {
          method,
          headers: {
            accept: 'application/json',
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        if (response.status === 500) throw new Defect(`${method} ${path} answered 500: ${text}`);
        if (response.status !== 503) {
          return { status: response.status, body: JSON.parse(text) as unknown };
        }
        last = `${response.status} ${text}`;
      } catch (error) {
        if (error instanceof Defect) throw error;
        last = String(error);
      }
      await pause(retryMilliseconds);
    }
    throw new Error(`${method} ${path} got no answer: ${last}`);
  };

class Defect extends Error {
  override readonly name = 'Defect';
}

export type PatientCaller = ReturnType<typeof patientCaller>;
