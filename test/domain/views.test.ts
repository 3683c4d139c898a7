import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import {
  AnchorPage,
  AuditPage,
  AuditVerdict,
  TaskAuditView,
} from '../../functions/domain/audit/audit-view.ts';
import { AutonomyView } from '../../functions/domain/policy/autonomy-view.ts';
import { HealthView, ReadinessView } from '../../functions/domain/shared/service-view.ts';
import { IntentView } from '../../functions/domain/task/intent-view.ts';
import { ToolCallsView } from '../../functions/domain/task/tool-calls-view.ts';

const at = '2026-03-01T09:00:00.000Z';
const task_id = 'task-01j0000000000000000000000a';
const execution_id = 'exec-01j0000000000000000000000e';

const grant = {
  environment: 'production',
  task_type: 'patch_rollout',
  action: 'patch',
  mode: 'score',
  grant_needed: true,
  granted: false,
  max_assets: 0,
  approvers: 0,
  rests_on: [task_id],
  missing: ['Two people.'],
  taken_away: { by: 'rejected', task_id, at },
};
const call = {
  call_id: 'call-0001-01',
  agent: 'drift_agent',
  turn: 1,
  name: 'query_assets',
  risk_class: 'read_only',
  input: {},
  output_summary: 'total 20',
  result: 'ok',
  error: null,
  started_at: at,
  duration_ms: 0.5,
};
const verdict = {
  verified: false,
  fault: { org_id: 'org-123', chain: null, seq: null, kind: 'record-broken', anchor: 3 },
  chains: 4,
  records: 17,
  next_cursor: 'more',
};
const chain = { head: null, records: [] };
const audit = {
  org_id: 'org-123',
  task_id,
  ...chain,
  controls: [{ execution_id, ...chain, next_after: 2 }],
};
const anchors = { org_id: 'org-123', key: { id: 'key-1' }, anchors: [] };

const intent = {
  understood: [{ text: 'Fix', start: 0, end: 3, as: 'speech_act', value: null }],
  dry_run: true,
  error: { error: 'intent-unclear', detail: 'Which one?' },
  candidates: [
    {
      task_type: 'patch_rollout',
      intent: 'Patch web in staging',
      environment: 'staging',
      reason: 'It names a role.',
    },
  ],
};

describe('an answer', () => {
  const cases: readonly (readonly [string, z.ZodType, object])[] = [
    ['of health', HealthView, { status: 'ok', version: '1', policy_revision: null }],
    [
      'of readiness',
      ReadinessView,
      { ready: false, dependencies: [{ name: 'opa', ok: false, detail: 'no answer' }] },
    ],
    ['of tool calls', ToolCallsView, { invocations: [call] }],
    ['of autonomy', AutonomyView, { org_id: 'org-123', autonomy: [grant] }],
    ['of records', AuditPage, { records: [], next_cursor: 'more' }],
    ['of a verification', AuditVerdict, verdict],
    ['of a task’s audit', TaskAuditView, audit],
    ['of an intent', IntentView, intent],
  ];

  it.each(cases)('%s is as described', (_what, schema, answer) => {
    expect(schema.parse(answer)).toEqual(answer);
  });

  it.each(cases)('%s holds no member more, and none less', (_what, schema, answer) => {
    expect(schema.safeParse({ ...answer, secret: 1 }).success).toBe(false);
    const [first = ''] = Object.keys(answer);
    expect(
      schema.safeParse(
        Object.fromEntries(Object.entries(answer).filter(([name]) => name !== first)),
      ).success,
    ).toBe(false);
  });

  it.each<[string, z.ZodType, unknown]>([
    ['health of another word', HealthView, { status: 'well', version: '1', policy_revision: null }],
    ['a nameless dependency', ReadinessView, { ready: true, dependencies: [{ ok: true }] }],
    ['a call of no result', ToolCallsView, { invocations: [{ ...call, result: 'maybe' }] }],
    ['a grant with more', AutonomyView, { org_id: 'org-123', autonomy: [{ ...grant, by: 'x' }] }],
    [
      'a grant of no mode',
      AutonomyView,
      { org_id: 'org-123', autonomy: [{ ...grant, mode: 'on' }] },
    ],
    ['a fault of no kind', AuditVerdict, { ...verdict, fault: { ...verdict.fault, kind: 'odd' } }],
    ['controls of no execution', TaskAuditView, { ...audit, controls: [chain] }],
    [
      'an intent refused in another way',
      IntentView,
      { ...intent, error: { error: 'no', detail: '' } },
    ],
    ['a candidate of no reason', IntentView, { ...intent, candidates: [{ intent: 'x' }] }],
    ['anchors of no key', AnchorPage, { ...anchors, key: null }],
  ])('with %s is none', (_what, schema, answer) => {
    expect(schema.safeParse(answer).success).toBe(false);
  });
});
