import { badEnds } from '../domain/execution/ended-machine.ts';
import type { OutboxMessage } from '../domain/notification/notification.ts';

/** What calls functions without a request, told once: both targets and the functions read it here. */

export type MessageKind = OutboxMessage['kind'];

/** The function that takes care of each kind of owed message. */
export const delivererOf = {
  start_lifecycle: 'resume',
  resume_gate: 'resume',
  resume_hold: 'resume',
  notify: 'deliver-notifications',
  send_code: 'deliver-notifications',
  anchor_audit: 'anchor-audit',
} as const satisfies Readonly<Record<MessageKind, string>>;

export type Deliverer = (typeof delivererOf)[MessageKind];

/** The kinds of owed message that one function takes care of. */
export type KindOf<Name extends Deliverer> = {
  [Kind in MessageKind]: (typeof delivererOf)[Kind] extends Name ? Kind : never;
}[MessageKind];

const messageKinds = Object.keys(delivererOf) as readonly MessageKind[];

export const kindsOf = <Name extends Deliverer>(deliverer: Name): readonly KindOf<Name>[] =>
  messageKinds.filter((kind): kind is KindOf<Name> => delivererOf[kind] === deliverer);

/** Where owed messages stand in the table: a new item of this partition is one. */
export const outboxPartition = 'outbox#0';

/** Deliverers that the table's stream calls with new messages; it bears two readers and no more. */
export const streamReaders = [
  'resume',
  'deliver-notifications',
] as const satisfies readonly Deliverer[];

export interface ScheduleRule {
  readonly minutes: number;
  /** Stems of `handlers/events/<handler>.ts`. */
  readonly handlers: readonly string[];
  /** What they are called with. @default the schedule's own event */
  readonly event?: Readonly<Record<string, string>>;
}

/** What runs by the clock in AWS; the local target calls the same, some of it sooner. */
export const schedules = {
  /** What the stream could not deliver is still owed: called without records, deliverers look for it. */
  EachMinute: {
    minutes: 1,
    handlers: ['sweep', 'resume', 'deliver-notifications', 'anchor-audit'],
  },
  /** What no message told of. */
  EachHour: { minutes: 60, handlers: ['anchor-audit'], event: { anchor: 'every_org' } },
  /** Events of ends are best effort: called without one, both look for what ended badly. */
  EachFiveMinutes: { minutes: 5, handlers: ['recover-rollout', 'recover-task'] },
} as const satisfies Readonly<Record<string, ScheduleRule>>;

export type ScheduleName = keyof typeof schedules;

export interface MachineEndRule {
  readonly machines: readonly string[];
  readonly statuses: readonly string[];
  /** Stem of `handlers/events/<handler>.ts`. */
  readonly handler: string;
}

/** Who looks after what a machine left behind: a stop, a timeout and the history limit end it in a way that no Catch sees. */
export const machineEnds = {
  RolloutLost: {
    machines: ['phased-rollout', 'roll-back'],
    statuses: badEnds,
    handler: 'recover-rollout',
  },
  LifecycleLost: { machines: ['task-lifecycle'], statuses: badEnds, handler: 'recover-task' },
} as const satisfies Readonly<Record<string, MachineEndRule>>;
