import type { SecretSource } from '../../../functions/application/approval/approval-ports.ts';
import type {
  NotificationChannel,
  Notice,
} from '../../../functions/application/notification/notification-ports.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import type { ChannelName } from '../../../functions/runtime/notification-config.ts';
import { countingIds } from './counting-ids.ts';
import { openStores } from './open-stores.ts';
import { aTwoServerPlan } from '../builders/a-plan.ts';
import { aPlannedTask } from '../builders/a-task.ts';
import { org } from '../builders/ids.ts';
import { morning } from '../builders/moments.ts';

/** Secrets that count up: codes 100001, 100002, … and session secrets secret-1, secret-2, … */
const countingSecrets = (): SecretSource => {
  let codes = 100_000;
  let secrets = 0;
  return {
    code: () => String((codes += 1)),
    secret: () => `secret-${(secrets += 1)}`,
  };
};

const reachOf = {
  email: 'each_recipient',
  sns: 'own_address',
  slack: 'own_address',
  webhook: 'own_address',
} as const satisfies Record<ChannelName, NotificationChannel['reach']>;

/** A channel that keeps what it is given, and fails while it is told to. */
export const aChannel = (name: ChannelName) => {
  const sent: Notice[] = [];
  const failing: { for: (notice: Notice) => boolean } = { for: () => false };
  const channel: NotificationChannel = {
    name,
    reach: reachOf[name],
    send: (notice) => {
      if (failing.for(notice)) return Promise.reject(new Error(`${name} is dead`));
      sent.push(notice);
      return Promise.resolve();
    },
  };
  return { channel, sent, failing };
};

/** The product's stores from the morning on, with ids and secrets that count up. */
export const openWorld = async () => {
  const stores = await openStores({ start: morning });
  return {
    ...stores,
    ids: countingIds(),
    secrets: countingSecrets(),
    /** Stores a task and its plan as the lifecycle leaves them when a gate is to open. */
    putTask: async (changes: Partial<Task> = {}): Promise<Task> => {
      const task = await stores.putTask(aPlannedTask(changes));
      if (task.plan_digest) {
        await stores.plans.put(
          { org_id: org, task_id: task.task_id },
          {
            revision: task.plan_revision,
            digest: task.plan_digest,
            plan: aTwoServerPlan(),
          },
        );
      }
      return task;
    },
  };
};

export type World = Awaited<ReturnType<typeof openWorld>>;
