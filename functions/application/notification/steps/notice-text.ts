import { hasGateExpired, missingApprovals } from '../../../domain/approval/decide.ts';
import type { Gate, GateStatus } from '../../../domain/approval/gate.ts';
import type { MessageOf, NotificationEvent } from '../../../domain/notification/notification.ts';
import { cleanLines, escapeHtml } from '../../../domain/notification/safe-text.ts';
import type { Timestamp } from '../../../domain/shared/ids.ts';
import { cleanText } from '../../../domain/task/clean-text.ts';
import type { Task } from '../../../domain/task/task.ts';
import type { TaskStatus } from '../../../domain/task/task-status.ts';
import type { Notice } from '../notification-ports.ts';

export interface NoticeInput {
  readonly message: MessageOf<'notify'>;
  readonly task: Task;
  readonly gate: Gate | null;
  readonly publicUrl: string;
  /** When it is written: later than what it tells of, and what it tells is as of now. */
  readonly now: Timestamp;
}

const headlines: Readonly<Record<NotificationEvent, string>> = {
  task_pending_approval: 'A change waits for your approval',
  task_approved: 'The change was approved',
  task_rejected: 'The change was rejected',
  task_expired: 'The approval expired: the change will not run',
  execution_started: 'The rollout started',
  phase_completed: 'A phase completed',
  phase_failed: 'A phase failed',
  execution_paused: 'The rollout is paused',
  execution_completed: 'The rollout completed',
  execution_failed: 'The rollout failed',
  execution_rolled_back: 'The rollout was rolled back',
};

/** How a gate ended, for who is told late that it waits. */
const lateHeadlines: Readonly<Record<Exclude<GateStatus, 'pending'>, string>> = {
  approved: 'No approval is needed any more: the change was approved',
  rejected: 'No approval is needed any more: the change was rejected',
  expired: 'The approval expired: the change will not run',
  cancelled: 'No approval is needed any more: the change was cancelled',
  superseded: 'Another approval took its place: the plan was modified',
};

/** The statuses of a task that a notice still tells the truth about. */
const statusesOf: Readonly<Record<NotificationEvent, readonly TaskStatus[]>> = {
  task_pending_approval: ['pending_approval'],
  task_approved: ['approved', 'executing'],
  task_rejected: ['rejected'],
  task_expired: ['expired'],
  execution_started: ['executing'],
  phase_completed: ['executing'],
  phase_failed: ['executing'],
  execution_paused: ['executing'],
  execution_completed: ['executing', 'completed'],
  execution_failed: ['executing', 'failed'],
  execution_rolled_back: ['executing', 'rolled_back'],
};

type Fact = readonly [label: string, value: string];

/** How the gate ended, where the notice says that it waits; null while it does. */
const endOf = ({ message, gate, now }: NoticeInput): Exclude<GateStatus, 'pending'> | null => {
  if (message.event !== 'task_pending_approval' || !gate) return null;
  if (gate.status !== 'pending') return gate.status;
  return hasGateExpired(gate, now) ? 'expired' : null;
};

const headlineOf = (input: NoticeInput): string => {
  const end = endOf(input);
  return end === null ? headlines[input.message.event] : lateHeadlines[end];
};

/** `2026-03-01T09:30:00.000Z` as `2026-03-01 09:30 UTC`. */
const readable = (timestamp: string): string =>
  `${timestamp.slice(0, 10)} ${timestamp.slice(11, 16)} UTC`;

