import type { Machine } from '../language/definition.ts';

/** A machine that can be started; its definition is the text that it was given as. */
export interface RegisteredMachine extends Machine {
  readonly createdMs: number;
  /** When its definition or role was last set. */
  readonly updatedMs: number;
  readonly roleArn: string;
  /** Another one after each change of definition or role, and none before the first. */
  readonly revisionId?: string;
}
