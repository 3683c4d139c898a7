import type { Execution } from '../../domain/execution/execution.ts';
import type {
  MessageOf,
  NotificationEvent,
  OutboxMessage,
} from '../../domain/notification/notification.ts';
import type { OrgId, Timestamp } from '../../domain/shared/ids.ts';
import type { GateRef, TaskRef } from '../../domain/shared/refs.ts';
import type { IdSource } from './ports.ts';

type MessageIds = Pick<IdSource, 'messageId'>;

/** The org's record is due for an anchor; many of these make few. */
export const anchorDue = (
  ids: MessageIds,
  { org_id }: { readonly org_id: OrgId },
  at: Timestamp,
): OutboxMessage => ({ kind: 'anchor_audit', message_id: ids.messageId(), org_id, at });

/** What became of a gate, for the machine that waits for it. */
export const gateAnswer = (
  ids: MessageIds,
  { org_id, task_id, gate_id }: GateRef & TaskRef,
  at: Timestamp,
): OutboxMessage => ({
  kind: 'resume_gate',
  message_id: ids.messageId(),
  org_id,
  task_id,
  gate_id,
  at,
});

/** An operator's word, for whatever waits in an execution. */
export const wakeUp = (
  ids: MessageIds,
  { org_id, task_id, id }: Execution,
  at: Timestamp,
): OutboxMessage => ({
  kind: 'resume_hold',
  message_id: ids.messageId(),
  org_id,
  task_id,
  execution_id: id,
  at,
});

type About = Partial<Pick<MessageOf<'notify'>, 'gate_id' | 'execution_id' | 'phase'>>;

/** What people are to hear of a task, and of the gate, execution or phase that it is about. */
export const taskNotice = (
  ids: MessageIds,
  { org_id, task_id }: TaskRef,
  told: About & { readonly event: NotificationEvent; readonly at: Timestamp },
): OutboxMessage => ({
  kind: 'notify',
  message_id: ids.messageId(),
  org_id,
  task_id,
  event: told.event,
  gate_id: told.gate_id ?? null,
  execution_id: told.execution_id ?? null,
  phase: told.phase ?? null,
  at: told.at,
});

/** What people are to hear of an execution. */
export const executionNotice = (
  ids: MessageIds,
  execution: Execution,
  told: { readonly event: NotificationEvent; readonly at: Timestamp; readonly phase?: string },
): OutboxMessage => taskNotice(ids, execution, { ...told, execution_id: execution.id });