const factsOf = (input: NoticeInput): readonly Fact[] => {
  const { message, task, gate } = input;
  const lastDecision = gate?.decisions.at(-1);
  const end = endOf(input);
  const isWaiting = message.event === 'task_pending_approval' && end === null;
  const isDecided =
    ['task_approved', 'task_rejected'].includes(message.event) ||
    end === 'approved' ||
    end === 'rejected';
  const isLate = !statusesOf[message.event].includes(task.status);
  const facts: readonly (Fact | null)[] = [
    ['Goal', cleanText(task.task_spec.goal, 300)],
    ['Environment', task.environment],
    ['Risk', task.agent_result?.risk_level ?? task.task_spec.risk_level],
    task.agent_result ? ['Assets', String(task.agent_result.affected_assets)] : null,
    task.quality_score ? ['Quality score', `${task.quality_score.total} of 100`] : null,
    message.phase !== null ? ['Phase', cleanText(message.phase, 100)] : null,
    ['Asked for by', cleanText(task.requested_by.email ?? task.requested_by.id, 200)],
    isDecided && lastDecision
      ? ['Decided by', cleanText(lastDecision.by.email ?? lastDecision.by.id, 200)]
      : null,
    isDecided && lastDecision?.reason ? ['Reason', cleanLines(lastDecision.reason, 1_000)] : null,
    isWaiting && gate ? ['Decide before', readable(gate.expires_at)] : null,
    isWaiting && gate ? ['Approvals needed', String(missingApprovals(gate))] : null,
    task.error && message.event === 'execution_failed'
      ? ['Error', cleanLines(task.error.message, 500)]
      : null,
    isLate ? ['Status now', task.status.replaceAll('_', ' ')] : null,
    ['Task', task.task_id],
  ];
  return facts.filter((fact) => fact !== null);
};

interface Parts {
  readonly headline: string;
  readonly facts: readonly Fact[];
  readonly link: { readonly url: string; readonly label: string } | null;
}

const linkOf = (input: NoticeInput): Parts['link'] => {
  const { message, publicUrl } = input;
  if (message.gate_id) {
    const isWaiting = message.event === 'task_pending_approval' && endOf(input) === null;
    return {
      url: `${publicUrl}/approvals/${message.gate_id}`,
      label: isWaiting ? 'Look at the change and decide' : 'Look at the approval',
    };
  }
  return message.execution_id
    ? {
        url: `${publicUrl}/api/v1/ai/executions/${message.execution_id}`,
        label: 'Look at the execution',
      }
    : null;
};

const renderText = ({ headline, facts, link }: Parts): string =>
  [
    `${headline}.`,
    '',
    ...facts.map(([label, value]) => `${label}: ${value.replaceAll('\n', '\n  ')}`),
    ...(link ? ['', `${link.label}:`, link.url] : []),
    '',
  ].join('\n');

const renderHtml = ({ headline, facts, link }: Parts): string => {
  const rows = facts.map(
    ([label, value]) =>
      `<tr><th align="left" valign="top" style="padding:4px 16px 4px 0;color:#556070;font-weight:500">${escapeHtml(label)}</th>` +
      `<td style="padding:4px 0">${escapeHtml(value).replaceAll('\n', '<br>')}</td></tr>`,
  );
  const button = link
    ? `<p><a href="${escapeHtml(link.url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1f5fd0;color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(link.label)}</a></p>`
    : '';
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(headline)}</title></head>`,
    '<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#16202e">',
    `<h1 style="font-size:20px;margin:0 0 16px">${escapeHtml(headline)}</h1>`,
    `<table role="presentation" cellspacing="0" cellpadding="0">${rows.join('')}</table>`,
    button,
    '</body></html>',
    '',
  ].join('\n');
};

/**
 * A notification as text and as HTML. What people or assets wrote is cleaned and escaped, and is
 * never in the subject; links carry an id and nothing else.
 */
export const renderNotice = (input: NoticeInput): Omit<Notice, 'recipients'> => {
  const { message, task } = input;
  const headline = headlineOf(input);
  const facts = factsOf(input);
  const link = linkOf(input);
  return {
    message_id: message.message_id,
    org_id: message.org_id,
    event: message.event,
    task_id: message.task_id,
    execution_id: message.execution_id,
    subject: cleanText(`${headline} (${task.environment}, ${task.task_spec.task_type})`, 150),
    text: renderText({ headline, facts, link }),
    html: renderHtml({ headline, facts, link }),
    links: link ? [link.url] : [],
    at: message.at,
  };
};
