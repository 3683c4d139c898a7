import type { AnswerService } from '../../emulators/aws-json/aws-endpoint.ts';
import type { Lambda } from '../lambda/lambda.ts';
import { scheduledEvent, startSchedules } from './schedules.ts';
import { tellStatusChanges } from './status-changes.ts';
import { followStream, subscriptions } from './stream-subscriptions.ts';
import type { CheckpointLevel, StreamRecord } from './stream-subscriptions.ts';

interface ChangingStore {
  readonly readChanges: (after: string, limit: number) => Promise<readonly StreamRecord[]>;
  readonly trimChanges: (upTo: string) => Promise<void>;
  readonly onChange: (listener: (record: StreamRecord) => void) => void;
  readonly sweepExpired: () => Promise<number>;
}

export interface BackgroundOptions {
  readonly dynamodb: ChangingStore;
  readonly answerStates: AnswerService;
  readonly checkpoints: CheckpointLevel;
  readonly statusChanges: CheckpointLevel;
  /** Names of the machines that stand. */
  readonly machines: readonly string[];
  readonly lambda: Lambda;
  readonly onDefect: (error: unknown, place: string) => void;
}

/** Which function looks after what a machine that ended badly left behind. */
const recoveredBy = {
  'phased-rollout': 'recover-rollout',
  'roll-back': 'recover-rollout',
  'task-lifecycle': 'recover-task',
} as const;

/** Called by a schedule: each minute in AWS, where a stream's miss is rare; sooner here, where one waits. */
const scheduledFunctions: readonly string[] = [
  'sweep',
  'anchor-audit',
  ...subscriptions.map(({ handler }) => handler),
];

/** Called by a schedule each five minutes in AWS: what the events of their machines missed. */
const recovering: readonly string[] = [...new Set(Object.values(recoveredBy))];

/** Each hour in AWS as well: what no message told of. */
const anchorEveryOrg = { anchor: 'every_org' } as const;

const sweepMilliseconds = 5_000;
const recoverMilliseconds = 60_000;
const expiryMilliseconds = 60_000;
const anchorMilliseconds = 3_600_000;

/** What AWS does by itself: event source mappings, schedules, status-change rules, time to live. */
export const startBackground = (options: BackgroundOptions): { stop: () => Promise<void> } => {
  const { dynamodb, lambda, onDefect } = options;
  const stream = followStream({
    stream: {
      read: dynamodb.readChanges,
      trim: dynamodb.trimChanges,
      onChange: dynamodb.onChange,
    },
    checkpoints: options.checkpoints,
    invoke: lambda.invoke,
    onError: (error) => onDefect(error, 'Stream'),
  });
  const schedules = startSchedules(
    [
      ...scheduledFunctions.map((stem) => ({
        everyMilliseconds: sweepMilliseconds,
        work: () => lambda.invoke(stem, scheduledEvent()),
      })),
      ...recovering.map((stem) => ({
        everyMilliseconds: recoverMilliseconds,
        work: () => lambda.invoke(stem, scheduledEvent()),
      })),
      ...Object.entries(recoveredBy)
        .filter(([machine]) => options.machines.includes(machine))
        .map(([machine, stem]) => ({
          everyMilliseconds: sweepMilliseconds,
          work: () =>
            tellStatusChanges({
              machine,
              answer: options.answerStates,
              told: options.statusChanges,
              tell: (event) => lambda.invoke(stem, event),
            }),
        })),
      {
        everyMilliseconds: anchorMilliseconds,
        work: () => lambda.invoke('anchor-audit', anchorEveryOrg),
      },
      { everyMilliseconds: expiryMilliseconds, work: dynamodb.sweepExpired },
      { everyMilliseconds: expiryMilliseconds, work: stream.trim },
    ],
    (error) => onDefect(error, 'Schedule'),
  );
  return {
    stop: async () => {
      await Promise.all([stream.stop(), schedules.stop()]);
    },
  };
};
