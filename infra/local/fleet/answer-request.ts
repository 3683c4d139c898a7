import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { problemResponse } from '../../../functions/runtime/problem.ts';
import type { ProblemCode } from '../../../functions/runtime/problem.ts';
import { splitTarget } from '../server/gateway-event.ts';
import { agentRoutes } from './agent-routes.ts';
import type { AgentAnswer } from './agent-routes.ts';
import type { Fleet } from './fleet.ts';

const Refused = z.object({ error: z.string() });

const bodyLimitBytes = 4 * 1024 * 1024;

/** A request that can't be taken as it is: answered with its status. */
class BadRequest extends Error {
  override readonly name = 'BadRequest';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const readBody = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimitBytes) throw new BadRequest(413, 'The body is over 4 MB');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BadRequest(400, 'The body is not JSON');
  }
};

const decodeSegment = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new BadRequest(404, 'No such path');
  }
};

const route = async (
  { fleet, base }: { fleet: Fleet; base: string },
  request: IncomingMessage,
): Promise<AgentAnswer> => {
  const { path, query } = splitTarget(request.url ?? '/');
  if (!path.startsWith(`${base}/`)) return { status: 404, body: { error: 'No such path' } };
  const segments = path
    .slice(base.length + 1)
    .split('/')
    .map(decodeSegment);
  const found = agentRoutes.filter(
    ({ path }) =>
      path.length === segments.length &&
      path.every((step, index) => step.startsWith(':') || step === segments[index]),
  );
  if (found.length === 0) return { status: 404, body: { error: 'No such path' } };
  const chosen = found.find(({ method }) => method === request.method);
  if (chosen === undefined) return { status: 405, body: { error: 'Method not allowed' } };
  const variables = Object.fromEntries(
    chosen.path.flatMap((step, index) =>
      step.startsWith(':') ? [[step.slice(1), segments[index] ?? '']] : [],
    ),
  );
  const body = chosen.method === 'GET' ? undefined : await readBody(request);
  return chosen.run(fleet, { variables, body, query: new URLSearchParams(query) });
};

const codes: Readonly<Record<number, ProblemCode>> = {
  400: 'invalid-request',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'payload-too-large',
  422: 'idempotency-key-reused',
  500: 'internal',
};

/** The agent's refusals are problem documents, as the product's; an asset's own bad health is none. */
const contentOf = (answer: AgentAnswer, instance: string): { type: string; text: string } => {
  const code = codes[answer.status];
  const detail = Refused.safeParse(answer.body);
  if (code === undefined || !detail.success) {
    return { type: 'application/json; charset=utf-8', text: JSON.stringify(answer.body) };
  }
  const problem = problemResponse(
    { code, detail: `${detail.data.error}.` },
    { instance, requestId: '' },
  );
  return { type: 'application/problem+json', text: problem.body ?? '' };
};

const send = (response: ServerResponse, answer: AgentAnswer, instance: string): void => {
  const { type, text } = contentOf(answer, instance);
  response.writeHead(answer.status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
};

/** Finds the route, runs it and writes its answer; a defect is a 500 without details. */
export const answerRequest = async (
  mounted: { readonly fleet: Fleet; readonly base: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  let answer: AgentAnswer;
  try {
    answer = await route(mounted, request);
    if (answer.delayMilliseconds !== undefined) await sleep(answer.delayMilliseconds);
  } catch (error) {
    answer =
      error instanceof BadRequest
        ? { status: error.status, body: { error: error.message } }
        : { status: 500, body: { error: 'The fleet agent failed' } };
  }
  send(response, answer, splitTarget(request.url ?? '/').path);
};
