import type { ExecutionId, OrgId, TaskId, Timestamp } from '../../domain/shared/ids.ts';

/** Sends one message; idempotent receivers go by `message_id`. */
export interface NotificationChannel {
  readonly name: 'email' | 'sns' | 'slack' | 'webhook';
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
