import type { Answer } from './api.ts';

/** The part of an HTTP request of the AWS SDK that is read here. */
interface SdkRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface SdkResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** Stands in for the SDK's HTTP handler, so that a client talks to this process. */
export interface StatesRequestHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(request: SdkRequest): Promise<{ response: SdkResponse }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

/** Puts the AWS JSON 1.0 protocol around `answer`. */
export function createRequestHandler(
  answer: (target: string, body: unknown) => Promise<Answer>,
): StatesRequestHandler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request) {
      const { status, body } = await answer(targetOf(request), bodyText(request.body));
      const headers = { 'content-type': 'application/x-amz-json-1.0' };
      const bytes = new TextEncoder().encode(JSON.stringify(body));
      return { response: { statusCode: status, headers, body: bytes } };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
  };
}

function targetOf(request: SdkRequest): string {
  for (const [name, value] of Object.entries(request.headers)) {
    if (name.toLowerCase() === 'x-amz-target') return value;
  }
  return '';
}

function bodyText(body: unknown): string {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : '';
}
