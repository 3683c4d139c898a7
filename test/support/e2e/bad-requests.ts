/** Ids of what exists while the bad requests come. */
export interface Known {
  readonly org: string;
  readonly taskId: string;
  readonly executionId: string;
  readonly gateId: string;
  readonly port: number;
}

export interface BadRequest {
  readonly what: string;
  readonly method: string;
  readonly path: (known: Known) => string;
  readonly headers?: (known: Known) => Readonly<Record<string, string>>;
  readonly body?: string;
  readonly status: number;
  readonly error: string;
  /** Of the first fault, where the refusal names any. */
  readonly pointer?: string;
}

type Expected = readonly [status: number, error: string, pointer?: string];

const base = '/api/v1/ai';
const json = { 'content-type': 'application/json' };

const refused = ([status, error, pointer]: Expected) => ({
  status,
  error,
  ...(pointer !== undefined && { pointer }),
});

const submission = {
  intent: 'Fix drift on production cache servers',
  org_id: 'org-bad',
  environment: 'production',
};

const submitText = (what: string, body: string, expected: Expected): BadRequest => ({
  what: `submit with ${what}`,
  method: 'POST',
  path: () => `${base}/execute`,
  headers: () => json,
  body,
  ...refused(expected),
});

/** The valid submission with some members in other values, or without them (undefined). */
const submit = (
  what: string,
  changes: Readonly<Record<string, unknown>>,
  expected: Expected,
): BadRequest => submitText(what, JSON.stringify({ ...submission, ...changes }), expected);

/** A valid preview with some members in other values, or without them (undefined). */
const preview = (
  what: string,
  changes: Readonly<Record<string, unknown>>,
  expected: Expected,
): BadRequest => ({
  what: `preview with ${what}`,
  method: 'POST',
  path: () => `${base}/intents`,
  headers: () => json,
  body: JSON.stringify({ ...submission, ...changes }),
  ...refused(expected),
});

const submitWith = (
  what: string,
  headers: Readonly<Record<string, string>>,
  expected: Expected,
): BadRequest => ({
  ...submit(what, {}, expected),
  headers: () => ({ ...json, ...headers }),
});

const placeholders: Known = {
  org: '{org}',
  taskId: '{task}',
  executionId: '{execution}',
  gateId: '{gate}',
  port: 0,
};

const get = (path: string | ((known: Known) => string), expected: Expected): BadRequest => ({
  what: `GET ${typeof path === 'string' ? path : path(placeholders)}`,
  method: 'GET',
  path: (known) => `${base}${typeof path === 'string' ? path : path(known)}`,
  ...refused(expected),
});

const post = (path: (known: Known) => string, body: unknown, expected: Expected): BadRequest => ({
  what: `POST ${path(placeholders)} with ${JSON.stringify(body).slice(0, 60)}`,
  method: 'POST',
  path: (known) => `${base}${path(known)}`,
  headers: () => json,
  body: JSON.stringify(body),
  ...refused(expected),
});

const nested = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
const someDigest = '0'.repeat(64);
const noTask = 'task-00000000000000000000000000';
const noExecution = 'exec-00000000000000000000000000';
const unknown: Expected = [404, 'not-found'];

