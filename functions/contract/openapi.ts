import * as z from 'zod';
import type { Answers, Operation } from './operation.ts';
import { operationOf } from './operations.ts';
import { ProblemSchema } from './problem-schema.ts';
import { productVersion } from './product-version.ts';
import { routes } from './routes.ts';
import type { Route } from './routes.ts';

const toSchema = (schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> => {
  const json: Record<string, unknown> = {
    ...z.toJSONSchema(schema, { io, unrepresentable: 'any' }),
  };
  // OpenAPI 3.1 names the dialect once for the whole document.
  delete json['$schema'];
  return json;
};

const pathParameters = (path: string) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));

const queryParameters = (query: z.ZodObject | undefined) => {
  if (!query) return [];
  const { properties = {} } = toSchema(query, 'input') as { properties?: Record<string, unknown> };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema }));
};

const headerParameters = (headers: Readonly<Record<string, string>> = {}) =>
  Object.entries(headers).map(([name, description]) => ({
    name,
    in: 'header',
    description,
    schema: { type: 'string' },
  }));

const jsonContent = (schema: unknown) => ({ 'application/json': { schema } });

const problemAnswer = {
  description: 'Problem document (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const requestBodyOf = ({ body, bodyRequired = false, form }: Operation) => {
  if (body) return { required: bodyRequired, content: jsonContent(toSchema(body, 'input')) };
  if (!form) return null;
  const schema = toSchema(form, 'input');
  return { required: true, content: { 'application/x-www-form-urlencoded': { schema } } };
};

const successesOf = (answers: Answers) => {
  if ('json' in answers) {
    return Object.entries(answers.json).map(([status, schema]) => [
      status,
      {
        description: Number(status) < 400 ? 'Success' : 'Not ready',
        content: jsonContent(toSchema(schema, 'output')),
      },
    ]);
  }
  if ('text' in answers) {
    return [
      [
        '200',
        { description: 'Success', content: { 'text/plain': { schema: { type: 'string' } } } },
      ],
    ];
  }
  if ('backToPage' in answers) return [['303', { description: 'Back to the page' }]];
  // An approval that does not exist is a page too: people follow links, programs call the API.
  const content = { 'text/html': { schema: { type: 'string' } } };
  return [
    ['200', { description: 'Success', content }],
    ['404', { description: 'The page says that there is no such approval', content }],
  ];
};

const describe = (route: Route) => {
  const operation = operationOf(route.operation);
  const isPublic = route.right === 'public';
  const requestBody = requestBodyOf(operation);
  const problems = [
    ...(isPublic ? [] : [400, 401, 403]),
    ...(operation.body || operation.form ? [413, 415] : []),
    ...(operation.problems ?? []),
    429,
    500,
    503,
  ];
  return {
    operationId: route.operation,
    summary: operation.summary,
    'x-right': route.right,
    parameters: [
      ...pathParameters(route.path),
      ...queryParameters(operation.query),
      ...headerParameters(operation.headers),
    ],
    ...(requestBody && { requestBody }),
    responses: Object.fromEntries([
      ...problems.map((status) => [String(status), problemAnswer]),
      // Last: readiness answers 503 with its own body.
      ...successesOf(operation.answers),
    ]) as Record<string, unknown>,
    security: isPublic ? [] : [{ bearer: [] }],
  };
};

/** OpenAPI 3.1 of the whole HTTP API, from the schemas that parse its requests. */
export const describeApi = () => {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: describe(route) };
  }
  return {
    openapi: '3.1.0' as const,
    info: {
      title: 'AI Orchestrator',
      version: productVersion,
      description:
        'From a plain-language request to a validated, approved, phased and audited change.',
    },
    paths,
    components: {
      schemas: { Problem: toSchema(ProblemSchema, 'output') },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
};
