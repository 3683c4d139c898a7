import { randomUUID } from 'node:crypto';
import { repeat } from './repeat.ts';

/** The event of an EventBridge schedule. */
export const scheduledEvent = () => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '000000000000',
  time: new Date().toISOString(),
  region: 'us-east-1',
  resources: [],
  detail: {},
});

export interface Schedule {
  readonly everyMilliseconds: number;
  readonly work: () => Promise<unknown>;
}

/** Runs each schedule at once and then at its interval, one run at a time. */
export const startSchedules = (
  schedules: readonly Schedule[],
  onError: (error: unknown) => void,
): { readonly stop: () => Promise<void> } => {
  const running = schedules.map(({ everyMilliseconds, work }) =>
    repeat({
      everyMilliseconds,
      onError,
      work: async () => {
        await work();
      },
    }),
  );
  running.forEach(({ nudge }) => nudge());
  return {
    stop: async () => {
      await Promise.all(running.map(({ stop }) => stop()));
    },
  };
};