const submits: readonly BadRequest[] = [
  submitText('no body', '', [400, 'invalid-request', '/intent']),
  submitText('broken JSON', '{"intent": ', [400, 'invalid-request', '']),
  submitText('a list', '[]', [400, 'invalid-request', '']),
  submitText('null', 'null', [400, 'invalid-request', '/intent']),
  submit('no intent', { intent: undefined }, [400, 'invalid-request', '/intent']),
  submit('an empty intent', { intent: '' }, [400, 'invalid-request', '/intent']),
  submit('a blank intent', { intent: ' \n ' }, [400, 'invalid-request', '/intent']),
  submit('a number as intent', { intent: 5 }, [400, 'invalid-request', '/intent']),
  submit('4,001 characters', { intent: 'a'.repeat(4_001) }, [400, 'invalid-request', '/intent']),
  submit('no org', { org_id: undefined }, [400, 'invalid-request', '/org_id']),
  submit('an empty org', { org_id: '' }, [400, 'invalid-request', '/org_id']),
  submit('a separator in the org', { org_id: 'a#b' }, [400, 'invalid-request', '/org_id']),
  submit('65 letters as org', { org_id: 'a'.repeat(65) }, [400, 'invalid-request', '/org_id']),
  submit('a foreign environment', { environment: 'qa' }, [400, 'invalid-request', '/environment']),
  submit('a null environment', { environment: null }, [400, 'invalid-request', '/environment']),
  submit('a list as context', { context: [1] }, [400, 'invalid-request', '/context']),
  submit('17 KB of context', { context: { a: 'b'.repeat(17_000) } }, [
    400,
    'invalid-request',
    '/context',
  ]),
  submit('text as dry_run', { dry_run: 'yes' }, [400, 'invalid-request', '/dry_run']),
  submit('an unknown member', { approve: true }, [400, 'invalid-request', '/approve']),
  submit('an unknown member with a slash', { 'a/b': 1 }, [400, 'invalid-request', '/a~1b']),
  submitText(
    'a number that no double holds',
    JSON.stringify(submission).replace('}', ',"context":{"a":1e400}}'),
    [400, 'invalid-request', '/context/a'],
  ),
  submitText('half a surrogate pair', JSON.stringify(submission).replace('cache', '\\ud800'), [
    400,
    'invalid-request',
    '/intent',
  ]),
  submitText(
    'a context nested 600 deep',
    JSON.stringify(submission).replace('}', `,"context":${nested(600)}}`),
    [400, 'invalid-request', '/context'],
  ),
  submit('300 KB', { context: { a: 'b'.repeat(300_000) } }, [413, 'payload-too-large']),
  submit('no task type', { intent: 'Make it nice' }, [422, 'intent-unclear']),
  submit('destruction', { intent: 'Delete all production databases' }, [422, 'intent-unclear']),
  submit('a contradiction', { environment: 'development' }, [422, 'environment-contradiction']),
  preview('no intent', { intent: undefined }, [400, 'invalid-request', '/intent']),
  preview('4,001 characters', { intent: 'x'.repeat(4_001) }, [400, 'invalid-request', '/intent']),
  preview('a field of nobody', { dry_run: true }, [400, 'invalid-request', '/dry_run']),
  submitWith('a wait of a minute', { prefer: 'wait=60' }, [
    400,
    'invalid-request',
    '/headers/prefer',
  ]),
  submitWith('a wait of a word', { prefer: 'wait=soon' }, [
    400,
    'invalid-request',
    '/headers/prefer',
  ]),
  submitWith('a key with spaces', { 'idempotency-key': 'a b' }, [
    400,
    'invalid-request',
    '/headers/idempotency-key',
  ]),
  submitWith('a form', { 'content-type': 'application/x-www-form-urlencoded' }, [
    415,
    'unsupported-media-type',
  ]),
  submitWith('plain text', { 'content-type': 'text/plain' }, [415, 'unsupported-media-type']),
  submitWith('a foreign origin', { origin: 'https://evil.example' }, [403, 'cross-site-request']),
  submitWith('a cross-site fetch', { 'sec-fetch-site': 'cross-site' }, [403, 'cross-site-request']),
  submitWith('a rebound name', { host: 'evil.example' }, [403, 'cross-site-request']),
];

