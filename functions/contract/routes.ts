import type { Right } from '../domain/shared/identity.ts';

/**
 * One operation of the HTTP API. `handler` is the stem of `handlers/api/<group>/<handler>.ts`;
 * handlers of one group share a Lambda function and its role. `/docs`, health and the approval
 * page are public; everything else passes the JWT authorizer.
 */
export interface Route {
  readonly operation: string;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly right: Right;
  readonly group: RouteGroup;
  readonly handler: string;
}

export type RouteGroup = 'read' | 'submit' | 'control' | 'decide' | 'page' | 'public';

const base = '/api/v1/ai';

export const routes = [
  {
    operation: 'submitTask',
    method: 'POST',
    path: `${base}/execute`,
    right: 'submit',
    group: 'submit',
    handler: 'submit-task',
  },
  {
    operation: 'listTasks',
    method: 'GET',
    path: `${base}/tasks`,
    right: 'read',
    group: 'read',
    handler: 'list-tasks',
  },
  {
    operation: 'getTask',
    method: 'GET',
    path: `${base}/tasks/{task_id}`,
    right: 'read',
    group: 'read',
    handler: 'get-task',
  },
  {
    operation: 'approveTask',
    method: 'POST',
    path: `${base}/tasks/{task_id}/approve`,
    right: 'decide',
    group: 'decide',
    handler: 'approve-task',
  },
  {
    operation: 'rejectTask',
    method: 'POST',
    path: `${base}/tasks/{task_id}/reject`,
    right: 'decide',
    group: 'decide',
    handler: 'reject-task',
  },
  {
    operation: 'cancelTask',
    method: 'POST',
    path: `${base}/tasks/{task_id}/cancel`,
    right: 'control',
    group: 'control',
    handler: 'cancel-task',
  },
  {
    operation: 'listExecutions',
    method: 'GET',
    path: `${base}/tasks/{task_id}/executions`,
    right: 'read',
    group: 'read',
    handler: 'list-executions',
  },
  {
    operation: 'listToolInvocations',
    method: 'GET',
    path: `${base}/tasks/{task_id}/tool-invocations`,
    right: 'read',
    group: 'read',
    handler: 'list-tool-invocations',
  },
  {
    operation: 'listTaskAudit',
    method: 'GET',
    path: `${base}/tasks/{task_id}/audit`,
    right: 'read',
    group: 'read',
    handler: 'list-task-audit',
  },
  {
    operation: 'listAudit',
    method: 'GET',
    path: `${base}/audit`,
    right: 'read',
    group: 'read',
    handler: 'list-audit',
  },
  {
    operation: 'verifyAudit',
    method: 'GET',
    path: `${base}/audit/verify`,
    right: 'read',
    group: 'read',
    handler: 'verify-audit',
  },
  {
    operation: 'listAnchors',
    method: 'GET',
    path: `${base}/audit/anchors`,
    right: 'read',
    group: 'read',
    handler: 'list-anchors',
  },
  {
    operation: 'getExecution',
    method: 'GET',
    path: `${base}/executions/{execution_id}`,
    right: 'read',
    group: 'read',
    handler: 'get-execution',
  },
  {
    operation: 'pauseExecution',
    method: 'POST',
    path: `${base}/executions/{execution_id}/pause`,
    right: 'control',
    group: 'control',
    handler: 'pause-execution',
  },
  {
    operation: 'resumeExecution',
    method: 'POST',
    path: `${base}/executions/{execution_id}/resume`,
    right: 'control',
    group: 'control',
    handler: 'resume-execution',
  },
  {
    operation: 'cancelExecution',
    method: 'POST',
    path: `${base}/executions/{execution_id}/cancel`,
    right: 'control',
    group: 'control',
    handler: 'cancel-execution',
  },
  {
    operation: 'getAutonomy',
    method: 'GET',
    path: `${base}/autonomy`,
    right: 'read',
    group: 'read',
    handler: 'get-autonomy',
  },
  {
    operation: 'listAgents',
    method: 'GET',
    path: `${base}/agents`,
    right: 'read',
    group: 'read',
    handler: 'list-agents',
  },
  {
    operation: 'listTools',
    method: 'GET',
    path: `${base}/tools`,
    right: 'read',
    group: 'read',
    handler: 'list-tools',
  },
  {
    operation: 'getOpenApi',
    method: 'GET',
    path: `${base}/openapi.json`,
    right: 'public',
    group: 'public',
    handler: 'get-open-api',
  },
  {
    operation: 'getHealth',
    method: 'GET',
    path: '/health',
    right: 'public',
    group: 'public',
    handler: 'get-health',
  },
  {
    operation: 'getReadiness',
    method: 'GET',
    path: '/ready',
    right: 'public',
    group: 'public',
    handler: 'get-readiness',
  },
  {
    operation: 'getMetrics',
    method: 'GET',
    path: '/metrics',
    right: 'read',
    group: 'read',
    handler: 'get-metrics',
  },
  {
    operation: 'showGate',
    method: 'GET',
    path: '/approvals/{gate_id}',
    right: 'public',
    group: 'page',
    handler: 'show-gate',
  },
  {
    operation: 'peekGate',
    method: 'HEAD',
    path: '/approvals/{gate_id}',
    right: 'public',
    group: 'page',
    handler: 'show-gate',
  },
  {
    operation: 'requestCode',
    method: 'POST',
    path: '/approvals/{gate_id}/codes',
    right: 'public',
    group: 'page',
    handler: 'request-code',
  },
  {
    operation: 'openSession',
    method: 'POST',
    path: '/approvals/{gate_id}/session',
    right: 'public',
    group: 'page',
    handler: 'open-session',
  },
  {
    operation: 'decideByPage',
    method: 'POST',
    path: '/approvals/{gate_id}/decision',
    right: 'public',
    group: 'page',
    handler: 'decide-by-page',
  },
] as const satisfies readonly Route[];

export type OperationId = (typeof routes)[number]['operation'];

/** The route that answers whatever no other route does: 404, or 405 for a known path. */
export const fallbackRoute = { group: 'public', handler: 'answer-fallback' } as const;

export const routeOf = (operation: OperationId): Route => {
  const route = routes.find((candidate) => candidate.operation === operation);
  if (!route) throw new Error(`No route for ${operation}`);
  return route;
};

/** A parameter stands for a segment that is there. */
const isMatch = (part: string, segment: string): boolean =>
  part.startsWith('{') ? segment !== '' : part === segment;

/** The methods that a concrete path answers; empty when no route has the path. */
export const methodsOf = (path: string): readonly string[] => {
  const segments = path.split('/');
  return routes
    .filter((route) => {
      const pattern = route.path.split('/');
      return (
        pattern.length === segments.length &&
        pattern.every((part, index) => isMatch(part, segments[index] ?? ''))
      );
    })
    .map((route) => route.method);
};
