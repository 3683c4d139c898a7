import type { Planner } from '../../application/planning/planning-ports.ts';
import { specialistNamed } from '../../specialists/catalogue.ts';

/**
 * A planner of rules: the same loop, tools and proposals as a model's, and the same answer to the same
 * transcript each time.
 */
export const makeDeterministicPlanner = (): Planner => ({
  name: 'deterministic',
  think: (transcript) => {
    const { rules } = specialistNamed(transcript.task.task_spec.agent);
    const step = rules?.(transcript) ?? {
      kind: 'declined' as const,
      reason: 'No rules serve this agent.',
    };
    return Promise.resolve({ ...step, input_tokens: 0, output_tokens: 0 });
  },
});