const reads: readonly BadRequest[] = [
  get('/tasks?limit=0', [400, 'invalid-request', '/query/limit']),
  get('/tasks?limit=101', [400, 'invalid-request', '/query/limit']),
  get('/tasks?limit=many', [400, 'invalid-request', '/query/limit']),
  get('/tasks?status=asleep', [400, 'invalid-request', '/query/status/0']),
  get('/tasks?state=completed,asleep', [400, 'invalid-request', '/query/state/1']),
  get('/tasks?environment=qa', [400, 'invalid-request', '/query/environment']),
  get('/tasks?task_type=coffee', [400, 'invalid-request', '/query/task_type']),
  get('/tasks?risk_level=some', [400, 'invalid-request', '/query/risk_level']),
  get('/tasks?created_after=yesterday', [400, 'invalid-request', '/query/created_after']),
  get('/tasks?org_id=a%23b', [400, 'invalid-request', '/query/org_id']),
  get('/tasks?color=red', [400, 'invalid-request', '/query/color']),
  get('/tasks?cursor=%27%20or%201', [400, 'invalid-cursor', '/query/cursor']),
  get(`/tasks/${noTask}`, unknown),
  get('/tasks/1', unknown),
  get('/tasks/task-../audit', unknown),
  get('/tasks/%00', unknown),
  get(`/tasks/${noTask}/executions`, unknown),
  get(`/tasks/${noTask}/tool-invocations`, unknown),
  get(`/tasks/${noTask}/audit`, unknown),
  get(({ executionId }) => `/tasks/${executionId}`, unknown),
  get(`/executions/${noExecution}`, unknown),
  get(({ taskId }) => `/executions/${taskId}`, unknown),
  get(
    ({ executionId }) => `/executions/${executionId}?wait=26`,
    [400, 'invalid-request', '/query/wait'],
  ),
  get(
    ({ executionId }) => `/executions/${executionId}?wait=1.5`,
    [400, 'invalid-request', '/query/wait'],
  ),
  get(
    ({ executionId }) => `/executions/${executionId}?since=-1`,
    [400, 'invalid-request', '/query/since'],
  ),
  get(
    ({ executionId }) => `/executions/${executionId}?sicne=1`,
    [400, 'invalid-request', '/query/sicne'],
  ),
  get('/nothing', unknown),
  get('/execute', [405, 'method-not-allowed']),
];

const decisions: readonly BadRequest[] = [
  post(({ taskId }) => `/tasks/${taskId}/approve`, { reason: 5 }, [
    400,
    'invalid-request',
    '/reason',
  ]),
  post(({ taskId }) => `/tasks/${taskId}/approve`, { reason: '' }, [
    400,
    'invalid-request',
    '/reason',
  ]),
  post(({ taskId }) => `/tasks/${taskId}/approve`, { reason: 'a'.repeat(1_001) }, [
    400,
    'invalid-request',
    '/reason',
  ]),
  post(({ taskId }) => `/tasks/${taskId}/approve`, { plan_digest: 'ABC' }, [
    400,
    'invalid-request',
    '/plan_digest',
  ]),
  post(({ taskId }) => `/tasks/${taskId}/approve`, { plan_digest: '0'.repeat(64) }, [
    409,
    'plan-digest-mismatch',
  ]),
  post(({ taskId }) => `/tasks/${taskId}/approve`, { break_glass: true }, [409, 'state-forbids']),
  post(({ taskId }) => `/tasks/${taskId}/approve`, { force: true }, [
    400,
    'invalid-request',
    '/force',
  ]),
  post(({ taskId }) => `/tasks/${taskId}/approve`, [], [400, 'invalid-request', '']),
  post(() => `/tasks/${noTask}/approve`, {}, unknown),
  post(({ taskId }) => `/tasks/${taskId}/reject`, {}, [400, 'invalid-request', '/reason']),
  post(({ taskId }) => `/tasks/${taskId}/reject`, { reason: ' ' }, [
    400,
    'invalid-request',
    '/reason',
  ]),
  post(() => `/tasks/${noTask}/reject`, { reason: 'no' }, unknown),
];

