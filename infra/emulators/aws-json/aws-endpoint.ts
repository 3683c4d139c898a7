import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './read-body.ts';

/** One AWS service in AWS's JSON protocol: the target header and the body's text; JSON text back. */
export type AnswerService = (
  target: string,
  body: string,
) => Promise<{ readonly status: number; readonly body: string }>;

const maxBodyBytes = 16 * 1024 * 1024;

const unknownOperation = {
  status: 400,
  body: JSON.stringify({ __type: 'com.amazon.coral.service#UnknownOperationException' }),
};

/**
 * One address that speaks the protocols of several AWS services, told apart by the prefix of
 * `x-amz-target`, so that the AWS CLI and SDKs can look in.
 */
export const serveAws =
  (services: Readonly<Record<string, AnswerService>>) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = String(request.headers['x-amz-target'] ?? '');
    const answer = services[target.split('.', 1)[0] ?? ''];
    const body = await readBody(request, maxBodyBytes);
    const result =
      answer && body !== undefined && request.method === 'POST'
        ? await answer(target, body.toString('utf8'))
        : unknownOperation;
    response.writeHead(result.status, {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-requestid': randomUUID(),
      'content-length': Buffer.byteLength(result.body),
    });
    response.end(result.body);
  };
