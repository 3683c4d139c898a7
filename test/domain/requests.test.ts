import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { ApproveBody, RejectBody } from '../../functions/domain/approval/approval-requests.ts';
import { CodeForm, DecisionForm, SessionForm } from '../../functions/domain/approval/page-forms.ts';
import {
  ListAnchorsQuery,
  ListAuditQuery,
  ListTaskAuditQuery,
  VerifyAuditQuery,
} from '../../functions/domain/audit/audit-requests.ts';
import {
  CancelExecutionBody,
  ControlExecutionBody,
  GetExecutionQuery,
} from '../../functions/domain/execution/execution-requests.ts';
import { BatchRef, RolloutRef } from '../../functions/domain/execution/step-ref.ts';
import { GetAutonomyQuery } from '../../functions/domain/policy/autonomy-view.ts';
import {
  CancelTaskBody,
  ListTasksQuery,
  PreviewIntentBody,
  SubmitTaskBody,
} from '../../functions/domain/task/task-requests.ts';

const digest = 'a1'.repeat(32);
const task_id = 'task-01j0000000000000000000000a';
const execution_id = 'exec-01j0000000000000000000000e';
const submission = { intent: 'Fix drift', org_id: 'org-123' };
const decision = { decision: 'approve', plan_digest: digest };
const batch = { org_id: 'org-123', execution_id, phase_index: 0, batch: 0 };

