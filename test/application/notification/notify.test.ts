import type { MessageOf } from '../../../functions/domain/notification/notification.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OutboxRecord } from '../../../functions/application/approval/approval-ports.ts';
import { makeNotify } from '../../../functions/application/notification/notify.ts';
import { renderNotice } from '../../../functions/application/notification/steps/notice-text.ts';
import type { GateStatus } from '../../../functions/domain/approval/gate.ts';
import { ExecutionId } from '../../../functions/domain/shared/ids.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import type { TaskStatus } from '../../../functions/domain/task/task-status.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';
import { gateId } from '../../support/builders/ids.ts';
import { aChannel, openWorld } from '../../support/world/approval-world.ts';
import type { World } from '../../support/world/approval-world.ts';
import { aNotification } from '../../support/builders/a-message.ts';

const publicUrl = 'https://approve.example.com';

const recordOf = (
  message: MessageOf<'notify'>,
  delivered: readonly string[] = [],
): OutboxRecord => ({
  message,
  attempts: 0,
  next_attempt_at: message.at,
  delivered,
});

describe('notify', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
    await world.putTask({ status: 'pending_approval', gate_id: gateId });
    await world.unitOfWork.commit({
      documents: [{ kind: 'gate', document: aGate(), expected: null }],
      audit: [],
      messages: [],
      counters: [],
    });
  });
  afterEach(() => world.close());

  const channels = () => ({
    email: aChannel('email'),
    slack: aChannel('slack'),
    webhook: aChannel('webhook'),
  });

  const notifier = ({ email, slack, webhook }: ReturnType<typeof channels>) =>
    makeNotify({
      ...world,
      channels: [email.channel, slack.channel, webhook.channel],
      watchers: ['ops@example.com'],
      publicUrl,
    });

  test('mails a gate to each approver alone, and tells every other channel once', async () => {
    const all = channels();

    const result = await notifier(all)(aNotification(), recordOf(aNotification()));

    expect(result).toEqual({ outcome: 'done' });
    expect(all.email.sent.map((notice) => notice.recipients)).toEqual([
      ['alice@example.com'],
      ['bob@example.com'],
    ]);
    expect([all.slack.sent.length, all.webhook.sent.length]).toEqual([1, 1]);
    expect(all.slack.sent[0]?.recipients).toEqual([]);
  });

  test('mails what became of it to the watchers and to who asked', async () => {
    const all = channels();
    const message = aNotification({ event: 'task_approved' });

    await notifier(all)(message, recordOf(message));

    expect(all.email.sent.flatMap((notice) => notice.recipients)).toEqual([
      'ops@example.com',
      'rita@example.com',
    ]);
  });

  test('a dead channel and a dead address hold up nothing else, and alone are tried again', async () => {
    const all = channels();
    all.slack.failing.for = () => true;
    all.email.failing.for = (notice) => notice.recipients.includes('alice@example.com');
    const notify = notifier(all);

    const first = await notify(aNotification(), recordOf(aNotification()));

    if (first.outcome !== 'owed') throw new Error('Nothing failed');
    expect(first.delivered).toHaveLength(2);
    expect(first.reason).toMatch(/^not delivered: email:[0-9a-f]{16}, slack$/);
    expect(first.delivered.join()).not.toContain('@');
    expect([all.email.sent.length, all.webhook.sent.length]).toEqual([1, 1]);

    all.slack.failing.for = () => false;
    all.email.failing.for = () => false;
    const second = await notify(aNotification(), recordOf(aNotification(), first.delivered));

    expect(second).toEqual({ outcome: 'done' });
    expect(all.email.sent.map((notice) => notice.recipients[0])).toEqual([
      'bob@example.com',
      'alice@example.com',
    ]);
    expect([all.slack.sent.length, all.webhook.sent.length]).toEqual([1, 1]);
  });
});

