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

/** The product was killed, or busy, before it answered: the request may have had its effect or not. */
export class CutOff extends Error {
  override readonly name = 'CutOff';
}

const answerOnce = async (url: string, call: Call): Promise<Answer> => {
  const { method = 'GET', body, headers = {} } = call;
  const isJson = body !== undefined && { 'content-type': 'application/json' };
  let response: { readonly status: number; readonly text: string };
  try {
    const answered = await fetch(url, {
      method,
      headers: { accept: 'application/json', ...isJson, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    response = { status: answered.status, text: await answered.text() };
  } catch (error) {
    throw new CutOff(`${method} ${url} got no answer`, { cause: error });
  }
  const { status, text } = response;
  if (status === 503) throw new CutOff(`${method} ${url} answered 503: ${text}`);
  if (status >= 500) throw new Error(`${method} ${url} answered ${status}: ${text}`);
  return { status, body: JSON.parse(text) as unknown };
};

/**
 * Sends a request again and again until some life of the product answers it, as a careful caller
 * does. A request that was cut off may have had its effect: each repetition must be harmless.
 * @throws CutOff when the patience is over, at once where there is none; Error for an answer of 500.
 */
export const patientCaller =
  (origin: string, patienceMilliseconds: number) =>
  async (path: string, call: Call = {}): Promise<Answer> => {
    const deadline = performance.now() + patienceMilliseconds;
    for (;;) {
      try {
        return await answerOnce(`${origin}${path}`, call);
      } catch (error) {
        if (!(error instanceof CutOff) || performance.now() >= deadline) throw error;
      }
      await pause(retryMilliseconds);
    }
  };

export type PatientCaller = ReturnType<typeof patientCaller>;
