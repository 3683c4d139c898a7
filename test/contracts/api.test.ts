import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeApi } from '../../functions/contract/openapi.ts';
import { ProblemSchema } from '../../functions/contract/problem-schema.ts';
import { operationIds, operations } from '../../functions/contract/operations.ts';
import { fallbackRoute, routes } from '../../functions/contract/routes.ts';
import { handlers } from '../../infra/local/lambda/handlers.ts';
import { endpointTable, readmePath, tableIn } from '../checks/endpoint-table.ts';
import { root, stemsIn } from '../support/seams/machines.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: unknown;
}

interface Answer {
  readonly description: string;
  readonly content?: Readonly<Record<string, { readonly schema: unknown }>>;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: unknown }>> };
  readonly responses: Readonly<Record<string, Answer>>;
  readonly security: readonly unknown[];
}

const api = describeApi();
const paths = api.paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const operationOf = (method: string, path: string): Operation | null =>
  paths[path]?.[method.toLowerCase()] ?? null;

const cases = routes.map((route) => [`${route.method} ${route.path}`, route] as const);

const groups = [...new Set(routes.map(({ group }) => group))];

describe('the routes', () => {
  it.each(cases)('%s has its handler, in the folder of its group', (_, { group, handler }) => {
    expect(existsSync(`${root}functions/handlers/api/${group}/${handler}.ts`)).toBe(true);
  });

  it.each(groups)('use every handler of the group %s', (group) => {
    const used = [
      ...routes.filter((route) => route.group === group).map(({ handler }) => handler),
      ...(fallbackRoute.group === group ? [fallbackRoute.handler] : []),
    ];

    expect([...new Set<string>(used)].sort()).toEqual(stemsIn(`api/${group}`));
  });

  it('have each operation, and each method of a path, once', () => {
    const operations = routes.map(({ operation }) => operation);
    const places = cases.map(([place]) => place);

    expect(new Set(operations).size).toBe(operations.length);
    expect(new Set(places).size).toBe(places.length);
  });

  it('are open to everyone only where the product says so', () => {
    const open = routes.filter(({ right }) => right === 'public').map(({ path }) => path);

    expect([...new Set<string>(open)].sort()).toEqual([
      '/api/v1/ai/openapi.json',
      '/approvals/{gate_id}',
      '/approvals/{gate_id}/codes',
      '/approvals/{gate_id}/decision',
      '/approvals/{gate_id}/session',
      '/health',
      '/ready',
    ]);
  });

  it('share a function only with routes of the same right', () => {
    for (const group of groups) {
      const rights = new Set(
        routes.filter((route) => route.group === group).map(({ right }) => right),
      );

      expect([group, rights.size]).toEqual([group, 1]);
    }
  });

  it('and events and steps are all known to the local target', () => {
    const stems = [
      ...groups.flatMap((group) => stemsIn(`api/${group}`)),
      ...stemsIn('workflow'),
      ...stemsIn('events'),
    ];

    expect(Object.keys(handlers).sort()).toEqual([...stems].sort());
  });
});

const valuesBelow = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null
    ? [value, ...Object.values(value).flatMap(valuesBelow)]
    : [value];

