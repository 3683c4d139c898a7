import { describe, expect, it } from 'vitest';
import { actorOf } from '../../../functions/domain/task/actor-of.ts';
import { goalOf } from '../../../functions/domain/task/task-goal.ts';
import { toTaskSummary, toTaskView } from '../../../functions/domain/task/task-view.ts';
import { changeTask, enteredStatus } from '../../../functions/domain/task/move-task.ts';
import { ExecutionId, GateId } from '../../../functions/domain/shared/ids.ts';
import type { Selector } from '../../../functions/domain/task/task-spec.ts';
import { aTask } from '../../support/builders/a-task.ts';

const gate = GateId.parse('gate-01j00000000000000000000000');
const execution = ExecutionId.parse('exec-01j00000000000000000000000');
const task = aTask();
const publicUrl = 'https://ops.example.com';

describe('a task as a list shows it', () => {
  it('has nothing where nothing is known yet', () => {
    expect(toTaskSummary(task)).toEqual({
      task_id: 'task-01j0000000000000000000000a',
      org_id: 'org-123',
      status: 'planning',
      created_at: '2026-03-01T09:00:00.000Z',
      updated_at: '2026-03-01T09:00:00.000Z',
      intent: 'Fix drift on production web servers',
      environment: 'production',
      risk_level: 'high',
      task_type: 'drift_remediation',
      dry_run: false,
      requested_by: { id: 'rita', email: 'rita@example.com' },
      summary: null,
      affected_assets: null,
      quality_total: null,
      plan_digest: null,
      gate_id: null,
      execution_id: null,
      error: null,
    });
  });

  it('names the execution once that is written', () => {
    const approved = aTask({ status: 'approved', execution_id: execution });

    expect(toTaskSummary(approved).execution_id).toBeNull();
    expect(toTaskSummary({ ...approved, status: 'executing' }).execution_id).toBe(execution);
  });

  it('sums up what the agent found and what the plan scores', () => {
    const planned = aTask({
      agent_result: {
        agent_name: 'drift_agent',
        planner: 'deterministic',
        plan: '',
        summary: '20 servers require drift remediation',
        affected_assets: 20,
        risk_level: 'high',
        evidence: [],
      },
      quality_score: {
        total: 66,
        structural: 20,
        policy_compliance: 20,
        test_coverage: 8,
        operational_history: 10,
        human_review: 8,
        dimensions: {},
        requires_approval: true,
        allowed_environments: [],
      },
    });

    expect(toTaskSummary(planned)).toMatchObject({
      summary: '20 servers require drift remediation',
      affected_assets: 20,
      quality_total: 66,
    });
  });
});

describe('a task as the API answers it', () => {
  it('has each member, and a link to itself alone at first', () => {
    expect(toTaskView({ task, plan: null, approval: null, publicUrl })).toEqual({
      task_id: 'task-01j0000000000000000000000a',
      org_id: 'org-123',
      status: 'planning',
      created_at: '2026-03-01T09:00:00.000Z',
      updated_at: '2026-03-01T09:00:00.000Z',
      intent: 'Fix drift on production web servers',
      context: {},
      dry_run: false,
      require_approval: false,
      requested_by: { id: 'rita', email: 'rita@example.com' },
      task_spec: task.task_spec,
      agent_result: null,
      plan: null,
      plan_digest: null,
      validation: null,
      quality_score: null,
      requires_hitl: false,
      approval_requirement: null,
      approval: null,
      execution_id: null,
      error: null,
      applies_task_id: null,
      applied_by_task_id: null,
      links: {
        self: 'https://ops.example.com/api/v1/ai/tasks/task-01j0000000000000000000000a',
      },
    });
  });

  it('links to its gate and its execution', () => {
    const links = (status: 'approved' | 'executing') =>
      toTaskView({
        task: aTask({ status, gate_id: gate, execution_id: execution }),
        plan: null,
        approval: null,
        publicUrl,
      }).links;
    const approval = 'https://ops.example.com/approvals/gate-01j00000000000000000000000';

    expect(links('approved')).toEqual({ self: expect.any(String) as string, approval });
    expect(links('executing')).toEqual({
      self: expect.any(String) as string,
      approval,
      execution: 'https://ops.example.com/api/v1/ai/executions/exec-01j00000000000000000000000',
    });
  });
});

describe('a write of a task', () => {
  it('is of the next version, against the one that was read', () => {
    const at = '2026-03-02T12:00:00.000Z';

    expect(changeTask(task, at, { repairs: 1 })).toEqual({
      kind: 'task',
      document: { ...task, repairs: 1, version: 2, updated_at: at },
      expected: 1,
      before: task,
    });
  });

  it('counts the status that is entered', () => {
    expect(enteredStatus(task.org_id, 'approved')).toEqual({
      org_id: 'org-123',
      name: 'orchestrator_tasks_total',
      labels: { status: 'approved' },
      by: 1,
    });
  });
});

describe('who acts', () => {
  it('is named by subject, and by address where there is one', () => {
    const identity = { id: 'ada', email: null, org: null, roles: [] };

    expect(actorOf(identity)).toEqual({ id: 'ada' });
    expect(actorOf({ ...identity, email: 'ada@example.com' })).toEqual({
      id: 'ada',
      email: 'ada@example.com',
    });
  });
});

describe('the goal of a task', () => {
  const goal = (selector: Partial<Selector>, quotesIntent = false): string =>
    goalOf(
      { goal: 'Remediate drift for', quotesIntent },
      { environment: 'production', ...selector },
      `Fix\u0007 ${'x'.repeat(300)}`,
    );

  it.each<[Partial<Selector>, string]>([
    [{}, 'Remediate drift for production servers'],
    [{ roles: [] }, 'Remediate drift for production servers'],
    [{ roles: ['web'] }, 'Remediate drift for production web servers'],
    [{ roles: ['api', 'web'] }, 'Remediate drift for production api and web servers'],
    [
      { roles: ['api', 'app', 'web'], services: ['checkout'], platforms: ['linux'] },
      'Remediate drift for production checkout linux api, app and web servers',
    ],
    [
      { regions: ['eu-west-1', 'us-east-1'] },
      'Remediate drift for production servers in eu-west-1 and us-east-1',
    ],
    [{ regions: ['eu-west-1'] }, 'Remediate drift for production servers in eu-west-1'],
  ])('on %j is said as “%s”', (selector, text) => {
    expect(goal(selector)).toBe(text);
  });

  it('quotes the intent where only that names the subject, cleaned and cut', () => {
    expect(goal({}, true)).toBe(
      `Remediate drift for production servers: “Fix ${'x'.repeat(195)}…”`,
    );
  });
});
