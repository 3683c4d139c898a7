import type { ExecutionId, OrgId, TaskId, Timestamp } from '../../domain/shared/ids.ts';

/** Sends one message; idempotent receivers go by `message_id`. */
export interface NotificationChannel<Name extends string = string> {
  /** Its name in the settings and in reports of what was delivered. */
  readonly name: Name;
  /** Whether it goes to each recipient on its own, or to the one address that the channel has. */
  readonly reach: 'each_recipient' | 'own_address';
  readonly send: (notice: Notice) => Promise<void>;
}

/** A notification as channels get it. Links carry ids and nothing else. */
export interface Notice {
  readonly message_id: string;
  readonly org_id: OrgId;
  readonly event: string;
  readonly task_id: TaskId;
  readonly execution_id: ExecutionId | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly links: readonly string[];
  /** Mail goes to these; other channels have their own address. */
  readonly recipients: readonly string[];
  readonly at: Timestamp;
}
