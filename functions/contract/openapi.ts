import * as z from 'zod';
import { ApproveBody, RejectBody } from '../domain/approval/approval-requests.ts';
import { CodeForm, DecisionForm, SessionForm } from '../domain/approval/page-forms.ts';
import {
  ListAnchorsQuery,
  ListAuditQuery,
  ListTaskAuditQuery,
  VerifyAuditQuery,
} from '../domain/audit/audit-requests.ts';
import {
  CancelExecutionBody,
  ControlExecutionBody,
  GetExecutionQuery,
} from '../domain/execution/execution-requests.ts';
import { GetAutonomyQuery } from '../domain/policy/autonomy-view.ts';
import { CancelTaskBody, ListTasksQuery, SubmitTaskBody } from '../domain/task/task-requests.ts';
import { ProblemSchema, responseSchemas } from './response-schemas.ts';
import { routes } from './routes.ts';
import type { OperationId } from './routes.ts';

interface OperationText {
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly bodyRequired?: boolean;
  /** The form that a page posts. */
  readonly form?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Statuses of problems beyond 400, 401 and 403 of an operation that is not public, 413 and 415 of
   * one with a body, and 429, 500 and 503.
   */
  readonly problems: readonly number[];
}

const operations: Readonly<Record<OperationId, OperationText>> = {
  submitTask: {
    summary: 'Submit an intent; waits for the plan as Prefer says (10 s by default)',
    body: SubmitTaskBody,
    bodyRequired: true,
    headers: {
      'Idempotency-Key': 'Same key and body: the first answer again, for 24 hours',
      Prefer: 'wait=N (up to 25 seconds) or respond-async',
    },
    problems: [409, 422],
  },
  listTasks: { summary: 'List tasks, newest first', query: ListTasksQuery, problems: [] },
  getTask: { summary: 'A task with its plan, validation, score and approval', problems: [404] },
  approveTask: { summary: 'Approve the plan that waits', body: ApproveBody, problems: [404, 409] },
  rejectTask: {
    summary: 'Reject the plan that waits',
    body: RejectBody,
    bodyRequired: true,
    problems: [404, 409],
  },
  cancelTask: {
    summary: 'Cancel a task at any time before its end',
    body: CancelTaskBody,
    problems: [404, 409],
  },
  listExecutions: { summary: 'Executions of a task', problems: [404] },
  listToolInvocations: { summary: 'Every tool call of a task', problems: [404] },
  listTaskAudit: {
    summary: "The task's audit chain and those of its executions' controls; each verifies alone",
    query: ListTaskAuditQuery,
    problems: [404],
  },
  listAudit: { summary: 'Audit records, newest first', query: ListAuditQuery, problems: [] },
  verifyAudit: {
    summary: 'Recompute the audit chains and name the first bad record',
    query: VerifyAuditQuery,
    problems: [],
  },
  listAnchors: {
    summary: "Signed anchors of the org's audit chains, in order, and the key that signs",
    query: ListAnchorsQuery,
    problems: [],
  },
  getExecution: {
    summary: 'An execution with its phases and assets; long-polls with wait and since',
    query: GetExecutionQuery,
    problems: [404],
  },
  pauseExecution: {
    summary: 'Begin nothing more, neither a change nor an undo; answers what is in flight',
    body: ControlExecutionBody,
    problems: [404, 409],
  },
  resumeExecution: {
    summary: 'Go on after a pause',
    body: ControlExecutionBody,
    problems: [404, 409],
  },
  cancelExecution: {
    summary: 'End an execution, with or without rollback; answers what is in flight',
    body: CancelExecutionBody,
    problems: [404, 409],
  },
  getAutonomy: {
    summary: 'What takes the place of people: grants, what they rest on, what is missing',
    query: GetAutonomyQuery,
    problems: [],
  },
  listAgents: { summary: 'The specialist agents', problems: [] },
  listTools: { summary: 'The tools, with risk class and JSON Schema of input', problems: [] },
  getOpenApi: { summary: 'This document', problems: [] },
  getHealth: { summary: 'Liveness', problems: [] },
  getReadiness: { summary: 'Readiness, each dependency named', problems: [] },
  getMetrics: {
    summary: "Counters of the caller's org, or of all for the operator, as Prometheus text",
    problems: [],
  },
  showGate: { summary: 'The approval page; shows and changes nothing', problems: [] },
  peekGate: { summary: 'The approval page without its body', problems: [] },
  requestCode: {
    summary: 'Mail a one-time code to a registered approver',
    form: CodeForm,
    problems: [400, 403],
  },
  openSession: { summary: 'Open a session with the code', form: SessionForm, problems: [400, 403] },
  decideByPage: { summary: 'Decide with the session', form: DecisionForm, problems: [400, 403] },
};

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

const requestBodyOf = ({ body, bodyRequired = false, form }: OperationText) => {
  if (body) return { required: bodyRequired, content: jsonContent(toSchema(body, 'input')) };
  if (!form) return null;
  const schema = toSchema(form, 'input');
  return { required: true, content: { 'application/x-www-form-urlencoded': { schema } } };
};

const successesOf = (operation: OperationId, text: OperationText) => {
  if (operation in responseSchemas) {
    const byStatus = responseSchemas[operation as keyof typeof responseSchemas];
    return Object.entries(byStatus).map(([status, schema]) => [
      status,
      {
        description: Number(status) < 400 ? 'Success' : 'Not ready',
        content: jsonContent(toSchema(schema as z.ZodType, 'output')),
      },
    ]);
  }
  if (operation === 'getMetrics') {
    return [
      [
        '200',
        { description: 'Success', content: { 'text/plain': { schema: { type: 'string' } } } },
      ],
    ];
  }
  if (text.form) return [['303', { description: 'Back to the page' }]];
  // An approval that does not exist is a page too: people follow links, programs call the API.
  const content = { 'text/html': { schema: { type: 'string' } } };
  return [
    ['200', { description: 'Success', content }],
    ['404', { description: 'The page says that there is no such approval', content }],
  ];
};

const describe = (route: (typeof routes)[number]) => {
  const text = operations[route.operation];
  const isPublic = route.right === 'public';
  const requestBody = requestBodyOf(text);
  const problems = [
    ...(isPublic ? [] : [400, 401, 403]),
    ...(text.body || text.form ? [413, 415] : []),
    ...text.problems,
    429,
    500,
    503,
  ];
  return {
    operationId: route.operation,
    summary: text.summary,
    'x-right': route.right,
    parameters: [
      ...pathParameters(route.path),
      ...queryParameters(text.query),
      ...headerParameters(text.headers),
    ],
    ...(requestBody && { requestBody }),
    responses: Object.fromEntries([
      ...problems.map((status) => [String(status), problemAnswer]),
      // Last: readiness answers 503 with its own body.
      ...successesOf(route.operation, text),
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
    openapi: '3.1.0',
    info: {
      title: 'AI Orchestrator',
      version: '0.1.0',
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
