import type { Gate } from '../../domain/approval/gate.ts';
import type { MessageOf, NotificationEvent } from '../../domain/notification/notification.ts';
import { digestOfText } from '../../domain/shared/canonical.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { Task } from '../../domain/task/task.ts';
import type { GateStore, OutboxRecord } from '../approval/approval-ports.ts';
import type { Clock } from '../shared/ports.ts';
import type { NotificationChannel, Notice } from './notification-ports.ts';
import type { TaskStore } from '../task/task-ports.ts';
import { renderNotice } from './steps/notice-text.ts';
import { reportOf } from './steps/delivery-result.ts';
import type { DeliveryResult } from './steps/delivery-result.ts';

interface Dependencies {
  readonly tasks: TaskStore;
  readonly gates: Pick<GateStore, 'get'>;
  readonly clock: Clock;
  readonly channels: readonly NotificationChannel[];
  /** Addresses that hear of every event. */
  readonly watchers: readonly string[];
  /** Origin of the links, without a trailing slash. */
  readonly publicUrl: string;
}

interface Delivery {
  readonly key: string;
  readonly channel: NotificationChannel;
  readonly notice: Notice;
}

/** Whether an event goes to those who may approve, or to who watches and who asked. */
const isForApprovers = {
  task_pending_approval: true,
  task_approved: false,
  task_rejected: false,
  task_expired: false,
  execution_started: false,
  phase_completed: false,
  phase_failed: false,
  execution_paused: false,
  execution_completed: false,
  execution_failed: false,
  execution_rolled_back: false,
} satisfies Readonly<Record<NotificationEvent, boolean>>;

const recipientsOf = (
  deps: Dependencies,
  message: MessageOf<'notify'>,
  { task, gate }: { task: Task; gate: Gate | null },
): readonly string[] => {
  const requester = task.requested_by.email ? [task.requested_by.email] : [];
  const approvers = gate ? gate.approvers.map((approver) => approver.email) : [];
  const addresses =
    isForApprovers[message.event] && approvers.length > 0
      ? approvers
      : [...deps.watchers, ...requester];
  const byKey = new Map(addresses.map((address) => [address.toLowerCase(), address]));
  return [...byKey.values()];
};

type Deliveries = (channel: NotificationChannel, notice: Notice) => readonly Delivery[];

const deliveries = {
  each_recipient: (channel, notice) =>
    notice.recipients.map((address) => ({
      // The outbox holds no addresses, so the key is a hash of it.
      key: `${channel.name}:${digestOfText(address.toLowerCase()).slice(0, 16)}`,
      channel,
      notice: { ...notice, recipients: [address] },
    })),
  own_address: (channel, notice) => [
    { key: channel.name, channel, notice: { ...notice, recipients: [] } },
  ],
} satisfies Readonly<Record<NotificationChannel['reach'], Deliveries>>;

const deliveriesOf = (
  channels: readonly NotificationChannel[],
  notice: Notice,
): readonly Delivery[] => channels.flatMap((channel) => deliveries[channel.reach](channel, notice));

/**
 * Sends a notification through every channel that it has not gone through yet, all at once: a dead
 * channel holds up no other, and is tried again alone. Each recipient of mail is a delivery of its own.
 */
export const makeNotify =
  (deps: Dependencies) =>
  async (message: MessageOf<'notify'>, record: OutboxRecord): Promise<DeliveryResult> => {
    const task = await deps.tasks.get(message);
    if (!task) return { outcome: 'done' };
    const gateId = message.gate_id;
    const gate = gateId && (await deps.gates.get({ org_id: message.org_id, gate_id: gateId }));
    const notice = renderNotice({
      message,
      task,
      gate: gate || null,
      publicUrl: deps.publicUrl,
      now: toTimestamp(deps.clock.now()),
    });
    const recipients = recipientsOf(deps, message, { task, gate: gate || null });
    const open = deliveriesOf(deps.channels, { ...notice, recipients }).filter(
      ({ key }) => !record.delivered.includes(key),
    );
    const results = await Promise.allSettled(
      open.map(({ channel, notice: part }) => channel.send(part)),
    );
    const isSent = (index: number) => results[index]?.status === 'fulfilled';
    const sent = open.filter((_, index) => isSent(index)).map(({ key }) => key);
    const failed = open.filter((_, index) => !isSent(index)).map(({ key }) => key);
    if (failed.length === 0) return { outcome: 'done' };
    return {
      outcome: 'owed',
      delivered: [...record.delivered, ...sent],
      reason: `not delivered: ${failed.join(', ')}`,
      failures: open.flatMap(({ channel }, index) => {
        const result = results[index];
        return result?.status === 'rejected' ? [reportOf(channel.name, result.reason)] : [];
      }),
    };
  };