const resolve = (pointer: string): unknown =>
  pointer
    .replace(/^#\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, part) => (value as Readonly<Record<string, unknown>> | undefined)?.[part],
      api,
    );

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1, and plain JSON', () => {
    expect(api.openapi).toBe('3.1.0');
    expect(JSON.parse(JSON.stringify(api))).toEqual(api);
  });

  it('has an operation for every route, and no other', () => {
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => [
        `${method.toUpperCase()} ${path}`,
        operationId,
      ]),
    );

    expect(described.sort()).toEqual(
      cases.map(([place, { operation }]) => [place, operation]).sort(),
    );
  });

  it('has only references that lead somewhere', () => {
    const references = valuesBelow(api).flatMap((value) => {
      const { $ref } = (value ?? {}) as { $ref?: unknown };
      return typeof $ref === 'string' ? [$ref] : [];
    });

    expect(references.length).toBeGreaterThan(0);
    expect(references.filter((reference) => !reference.startsWith('#/'))).toEqual([]);
    expect(references.filter((reference) => resolve(reference) === undefined)).toEqual([]);
  });

  it.each(cases)('%s declares its path parameters, and none twice', (_, { method, path }) => {
    const { parameters } = operationOf(method, path) as Operation;
    const inPath = parameters.filter((parameter) => parameter.in === 'path');
    const places = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);

    expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
    expect(inPath.every(({ required }) => required === true)).toBe(true);
    expect(parameters.every(({ schema }) => typeof schema === 'object')).toBe(true);
    expect(new Set(places).size).toBe(places.length);
  });

  it.each(cases)('%s describes a success, its problems and who may call', (_, route) => {
    const operation = operationOf(route.method, route.path) as Operation;
    const answers = Object.entries(operation.responses);
    const successes = answers.filter(([status]) => Number(status) < 400);
    const problems = answers.filter(([, { content }]) => content?.['application/problem+json']);
    const isOpen = route.right === 'public';

    expect(operation.summary).not.toBe('');
    expect(successes.length).toBeGreaterThan(0);
    expect(answers.every(([, { description }]) => description !== '')).toBe(true);
    expect(problems.map(([status]) => status)).toEqual(
      expect.arrayContaining(['429', '500', ...(isOpen ? [] : ['400', '401', '403'])]),
    );
    expect(operation.security).toEqual(isOpen ? [] : [{ bearer: [] }]);
    for (const [status, { content }] of successes) {
      if (status === '303') continue;
      expect(Object.keys(content ?? {})).toHaveLength(1);
    }
  });

  it('describes the JSON body of every operation that answers with JSON', () => {
    const described = routes
      .filter(({ method, path }) =>
        Object.values(operationOf(method, path)?.responses ?? {}).some(
          ({ content }) => content?.['application/json'],
        ),
      )
      .map(({ operation }) => operation);

    expect(described.sort()).toEqual(
      operationIds.filter((id) => 'json' in operations[id].answers).sort(),
    );
  });

  it('describes readiness by the same body where it is missing', () => {
    const { responses } = operationOf('GET', '/ready') as Operation;

    expect(responses['503']?.content).toEqual(responses['200']?.content);
  });

  it('lets no body carry unknown members', () => {
    const bodies = routes.flatMap(({ method, path }) => {
      const json = (operationOf(method, path) as Operation).requestBody?.content[
        'application/json'
      ];
      return json ? [json.schema] : [];
    });

    expect(bodies).toHaveLength(9);
    for (const schema of bodies) expect(schema).toMatchObject({ additionalProperties: false });
  });

  it.each([
    ['/approvals/{gate_id}/codes', ['email']],
    ['/approvals/{gate_id}/session', ['code']],
    ['/approvals/{gate_id}/decision', ['decision', 'reason', 'plan_digest', 'csrf_token']],
  ])('describes the fields of the form that goes to %s', (path, fields) => {
    const form = (operationOf('POST', path) as Operation).requestBody?.content[
      'application/x-www-form-urlencoded'
    ];

    expect(Object.keys((form?.schema as { properties: object }).properties)).toEqual(fields);
  });

  it('has the problem document that the functions answer with', () => {
    expect(
      ProblemSchema.safeParse({
        type: 'urn:ai-orchestrator:problem:state-forbids',
        title: 'The state forbids it',
        status: 409,
        detail: 'Too late.',
        instance: '/x',
        error: 'state-forbids',
        current_status: 'completed',
      }).success,
    ).toBe(true);
    expect(api.components.schemas.Problem).toMatchObject({
      required: expect.arrayContaining(['type', 'title', 'status', 'detail', 'error']) as unknown,
    });
  });
});

describe('the README', () => {
  const readme = readFileSync(readmePath, 'utf8');

  it('has every route in its table, and no other', () => {
    const rows = [...readme.matchAll(/^\| (GET|HEAD|POST|PUT|DELETE) +\| `([^`]+)` +\|/gm)];

    expect(rows.map(([, method, path]) => `${method ?? ''} ${path ?? ''}`).sort()).toEqual(
      cases.map(([place]) => place as string).sort(),
    );
  });

  it('has the table that the operations make (npm run readme)', () => {
    expect(tableIn(readme)).toBe(endpointTable());
  });
});
