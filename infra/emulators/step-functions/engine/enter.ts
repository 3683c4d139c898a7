import type { State } from '../language/definition.ts';
import type { Step } from './engine.ts';
import { changePhase } from '../execution/execution.ts';
import type { Frame } from '../execution/execution.ts';
import type { Json } from '../language/json.ts';

/** Where a frame goes, with what, and after which event. */
export interface Entry {
  readonly state: State;
  readonly input: Json;
  readonly previousEventId: number;
}

/** Enters a state: the event, the stored frame, and the frame goes on. */
export const enterState = (step: Step, frame: Frame, entry: Entry): void => {
  const { state, input, previousEventId } = entry;
  frame.state = state;
  frame.input = input;
  frame.retries = [];
  frame.arrivalEventId = previousEventId;
  frame.enteredMs = step.engine.now();
  frame.enteredEventId = step.tx.event(`${state.type}StateEntered`, previousEventId, {
    name: state.name,
    input,
  });
  frame.previousEventId = frame.enteredEventId;
  changePhase(frame, { name: 'entered' });
  step.tx.saveFrame(frame);
  step.awake.add(frame);
};
