/** What the SDK hands to a request handler, as far as it matters here. */
interface SdkRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface SdkResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** A `requestHandler` for an SDK client of AWS JSON 1.0: requests never leave the process. */
export interface InProcessRequestHandler {
  readonly metadata: { readonly handlerProtocol: string };
  readonly handle: (request: SdkRequest) => Promise<{ response: SdkResponse }>;
  readonly updateHttpClientConfig: () => void;
  readonly httpHandlerConfigs: () => Record<string, never>;
  readonly destroy: () => void;
}

type AnswerText = (target: string, body: string) => Promise<{ status: number; body: string }>;

const targetOf = (request: SdkRequest): string => {
  const names = Object.keys(request.headers);
  const name = names.find((candidate) => candidate.toLowerCase() === 'x-amz-target');
  return name === undefined ? '' : (request.headers[name] ?? '');
};

const textOf = (body: unknown): string => {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  throw new TypeError('The request body must be a string or bytes.');
};

/** Puts the AWS JSON 1.0 protocol around a service's `answer`. */
export const createRequestHandler = (answer: AnswerText): InProcessRequestHandler => ({
  metadata: { handlerProtocol: 'http/1.1' },
  handle: async (request) => {
    const { status, body } = await answer(targetOf(request), textOf(request.body));
    const headers = { 'content-type': 'application/x-amz-json-1.0' };
    return { response: { statusCode: status, headers, body: Buffer.from(body) } };
  },
  updateHttpClientConfig: () => undefined,
  httpHandlerConfigs: () => ({}),
  destroy: () => undefined,
});