describe('renderNotice', () => {
  const render = (
    message: MessageOf<'notify'>,
    task: Task = aPlannedTask({ status: 'pending_approval' }),
    gate = aGate(),
  ) => renderNotice({ message, task, gate, publicUrl, now: '2026-03-01T10:00:00.000Z' });

  test('links to the approval page by the id of the gate and nothing else', () => {
    const notice = render(aNotification());

    const link = `https://approve.example.com/approvals/${gateId}`;
    expect(notice.links).toEqual([link]);
    expect(notice.text).toContain(`\n${link}\n`);
    expect(notice.html).toContain(`href="${link}"`);
  });

  test('says in text what waits, for whom and until when', () => {
    expect(render(aNotification()).text).toBe(
      [
        'A change waits for your approval.',
        '',
        'Goal: Fix drift on production web servers',
        'Environment: production',
        'Risk: high',
        'Assets: 2',
        'Quality score: 75 of 100',
        'Asked for by: rita@example.com',
        'Decide before: 2026-03-02 09:00 UTC',
        'Approvals needed: 1',
        'Task: task-01j0000000000000000000000a',
        '',
        'Look at the change and decide:',
        `https://approve.example.com/approvals/${gateId}`,
        '',
      ].join('\n'),
    );
  });

  describe('late', () => {
    const decision = (of: 'approved' | 'rejected') => ({
      decision: of,
      by: { id: 'bob', email: 'bob@example.com' },
      channel: 'api' as const,
      reason: 'seen',
      at: '2026-03-01T09:30:00.000Z',
      plan_digest: aGate().plan_digest,
    });

    test.each<[GateStatus, TaskStatus, string, readonly string[]]>([
      ['approved', 'executing', 'the change was approved', ['Decided by: bob@example.com']],
      [
        'rejected',
        'rejected',
        'the change was rejected',
        ['Decided by: bob@example.com', 'Reason: seen'],
      ],
      ['cancelled', 'cancelled', 'the change was cancelled', []],
      ['expired', 'expired', 'The approval expired', []],
      ['superseded', 'planning', 'the plan was modified', []],
    ])('about a gate that is %s meanwhile it says so', (...row) => {
      const [status, taskStatus, words, lines] = row;
      const decisions = status === 'approved' || status === 'rejected' ? [decision(status)] : [];

      const notice = render(
        aNotification(),
        aPlannedTask({ status: taskStatus }),
        aGate({ status, decisions }),
      );

      expect(notice.subject).toContain(words);
      expect(notice.html).toContain(words);
      expect(notice.text.split('\n')).toEqual(
        expect.arrayContaining([...lines, `Status now: ${taskStatus}`, 'Look at the approval:']),
      );
      expect(notice.text).not.toMatch(
        /waits for your approval|Decide before|Approvals needed|decide:/,
      );
    });

    test('about a gate whose time is over it does not ask for a decision', () => {
      const notice = render(
        aNotification(),
        aPlannedTask({ status: 'pending_approval' }),
        aGate({ expires_at: '2026-03-01T10:00:00.000Z' }),
      );

      expect(notice.subject).toContain('The approval expired');
      expect(notice.text).not.toContain('Decide before');
    });

    test('about a rollout it tells how the task is now', () => {
      const message = aNotification({ event: 'execution_paused', gate_id: null });

      expect(render(message, aPlannedTask({ status: 'cancelled' })).text).toContain(
        'Status now: cancelled',
      );
      expect(render(message, aPlannedTask({ status: 'executing' })).text).not.toContain(
        'Status now',
      );
    });
  });

  test('names the phase of a phase, and links to the execution', () => {
    const execution = ExecutionId.parse('exec-01j0000000000000000000000b');
    const message = aNotification({
      event: 'phase_failed',
      gate_id: null,
      execution_id: execution,
      phase: 'Canary',
    });

    const notice = render(message);

    expect(notice.subject).toBe('A phase failed (production, drift_remediation)');
    expect(notice.text).toContain('Phase: Canary');
    expect(notice.links).toEqual([`https://approve.example.com/api/v1/ai/executions/${execution}`]);
  });

  test('hostile words reach neither subject nor markup nor a line of their own', () => {
    const words = '\r\nBcc: eve@example.com\n<script>alert(1)</script>\u202egpj';
    const task = aPlannedTask();
    const hostile = {
      ...task,
      requested_by: { id: words },
      task_spec: { ...task.task_spec, goal: words },
    };
    const decision = {
      decision: 'rejected' as const,
      by: { id: words },
      channel: 'api' as const,
      reason: words,
      at: '2026-03-01T09:30:00.000Z',
      plan_digest: aGate().plan_digest,
    };
    const gate = aGate({ status: 'rejected', decisions: [decision] });

    const notice = render(aNotification({ event: 'task_rejected' }), hostile, gate);

    expect(notice.subject).toBe('The change was rejected (production, drift_remediation)');
    expect(notice.html).not.toContain('<script');
    expect(notice.html).toContain('&lt;script&gt;');
    expect(notice.text).not.toMatch(/^Bcc:/m);
    expect(`${notice.text}${notice.html}`).not.toContain('\u202e');
  });
});
