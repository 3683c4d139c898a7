import type { Planner } from '../../application/planning/planning-ports.ts';
import type { AgentName } from '../../domain/task/task-type.ts';
import { driftRules } from './drift-rules.ts';
import { patchRules } from './patch-rules.ts';
import type { Rules } from './read-transcript.ts';

/** The agents that rules serve; a test holds this equal to the catalogue's available agents. */
export const rulesByAgent: Readonly<Partial<Record<AgentName, Rules>>> = {
  drift_agent: driftRules,
  patch_agent: patchRules,
};

/**
 * A planner of rules: the same loop, tools and proposals as a model's, and the same answer to the same
 * transcript each time.
 */
export const makeDeterministicPlanner = (): Planner => ({
  name: 'deterministic',
  think: (transcript) => {
    const rules = rulesByAgent[transcript.task.task_spec.agent];
    const step = rules?.(transcript) ?? {
      kind: 'declined' as const,
      reason: 'No rules serve this agent.',
    };
    return Promise.resolve({ ...step, input_tokens: 0, output_tokens: 0 });
  },
});
