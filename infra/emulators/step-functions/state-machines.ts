import { answerRequest } from './api/answer-request.ts';
import type { Answer } from './api/answer-request.ts';
import { carryOut } from './engine/carry-out.ts';
import type { Clock } from './engine/clock.ts';
import { endExecution } from './engine/end.ts';
import { stopByFault } from './engine/guard.ts';
import { takeStep } from './engine/take-step.ts';
import type { Engine } from './engine/engine.ts';
import { retireFrame } from './execution/execution.ts';
import { createJournal } from './journal/journal.ts';
import type { JournalLevel } from './journal/journal.ts';
import { recoverMachines, registerMachine } from './engine/machines.ts';
import { recoverExecutions } from './engine/recover.ts';
import { packLater, packLoose, sweepDaily } from './engine/retention.ts';
import { withExecution } from './engine/running.ts';
import { createSerial } from './engine/serial.ts';
import { noteRest, wake } from './engine/sleep.ts';
import { keys } from './journal/store.ts';
import { createRequestHandler } from '../aws-json/in-process-handler.ts';
import type { InProcessRequestHandler } from '../aws-json/in-process-handler.ts';

export interface StateMachinesOptions {
  /** An open database or sublevel with text keys and values; everything in it belongs to this. */
  readonly level: JournalLevel;
  readonly clock: Clock;
  /** A number of 0 up to 1: jitter, `$random`, `$uuid`. Task tokens do not come from here. */
  readonly random: () => number;
  /**
   * Calls a function. An error's `name` is the ASL error name, its `message` the errorMessage
   * of the cause; see TaskFailure for a cause given as text.
   */
  readonly invoke: (functionArn: string, payload: unknown) => Promise<unknown>;
  /** @default '000000000000' */
  readonly accountId?: string;
  /** @default 'us-east-1' */
  readonly region?: string;
  /**
   * How many executions that wait are kept in memory; the others are read again when they are
   * woken.
   * @default 16
   */
  readonly mostResting?: number;
}

/** AWS Step Functions in this process: the features that README.md lists. */
export interface StateMachines {
  /**
   * Makes a machine startable and returns its ARN. Executions that run keep the definition
   * that they started with.
   * @throws DefinitionRefused naming each field, resource and expression that is not supported
   */
  readonly register: (name: string, definition: unknown) => string;
  /** Goes on with every execution that was running when the journal was last written. */
  readonly recover: () => Promise<void>;
  /**
   * Answers a request of the API; what it answers with success survives a crash.
   * `target` is the header x-amz-target, `body` JSON text or what it parses to.
   */
  readonly answer: (target: string, body: unknown) => Promise<Answer>;
  /** For `new SFNClient({ requestHandler })`. */
  readonly requestHandler: InProcessRequestHandler;
  /** Cancels all timers and writes what is pending. Executions go on after the next `recover`. */
  readonly stop: () => Promise<void>;
}

export const createStateMachines = (options: StateMachinesOptions): StateMachines => {
  const { level, clock, random, invoke } = options;
  const { accountId = '000000000000', region = 'us-east-1' } = options;
  const engine: Engine = {
    journal: createJournal(level),
    clock,
    now: () => clock.now(),
    random,
    invoke,
    arnPrefix: `arn:aws:states:${region}:${accountId}`,
    executions: new Map(),
    sleeping: new Map(),
    resting: new Map(),
    mostResting: options.mostResting ?? 16,
    listeners: new Map(),
    serial: createSerial(),
    machines: new Map(),
    chores: Promise.resolve(),
    cancelSweep: () => undefined,
    stopped: false,
    fault: undefined,
    carryOut,
    abort: (execution, failure) => {
      takeStep(engine, execution, (step) =>
        endExecution(step, execution, { status: 'ABORTED', failure, previousEventId: 0 }),
      );
    },
    abortByKey: (key) => {
      withExecution(engine, key, (execution) => {
        if (execution !== undefined) engine.abort(execution, {});
        else engine.journal.append([{ type: 'del', key: keys.aborting(key) }]);
      }).catch((error: unknown) => stopByFault(engine, error));
    },
    packLater: (key) => packLater(engine, key),
    wake: (key) => wake(engine, key),
    noteRest: (execution) => noteRest(engine, execution),
  };
  const answer = (target: string, body: unknown): Promise<Answer> =>
    answerRequest(engine, target, body);
  return {
    register: (name, definition) => registerMachine(engine, name, { definition }).arn,
    recover: async () => {
      await recoverMachines(engine);
      await recoverExecutions(engine);
      await packLoose(engine);
      await sweepDaily(engine);
    },
    answer,
    requestHandler: createRequestHandler(async (target, text) => {
      const { status, body } = await answer(target, text);
      return { status, body: JSON.stringify(body) };
    }),
    stop: async () => {
      engine.stopped = true;
      engine.cancelSweep();
      for (const sleeper of engine.sleeping.values()) sleeper.release();
      for (const execution of engine.executions.values()) {
        execution.cancelDeadline?.();
        for (const frame of execution.frames.values()) retireFrame(frame);
      }
      await engine.chores;
      await engine.journal.flush();
    },
  };
};
