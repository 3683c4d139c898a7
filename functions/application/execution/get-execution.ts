import { growingPauses, pausesUntil, pollUntil } from '../shared/poll-until.ts';
import { executionRefOf, neverControlled } from '../../domain/execution/execution.ts';
import type { Execution, ExecutionAsset } from '../../domain/execution/execution.ts';
import { hasExecutionEnded } from '../../domain/execution/execution-status.ts';
import {
  executionView,
  mostShownAssets,
  needsCounting,
  totalAssetsOf,
} from '../../domain/execution/execution-view.ts';
import type { ControlledExecution, ExecutionView } from '../../domain/execution/execution-view.ts';
import { shownVersion } from '../../domain/execution/shown-status.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { ExecutionRef } from '../../domain/shared/refs.ts';
import type { ExecutionStore, Sleep } from './execution-ports.ts';
import type { Clock } from '../shared/ports.ts';

export interface GetExecutionDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control' | 'lines'>;
  readonly clock: Clock;
  readonly sleep: Sleep;
}

export interface ExecutionQuestion extends ExecutionRef {
  readonly wait: number;
  readonly since?: number | undefined;
}

const find = async (
  { executions }: GetExecutionDeps,
  ref: ExecutionRef,
): Promise<ControlledExecution> => {
  const [execution, control] = await Promise.all([executions.get(ref), executions.control(ref)]);
  if (!execution) throw notFound('execution');
  return { execution, control: control ?? neverControlled };
};

const pauses = { first: 200, factor: 1.5, longest: 1_000 };

/** Reads the execution until it is newer than the caller's, ever more rarely. */
const awaitChange = async (
  deps: GetExecutionDeps,
  question: ExecutionQuestion,
): Promise<ControlledExecution> => {
  const { since } = question;
  const until = deps.clock.now() + question.wait * 1_000;
  return pollUntil(deps.sleep, {
    seen: await find(deps, question),
    look: () => find(deps, question),
    isDone: ({ execution, control }) =>
      since === undefined ||
      shownVersion(execution, control) > since ||
      hasExecutionEnded(execution.status),
    pauses: pausesUntil({ clock: deps.clock, until }, growingPauses(pauses)),
  });
};

/** The ledger as far as the view needs it: whole for a small execution, of phases in work for a large one. */
const linesFor = async (
  { executions }: GetExecutionDeps,
  execution: Execution,
): Promise<readonly ExecutionAsset[]> => {
  const ref = executionRefOf(execution);
  if (totalAssetsOf(execution) <= mostShownAssets) return executions.lines(ref);
  const counted = execution.phases.filter((phase) => needsCounting(execution, phase));
  const lines = await Promise.all(counted.map((phase) => executions.lines(ref, phase.index)));
  return lines.flat();
};

/**
 * An execution as the API shows it, at once or after its next change. The ledger is read after the
 * version, so that what is shown is never older than the version says.
 * @throws Rejection `not-found`.
 */
export const makeGetExecution =
  (deps: GetExecutionDeps) =>
  async (question: ExecutionQuestion): Promise<ExecutionView> => {
    const found = await awaitChange(deps, question);
    return executionView(found, await linesFor(deps, found.execution));
  };
