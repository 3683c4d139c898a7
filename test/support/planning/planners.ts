import type { Planner, Thought } from '../../../functions/application/planning/planning-ports.ts';

/** A planner that wants what the test says, turn by turn. */
export const thinking = (thought: (turn: number) => Partial<Thought>): Planner => ({
  name: 'claude',
  think: ({ turns }) =>
    Promise.resolve({
      input_tokens: 0,
      output_tokens: 0,
      ...thought(turns.length + 1),
    } as Thought),
});

/** A planner that asks for one tool, each turn. */
export const asking = (tool: string, input: Record<string, unknown> = {}) =>
  thinking(() => ({ kind: 'calls', calls: [{ tool, input }] }));

/** A planner that proposes at once: a reimage of everything, unless told otherwise. */
export const proposing = (changes: Record<string, unknown>) =>
  thinking(() => ({
    kind: 'proposal',
    proposal: {
      kind: 'change',
      action: { type: 'reimage', parameters: {} },
      profile: 'standard',
      selector: {},
      assumptions: [],
      alternatives: [],
      evidence: [],
      ...changes,
    },
  }));