const controls: readonly BadRequest[] = [
  post(({ taskId }) => `/tasks/${taskId}/cancel`, { rollback: 'yes' }, [
    400,
    'invalid-request',
    '/rollback',
  ]),
  post(({ taskId }) => `/tasks/${taskId}/cancel`, { why: 'x' }, [400, 'invalid-request', '/why']),
  post(() => `/tasks/${noTask}/cancel`, {}, unknown),
  post(({ taskId }) => `/tasks/${taskId}/apply`, {}, [400, 'invalid-request', '/plan_digest']),
  post(({ taskId }) => `/tasks/${taskId}/apply`, { plan_digest: 'sha256:0' }, [
    400,
    'invalid-request',
    '/plan_digest',
  ]),
  post(({ taskId }) => `/tasks/${taskId}/apply`, { plan_digest: someDigest }, [
    409,
    'state-forbids',
  ]),
  post(() => `/tasks/${noTask}/apply`, { plan_digest: someDigest }, unknown),
  submit('text as require_approval', { require_approval: 'yes' }, [
    400,
    'invalid-request',
    '/require_approval',
  ]),
  post(({ executionId }) => `/executions/${executionId}/pause`, { reason: 1 }, [
    400,
    'invalid-request',
    '/reason',
  ]),
  post(({ executionId }) => `/executions/${executionId}/pause`, {}, [409, 'state-forbids']),
  post(({ executionId }) => `/executions/${executionId}/resume`, { x: 1 }, [
    400,
    'invalid-request',
    '/x',
  ]),
  post(({ executionId }) => `/executions/${executionId}/resume`, {}, [409, 'state-forbids']),
  post(({ executionId }) => `/executions/${executionId}/cancel`, { rollback: 1 }, [
    400,
    'invalid-request',
    '/rollback',
  ]),
  post(({ executionId }) => `/executions/${executionId}/cancel`, {}, [409, 'state-forbids']),
  post(() => `/executions/${noExecution}/pause`, {}, unknown),
  post(() => `/executions/${noExecution}/resume`, {}, unknown),
  post(() => `/executions/${noExecution}/cancel`, {}, unknown),
];

const page = (
  what: string,
  path: (known: Known) => string,
  rest: Partial<BadRequest> & { readonly expected: Expected },
): BadRequest => {
  const { expected, ...others } = rest;
  return { what, method: 'POST', path, ...others, ...refused(expected) };
};

const form = { 'content-type': 'application/x-www-form-urlencoded' };

const pages: readonly BadRequest[] = [
  page('a code asked for by another site', ({ gateId }) => `/approvals/${gateId}/codes`, {
    headers: () => ({ ...form, origin: 'https://evil.example' }),
    body: 'email=approver%40example.com',
    expected: [403, 'cross-site-request'],
  }),
  page('a code asked for with JSON', ({ gateId }) => `/approvals/${gateId}/codes`, {
    headers: () => json,
    body: '{"email":"approver@example.com"}',
    expected: [415, 'unsupported-media-type'],
  }),
  page('a decision posted by another site', ({ gateId }) => `/approvals/${gateId}/decision`, {
    headers: () => ({ ...form, 'sec-fetch-site': 'cross-site' }),
    body: 'decision=approve',
    expected: [403, 'cross-site-request'],
  }),
  page('the gate deleted', ({ gateId }) => `/approvals/${gateId}`, {
    method: 'DELETE',
    expected: [405, 'method-not-allowed'],
  }),
  page('metrics posted', () => '/metrics', {
    method: 'POST',
    expected: [405, 'method-not-allowed'],
  }),
  page('health put', () => '/health', { method: 'PUT', expected: [405, 'method-not-allowed'] }),
  page('no such path', () => '/', { method: 'GET', expected: unknown }),
];

/** Requests that have to be refused, with how, over every operation that takes input. */
export const badRequests: readonly BadRequest[] = [
  ...submits,
  ...reads,
  ...decisions,
  ...controls,
  ...pages,
];
