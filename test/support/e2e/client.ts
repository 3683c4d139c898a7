import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod';
import { ProblemSchema } from '../../../functions/contract/problem-schema.ts';
import { operationOf } from '../../../functions/contract/operations.ts';
import type {
  JsonAnswersOf,
  JsonOperationId,
  OperationId,
} from '../../../functions/contract/operations.ts';
import { routeOf } from '../../../functions/contract/routes.ts';

type BodyOf<
  O extends JsonOperationId,
  S extends keyof JsonAnswersOf<O>,
> = JsonAnswersOf<O>[S] extends z.ZodType ? z.output<JsonAnswersOf<O>[S]> : never;

export type TaskView = BodyOf<'getTask', 200>;
export type ExecutionView = BodyOf<'getExecution', 200>;
export type Problem = z.infer<typeof ProblemSchema>;

export interface Request {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const pathOf = (operation: OperationId, { params = {}, query = {} }: Request): string => {
  const path = routeOf(operation).path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return search === '' ? path : `${path}?${search}`;
};

/**
 * The answer as its schema reads it.
 * @throws Error when it is not of the operation's and status's shape, or has more or other members.
 */
export const parseAnswer = (operation: JsonOperationId, { status, text }: Answer): unknown => {
  const { answers } = operationOf(operation);
  const schema = 'json' in answers ? answers.json[status] : undefined;
  if (!schema) throw new Error(`${operation} answered ${status}: ${text.slice(0, 2_000)}`);
  const body: unknown = JSON.parse(text);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Error(`${operation} ${status}: ${parsed.error.message}`);
  if (!isDeepStrictEqual(parsed.data, body)) {
    throw new Error(`${operation} ${status}: the schema reads another body than was sent`);
  }
  return parsed.data;
};

/** @throws Error when the answer is not a well-formed problem document with its own status. */
export const parseProblem = ({ status, headers, text }: Answer): Problem => {
  if (headers.get('content-type') !== 'application/problem+json') {
    throw new Error(`Not a problem document (${status}): ${text.slice(0, 2_000)}`);
  }
  const problem = ProblemSchema.parse(JSON.parse(text));
  if (problem.status !== status)
    throw new Error(`A problem of ${problem.status} came as ${status}`);
  return problem;
};

/** The HTTP API as a caller meets it; each JSON answer is held to the schema that describes it. */
export const connect = (url: string, always: Readonly<Record<string, string>> = {}) => {
  const send = async (operation: OperationId, request: Request = {}): Promise<Answer> => {
    const { body, headers = {} } = request;
    const response = await fetch(`${url}${pathOf(operation, request)}`, {
      method: routeOf(operation).method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...always,
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return {
    url,
    send,
    /** @throws Error for another status than the one expected. */
    ask: async <O extends JsonOperationId, S extends keyof JsonAnswersOf<O> & number>(
      operation: O,
      status: S,
      request: Request = {},
    ): Promise<BodyOf<O, S>> => {
      const answer = await send(operation, request);
      if (answer.status !== status) {
        throw new Error(`${operation} answered ${answer.status}: ${answer.text.slice(0, 2_000)}`);
      }
      return parseAnswer(operation, answer) as BodyOf<O, S>;
    },
    /** The problem document that refuses a request. @throws Error when it is not refused. */
    refusal: async (operation: OperationId, request: Request = {}): Promise<Problem> =>
      parseProblem(await send(operation, request)),
  };
};

export type Client = ReturnType<typeof connect>;
