import { CodeForm, DecisionForm, SessionForm } from '../../domain/approval/page-forms.ts';
import type { Operations } from '../operation.ts';

const page = '/approvals/{gate_id}';

export const approvalPageOperations = {
  showGate: {
    method: 'GET',
    path: page,
    group: 'page',
    summary: 'The approval page; shows and changes nothing',
    answers: { page: true },
  },
  peekGate: {
    method: 'HEAD',
    path: page,
    group: 'page',
    handler: 'show-gate',
    summary: 'The approval page without its body',
    answers: { page: true },
  },
  requestCode: {
    method: 'POST',
    path: `${page}/codes`,
    group: 'page',
    summary: 'Mail a one-time code to a registered approver',
    form: CodeForm,
    answers: { backToPage: true },
    problems: [400, 403],
  },
  openSession: {
    method: 'POST',
    path: `${page}/session`,
    group: 'page',
    summary: 'Open a session with the code',
    form: SessionForm,
    answers: { backToPage: true },
    problems: [400, 403],
  },
  decideByPage: {
    method: 'POST',
    path: `${page}/decision`,
    group: 'page',
    summary: 'Decide with the session',
    form: DecisionForm,
    answers: { backToPage: true },
    problems: [400, 403],
  },
} as const satisfies Operations;
