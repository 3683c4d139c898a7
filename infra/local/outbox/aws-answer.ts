import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

/** The request that an SDK client would have put on the wire. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface WireAnswer {
  readonly response: {
    readonly statusCode: number;
    readonly headers: Record<string, string>;
    readonly body: Readable;
  };
}

const wire = (
  statusCode: number,
  headers: Readonly<Record<string, string>>,
  text: string,
): WireAnswer => ({
  response: {
    statusCode,
    headers: { 'x-amzn-requestid': randomUUID(), ...headers },
    body: Readable.from([Buffer.from(text)]),
  },
});

/** AWS REST JSON, as SES v2 speaks it. */
export const jsonAnswer = (body: unknown): WireAnswer =>
  wire(200, { 'content-type': 'application/json' }, JSON.stringify(body));

export const jsonError = (code: string, message: string): WireAnswer =>
  wire(
    400,
    { 'content-type': 'application/json', 'x-amzn-errortype': code },
    JSON.stringify({ message }),
  );

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const xmlNamespace = 'http://sns.amazonaws.com/doc/2010-03-31/';

/** AWS query protocol, as SNS speaks it. */
export const publishAnswer = (messageId: string): WireAnswer =>
  wire(
    200,
    { 'content-type': 'text/xml' },
    `<PublishResponse xmlns="${xmlNamespace}"><PublishResult><MessageId>${escapeXml(messageId)}</MessageId></PublishResult>` +
      `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></PublishResponse>`,
  );

export const xmlError = (code: string, message: string): WireAnswer =>
  wire(
    400,
    { 'content-type': 'text/xml' },
    `<ErrorResponse xmlns="${xmlNamespace}"><Error><Type>Sender</Type><Code>${escapeXml(code)}</Code>` +
      `<Message>${escapeXml(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );

/** The body as text: SDK clients hand it over as text or as bytes. */
export const bodyText = (body: unknown): string => {
  if (typeof body === 'string') return body;
  if (ArrayBuffer.isView(body)) {
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  }
  return '';
};
