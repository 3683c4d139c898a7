import { currentCall, launch, resumeSubmitted, watchLimits } from './calls.ts';
import { armRetry, armWait } from './carry-out.ts';
import type { Machine } from '../language/definition.ts';
import { drive } from './take-step.ts';
import type { Engine } from './engine.ts';
import type { Execution, Frame } from '../execution/execution.ts';
import { loadMachine } from '../language/load-machine.ts';
import { watchDeadline } from './start.ts';
import { loadExecution, readDefinition, readExecution } from '../journal/store.ts';

/** An execution with its working state and the definition that it started with. */
export const readForResume = async (
  engine: Engine,
  key: string,
  machines: Map<string, Machine> = new Map(),
): Promise<Execution | undefined> => {
  const record = await readExecution(engine.journal, key);
  if (record === undefined) return undefined;
  const { definitionHash: hash, machineName, machineArn } = record;
  let machine = machines.get(hash) ?? engine.machines.get(machineName);
  if (machine?.hash !== hash) {
    const definition = await readDefinition(engine.journal, hash);
    if (definition === undefined) return undefined;
    machine = loadMachine(machineName, machineArn, definition);
    machines.set(hash, machine);
  }
  return loadExecution(engine.journal, record, machine);
};

const resumeFrame = (engine: Engine, frame: Frame): void => {
  const { phase } = frame;
  const call = currentCall(frame);
  if (call !== undefined && call.submitted) {
    resumeSubmitted(engine, frame, call);
  } else if (call !== undefined) {
    watchLimits(engine, frame, call);
    launch(engine, frame, call);
  } else if (phase.name === 'waiting') {
    armWait(engine, frame, phase.untilMs);
  } else if (phase.name === 'retrying') {
    armRetry(engine, frame, phase.untilMs);
  } else if (phase.name !== 'children') {
    drive(engine, frame);
  }
};

/** Sets every frame going from the phase that it was in. */
export const resumeExecution = (engine: Engine, execution: Execution): void => {
  watchDeadline(engine, execution);
  for (const frame of [...execution.frames.values()]) resumeFrame(engine, frame);
};
