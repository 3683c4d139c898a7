import type { AnswerService } from '../../emulators/aws-json/aws-endpoint.ts';
import { machineEnds, schedules } from '../../../functions/contract/triggers.ts';
import type {
  MachineEndRule,
  ScheduleName,
  ScheduleRule,
} from '../../../functions/contract/triggers.ts';
import type { Lambda } from '../lambda/lambda.ts';
import { scheduledEvent, startSchedules } from './schedules.ts';
import type { Schedule } from './schedules.ts';
import { tellStatusChanges } from './status-changes.ts';
import { followStream } from './stream-subscriptions.ts';
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

/** How often each schedule calls here: some of it sooner than in AWS, where a stream's miss is rare and nobody waits. */
const everyMilliseconds = {
  EachMinute: 5_000,
  EachFiveMinutes: 60_000,
  EachHour: 3_600_000,
} as const satisfies Readonly<Record<ScheduleName, number>>;

const lookMilliseconds = 5_000;
const expiryMilliseconds = 60_000;

const scheduleNames = Object.keys(everyMilliseconds) as readonly ScheduleName[];

const scheduledCalls = (lambda: Lambda): readonly Schedule[] =>
  scheduleNames.flatMap((name) => {
    const { handlers, event }: ScheduleRule = schedules[name];
    return handlers.map((stem) => ({
      everyMilliseconds: everyMilliseconds[name],
      work: () => lambda.invoke(stem, event ?? scheduledEvent()),
    }));
  });

const endsOfMachines = (options: BackgroundOptions): readonly Schedule[] =>
  Object.values<MachineEndRule>(machineEnds).flatMap(({ machines, statuses, handler }) =>
    machines
      .filter((machine) => options.machines.includes(machine))
      .map((machine) => ({
        everyMilliseconds: lookMilliseconds,
        work: () =>
          tellStatusChanges({
            machine,
            statuses,
            answer: options.answerStates,
            told: options.statusChanges,
            tell: (event) => options.lambda.invoke(handler, event),
          }),
      })),
  );

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
      ...scheduledCalls(lambda),
      ...endsOfMachines(options),
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
