import {
  CancelExecutionBody,
  ControlExecutionBody,
  GetExecutionQuery,
} from '../../domain/execution/execution-requests.ts';
import { ControlledView, ExecutionView } from '../../domain/execution/execution-view.ts';
import { base } from '../operation.ts';
import type { Operations } from '../operation.ts';

export const executionOperations = {
  getExecution: {
    method: 'GET',
    path: `${base}/executions/{execution_id}`,
    group: 'read',
    summary: 'An execution with its phases and assets; long-polls with wait and since',
    query: GetExecutionQuery,
    answers: { json: { 200: ExecutionView } },
    problems: [404],
  },
  pauseExecution: {
    method: 'POST',
    path: `${base}/executions/{execution_id}/pause`,
    group: 'control',
    summary: 'Begin nothing more, neither a change nor an undo; answers what is in flight',
    body: ControlExecutionBody,
    answers: { json: { 202: ControlledView } },
    problems: [404, 409],
  },
  resumeExecution: {
    method: 'POST',
    path: `${base}/executions/{execution_id}/resume`,
    group: 'control',
    summary: 'Go on after a pause',
    body: ControlExecutionBody,
    answers: { json: { 202: ControlledView } },
    problems: [404, 409],
  },
  cancelExecution: {
    method: 'POST',
    path: `${base}/executions/{execution_id}/cancel`,
    group: 'control',
    summary: 'End an execution, with or without rollback; answers what is in flight',
    body: CancelExecutionBody,
    answers: { json: { 202: ControlledView } },
    problems: [404, 409],
  },
} as const satisfies Operations;
