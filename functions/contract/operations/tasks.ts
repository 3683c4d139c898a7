import { ApproveBody, RejectBody } from '../../domain/approval/approval-requests.ts';
import { DecisionView } from '../../domain/approval/approval-view.ts';
import { ListTaskAuditQuery } from '../../domain/audit/audit-requests.ts';
import { TaskAuditView } from '../../domain/audit/audit-view.ts';
import { ExecutionsView } from '../../domain/execution/execution-view.ts';
import { IntentView } from '../../domain/task/intent-view.ts';
import {
  ApplyTaskBody,
  CancelTaskBody,
  ListTasksQuery,
  PreviewIntentBody,
  SubmitTaskBody,
} from '../../domain/task/task-requests.ts';
import {
  CancelledTask,
  PlanningTaskView,
  TaskPage,
  TaskView,
} from '../../domain/task/task-view.ts';
import { ToolCallsView } from '../../domain/task/tool-calls-view.ts';
import { base } from '../operation.ts';
import type { Operations } from '../operation.ts';

export const taskOperations = {
  submitTask: {
    method: 'POST',
    path: `${base}/execute`,
    group: 'submit',
    summary: 'Submit an intent; waits for the plan as Prefer says (10 s by default)',
    body: SubmitTaskBody,
    bodyRequired: true,
    headers: {
      'Idempotency-Key': 'Same key and body: the first answer again, for 24 hours',
      Prefer: 'wait=N (up to 25 seconds) or respond-async',
    },
    answers: { json: { 200: TaskView, 202: PlanningTaskView } },
    problems: [409, 422],
  },
  previewIntent: {
    method: 'POST',
    path: `${base}/intents`,
    group: 'submit',
    summary:
      'Say what an intent would be taken for, word by word; creates nothing; counted apart from submissions',
    body: PreviewIntentBody,
    bodyRequired: true,
    answers: { json: { 200: IntentView } },
  },
  listTasks: {
    method: 'GET',
    path: `${base}/tasks`,
    group: 'read',
    summary: 'List tasks, newest first',
    query: ListTasksQuery,
    answers: { json: { 200: TaskPage } },
  },
  getTask: {
    method: 'GET',
    path: `${base}/tasks/{task_id}`,
    group: 'read',
    summary: 'A task with its plan, validation, score and approval',
    answers: { json: { 200: TaskView } },
    problems: [404],
  },
  approveTask: {
    method: 'POST',
    path: `${base}/tasks/{task_id}/approve`,
    group: 'decide',
    summary: 'Approve the plan that waits',
    body: ApproveBody,
    answers: { json: { 200: DecisionView } },
    problems: [404, 409],
  },
  rejectTask: {
    method: 'POST',
    path: `${base}/tasks/{task_id}/reject`,
    group: 'decide',
    summary: 'Reject the plan that waits',
    body: RejectBody,
    bodyRequired: true,
    answers: { json: { 200: DecisionView } },
    problems: [404, 409],
  },
  applyTask: {
    method: 'POST',
    path: `${base}/tasks/{task_id}/apply`,
    group: 'submit',
    summary:
      'Carry out the plan of a finished dry run, as a task of its own, validated again; once, and again only where nothing came of it',
    body: ApplyTaskBody,
    bodyRequired: true,
    headers: { Prefer: 'wait=N (up to 25 seconds) or respond-async' },
    answers: { json: { 200: TaskView, 202: PlanningTaskView } },
    problems: [404, 409],
  },
  cancelTask: {
    method: 'POST',
    path: `${base}/tasks/{task_id}/cancel`,
    group: 'control',
    summary: 'Cancel a task at any time before its end',
    body: CancelTaskBody,
    answers: { json: { 202: CancelledTask } },
    problems: [404, 409],
  },
  listExecutions: {
    method: 'GET',
    path: `${base}/tasks/{task_id}/executions`,
    group: 'read',
    summary: 'Executions of a task',
    answers: { json: { 200: ExecutionsView } },
    problems: [404],
  },
  listToolInvocations: {
    method: 'GET',
    path: `${base}/tasks/{task_id}/tool-invocations`,
    group: 'read',
    summary: 'Every tool call of a task',
    answers: { json: { 200: ToolCallsView } },
    problems: [404],
  },
  listTaskAudit: {
    method: 'GET',
    path: `${base}/tasks/{task_id}/audit`,
    group: 'read',
    summary: "The task's audit chain and those of its executions' controls; each verifies alone",
    query: ListTaskAuditQuery,
    answers: { json: { 200: TaskAuditView } },
    problems: [404],
  },
} as const satisfies Operations;
