import type { Answer } from '../../../infra/emulators/step-functions/api/answer-request.ts';
import { asJsonata, causeText, scriptOf } from './conformance-case.ts';
import type { ConformanceCase, TaskResult } from './conformance-case.ts';
import { differences } from './conformance-compare.ts';
import type { Observed, ObservedEvent } from './conformance-compare.ts';
import { TaskFailure } from '../../../infra/emulators/step-functions/language/failure.ts';
import { isRecord } from '../../../infra/emulators/step-functions/language/json.ts';
import type { Json } from '../../../infra/emulators/step-functions/language/json.ts';
import { createMemoryLevel } from '../../support/emulators/memory-level.ts';
import { createStateMachines } from '../../../infra/emulators/step-functions/state-machines.ts';
import type { StateMachines } from '../../../infra/emulators/step-functions/state-machines.ts';
import { createVirtualClock } from '../../support/emulators/virtual-clock.ts';

/** What became of one case. */
export type CaseResult =
  | { readonly kind: 'passed' }
  | { readonly kind: 'outside'; readonly reason: string }
  /** The API said that it does not implement what the case asks for: neither right nor wrong. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'failed'; readonly differences: readonly string[] };

interface Bench {
  readonly machines: StateMachines;
  /** Lets everything happen that happens without time passing. */
  readonly settle: () => Promise<void>;
  /** Whether there was a timer to move to. */
  readonly moveToNextTimer: () => boolean;
}

const nextResult = (script: Map<string, TaskResult[]>, functionArn: string): Promise<unknown> => {
  const direct = script.get(functionArn);
  const result = (direct ?? script.get('arn:aws:states:::lambda:invoke'))?.shift();
  if (result === undefined) return Promise.reject(new Error(`no result left for ${functionArn}`));
  if (result.outcome !== 'succeeded') {
    return Promise.reject(new TaskFailure(result.error ?? '', causeText(result.cause)));
  }
  const { output } = result;
  return Promise.resolve(
    direct === undefined && isRecord(output) && 'Payload' in output ? output['Payload'] : output,
  );
};

export const createBench = (script: Map<string, TaskResult[]>): Bench => {
  const clock = createVirtualClock(Date.UTC(2025, 0, 1));
  const machines = createStateMachines({
    level: createMemoryLevel(),
    clock,
    random: () => 0.5,
    accountId: '111111111111',
    invoke: (functionArn) => nextResult(script, functionArn),
  });
  return {
    machines,
    settle: async () => {
      for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    },
    moveToNextTimer: () => {
      const next = clock.nextTimer();
      if (next === undefined) return false;
      clock.moveTo(next);
      return true;
    },
  };
};

/** The first problem of a refusal, without its place. */
const refusedFeature = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  return /SCHEMA_VALIDATION_FAILED: (.*?) at \//.exec(message)?.[1] ?? message;
};

export const call = (bench: Bench, operation: string, request: object): Promise<Answer> =>
  bench.machines.answer(`AWSStepFunctions.${operation}`, request);

const observeEvent = (event: unknown): ObservedEvent => {
  if (!isRecord(event)) throw new Error('an event that is no object');
  const key = Object.keys(event).find((name) => name.endsWith('EventDetails'));
  const raw = key === undefined ? {} : event[key];
  const details: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(isRecord(raw) ? raw : {})) {
    details[field] = ['input', 'output', 'parameters'].includes(field)
      ? (JSON.parse(String(value)) as unknown)
      : field === 'assignedVariables' && isRecord(value)
        ? Object.fromEntries(
            Object.entries(value).map(([name, item]) => [
              name,
              JSON.parse(String(item)) as unknown,
            ]),
          )
        : value;
  }
  return {
    id: Number(event['id']),
    type: String(event['type']),
    previousEventId: Number(event['previousEventId']),
    details,
  };
};

export const observe = (
  described: Readonly<Record<string, unknown>>,
  events: unknown,
): Observed => {
  const { status, output, error, cause } = described;
  return {
    status: String(status),
    output: typeof output === 'string' ? (JSON.parse(output) as Json) : undefined,
    error: typeof error === 'string' ? error : undefined,
    cause: typeof cause === 'string' ? cause : undefined,
    events: Array.isArray(events) ? events.map(observeEvent) : [],
  };
};

const runToEnd = async (bench: Bench, executionArn: string, stop: boolean): Promise<Observed> => {
  await bench.settle();
  if (stop) await call(bench, 'StopExecution', { executionArn });
  let described = await call(bench, 'DescribeExecution', { executionArn });
  while (described.body['status'] === 'RUNNING' && bench.moveToNextTimer()) {
    await bench.settle();
    described = await call(bench, 'DescribeExecution', { executionArn });
  }
  const history = await call(bench, 'GetExecutionHistory', { executionArn, maxResults: 1000 });
  await bench.machines.stop();
  return observe(described.body, history.body['events']);
};

/** Runs one recorded execution on a virtual clock and compares it with the recording. */
export const runExecutionCase = async (one: ConformanceCase): Promise<CaseResult> => {
  const bench = createBench(scriptOf(one));
  let machineArn: string;
  try {
    machineArn = bench.machines.register('machine', asJsonata(one.definition, one));
  } catch (error) {
    return { kind: 'outside', reason: refusedFeature(error) };
  }
  const input = JSON.stringify(one.input ?? {});
  const started = await call(bench, 'StartExecution', { stateMachineArn: machineArn, input });
  const executionArn = String(started.body['executionArn']);
  const observed = await runToEnd(bench, executionArn, one.expected?.status === 'ABORTED');
  const found = differences(one, observed);
  return found.length === 0 ? { kind: 'passed' } : { kind: 'failed', differences: found };
};
