import type { ServerResponse } from 'node:http';

export interface GatewayResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/** What API Gateway answers by itself, without any function: its own body, not a problem document. */
export const gatewayMessage = (status: number, message: string): GatewayResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ message })),
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

const headersOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(isRecord(value) ? value : {})
      .filter((entry): entry is [string, string | number | boolean] => isScalar(entry[1]))
      .map(([name, text]) => [name.toLowerCase(), String(text)]),
  );

/**
 * A function's result as an HTTP API reads payload format 2.0: a structured answer when it has a
 * `statusCode`, otherwise the whole result as JSON with status 200; a malformed answer is a 500.
 */
export const toGatewayResponse = (result: unknown): GatewayResponse => {
  if (!isRecord(result) || result['statusCode'] === undefined) {
    const body = Buffer.from(JSON.stringify(result ?? null));
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const status = Number(result['statusCode']);
  const { body = '', cookies } = result;
  if (!Number.isInteger(status) || status < 200 || status > 599 || typeof body !== 'string') {
    return gatewayMessage(500, 'Internal Server Error');
  }
  return {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...headersOf(result['headers']),
      ...(Array.isArray(cookies) && cookies.length > 0 && { 'set-cookie': cookies.map(String) }),
    },
    body: Buffer.from(body, result['isBase64Encoded'] === true ? 'base64' : 'utf8'),
  };
};

export const sendResponse = (response: ServerResponse, answer: GatewayResponse): void => {
  if (response.destroyed || response.headersSent) return;
  for (const [name, value] of Object.entries(answer.headers)) {
    response.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  response.setHeader('content-length', answer.body.length);
  response.writeHead(answer.status);
  response.end(answer.body);
};