describe('a request', () => {
  it.each<[string, z.ZodType, unknown, unknown]>([
    ['an execution', GetExecutionQuery, {}, { wait: 0 }],
    ['a change of one', GetExecutionQuery, { wait: '25', since: '7' }, { wait: 25, since: 7 }],
    ['a pause', ControlExecutionBody, {}, {}],
    ['a pause with a reason', ControlExecutionBody, { reason: ' x ' }, { reason: 'x' }],
    ['a cancel', CancelExecutionBody, {}, { rollback: false }],
    [
      'a cancel that rolls back',
      CancelExecutionBody,
      { reason: 'y'.repeat(1_000), rollback: true },
      { reason: 'y'.repeat(1_000), rollback: true },
    ],
    ['an approval', ApproveBody, {}, {}],
    [
      'an approval of a digest',
      ApproveBody,
      { reason: 'ok', plan_digest: digest, break_glass: true },
      { reason: 'ok', plan_digest: digest, break_glass: true },
    ],
    ['a rejection', RejectBody, { reason: 'no' }, { reason: 'no' }],
    ['a code', CodeForm, {}, { email: '' }],
    ['a session', SessionForm, { code: '123456', more: 1 }, { code: '123456' }],
    ['a decision', DecisionForm, decision, { ...decision, reason: '', csrf_token: '' }],
    ['anchors', ListAnchorsQuery, {}, { after: 0, limit: 50 }],
    [
      'anchors behind one',
      ListAnchorsQuery,
      { after: '999999999', limit: '100', org_id: 'org-123' },
      { after: 999_999_999, limit: 100, org_id: 'org-123' },
    ],
    ['records', ListAuditQuery, {}, {}],
    [
      'records of a time',
      ListAuditQuery,
      { from: '2026-03-01T10:00:00+01:00', limit: '200', event: 'e', actor: 'a' },
      { from: '2026-03-01T09:00:00.000Z', limit: 200, event: 'e', actor: 'a' },
    ],
    [
      'a chain',
      ListTaskAuditQuery,
      { chain: execution_id, after: '0' },
      { chain: execution_id, after: 0 },
    ],
    ['a verification', VerifyAuditQuery, { limit: '500' }, { limit: 500 }],
    ['autonomy', GetAutonomyQuery, { org_id: 'org-123' }, { org_id: 'org-123' }],
    [
      'a task',
      SubmitTaskBody,
      submission,
      { ...submission, context: {}, dry_run: false, require_approval: false },
    ],
    ['a reading of words', PreviewIntentBody, submission, submission],
    ['a cancel of a task', CancelTaskBody, {}, { rollback: false }],
    ['tasks', ListTasksQuery, {}, { limit: 50 }],
    [
      'tasks since',
      ListTasksQuery,
      { created_after: '2026-03-01T10:00:00+01:00', limit: '100' },
      { created_after: '2026-03-01T09:00:00.000Z', limit: 100 },
    ],
    ['a step on a batch', BatchRef, batch, batch],
    [
      'a step on a rollout',
      RolloutRef,
      { org_id: 'org-123', execution_id, task_id },
      { org_id: 'org-123', execution_id, task_id },
    ],
  ])('for %s is read', (...[, schema, sent, read]) => {
    expect(schema.parse(sent)).toEqual(read);
  });

  const long = 'x'.repeat(1_001);

  it.each<[string, z.ZodType, unknown]>([
    ['an execution, longer than 25 s', GetExecutionQuery, { wait: '26' }],
    ['an execution, with a word too many', GetExecutionQuery, { until: '1' }],
    ['a pause without a reason in it', ControlExecutionBody, { reason: ' ' }],
    ['a pause with a long reason', ControlExecutionBody, { reason: long }],
    ['a pause that rolls back', ControlExecutionBody, { rollback: true }],
    ['a cancel without a reason in it', CancelExecutionBody, { reason: ' ' }],
    ['a cancel with a long reason', CancelExecutionBody, { reason: long }],
    ['a cancel with a word for yes', CancelExecutionBody, { rollback: 'true' }],
    ['an approval of no digest', ApproveBody, { plan_digest: 'A1' }],
    ['an approval with a long reason', ApproveBody, { reason: long }],
    ['an approval with an empty reason', ApproveBody, { reason: '' }],
    ['an approval for others', ApproveBody, { by: 'ada' }],
    ['a rejection without a reason', RejectBody, {}],
    ['a rejection with a blank one', RejectBody, { reason: '  ' }],
    ['a rejection with a long one', RejectBody, { reason: long }],
    ['a decision on nothing', DecisionForm, { decision: 'approve' }],
    ['a decision of another kind', DecisionForm, { ...decision, decision: 'maybe' }],
    ['a decision with a long reason', DecisionForm, { ...decision, reason: long }],
    ['no anchors', ListAnchorsQuery, { limit: '0' }],
    ['too many anchors', ListAnchorsQuery, { limit: '101' }],
    ['anchors behind a word', ListAnchorsQuery, { after: '1e3' }],
    ['too many records', ListAuditQuery, { limit: '201' }],
    ['no records', ListAuditQuery, { limit: '0' }],
    ['records of no event', ListAuditQuery, { event: '' }],
    ['records of a long event', ListAuditQuery, { event: 'x'.repeat(101) }],
    ['records of a long actor', ListAuditQuery, { actor: 'x'.repeat(321) }],
    ['records of a time without a zone', ListAuditQuery, { from: '2026-03-01T10:00:00' }],
    ['a chain of an org', ListTaskAuditQuery, { chain: 'org-123' }],
    ['a chain behind less than nothing', ListTaskAuditQuery, { after: '-1' }],
    ['too long a verification', VerifyAuditQuery, { limit: '501' }],
    ['a verification from a long place', VerifyAuditQuery, { cursor: 'x'.repeat(1_001) }],
    ['a task of no words', SubmitTaskBody, { ...submission, intent: ' ' }],
    ['a task of too many', SubmitTaskBody, { ...submission, intent: 'x'.repeat(4_001) }],
    ['a task of nobody', SubmitTaskBody, { intent: 'Fix drift' }],
    ['a task with a list for context', SubmitTaskBody, { ...submission, context: [] }],
    [
      'a task with much context',
      SubmitTaskBody,
      { ...submission, context: { text: 'x'.repeat(16_374) } },
    ],
    ['a reading with context', PreviewIntentBody, { ...submission, context: {} }],
    ['a reading of no words', PreviewIntentBody, { ...submission, intent: '' }],
    ['a cancel of a task with a blank reason', CancelTaskBody, { reason: ' ' }],
    ['a cancel of a task with a long reason', CancelTaskBody, { reason: long }],
    ['too many tasks', ListTasksQuery, { limit: '101' }],
    ['no tasks', ListTasksQuery, { limit: '0' }],
    ['tasks since a day', ListTasksQuery, { created_after: '2026-03-01' }],
    ['a step on a batch below the first', BatchRef, { ...batch, batch: -1 }],
    ['a step on a phase below the first', BatchRef, { ...batch, phase_index: -1 }],
    ['a step on a rollout of no task', RolloutRef, { org_id: 'org-123', execution_id }],
  ])('for %s is refused', (_what, schema, sent) => {
    expect(schema.safeParse(sent).success).toBe(false);
  });

  it('for a task may bring sixteen kilobytes of context', () => {
    const context = { text: 'x'.repeat(16_373) };

    expect(JSON.stringify(context)).toHaveLength(16_384);
    expect(SubmitTaskBody.safeParse({ ...submission, context }).success).toBe(true);
    expect(
      SubmitTaskBody.safeParse({ ...submission, context: { text: 'ä'.repeat(8_187) } }).error
        ?.issues[0]?.message,
    ).toBe('may have at most 16384 bytes as JSON');
  });
});
