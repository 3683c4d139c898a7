import {
  CompareVersionsOutput,
  DraftPlanOutput,
  GetGoldenImageOutput,
  QueryAssetsOutput,
  SimulateRolloutOutput,
} from '../../domain/tool/inventory-tools.ts';
import type { Transcript } from '../../application/planning/planning-ports.ts';
import { answerOf, call } from './read-transcript.ts';
import type { Rules, Step } from './read-transcript.ts';

/** Looks at the assets and their golden images, compares, drafts and simulates, then proposes. */
export const driftRules: Rules = (transcript: Transcript): Step => {
  const assets = answerOf(transcript, 'query_assets', QueryAssetsOutput);
  const golden = answerOf(transcript, 'get_golden_image', GetGoldenImageOutput);
  if (assets === null || golden === null)
    return call(
      transcript,
      { tool: 'query_assets', input: { selector: {}, limit: 20 } },
      { tool: 'get_golden_image', input: { selector: {} } },
    );
  const queried = {
    tool_call_id: assets.callId,
    statement: `${assets.output.total} assets match the task.`,
  };
  if (assets.output.total === 0)
    return nothing('No asset of the fleet matches the task.', [queried]);

  const compared = answerOf(transcript, 'compare_versions', CompareVersionsOutput);
  if (compared === null)
    return call(transcript, { tool: 'compare_versions', input: { selector: {} } });
  const counted = {
    tool_call_id: compared.callId,
    statement: `${compared.output.drifted} assets have drifted from their golden image and ${compared.output.compliant} run it.`,
  };
  if (compared.output.drifted === 0) return nothing('No asset has drifted.', [queried, counted]);

  const profile = transcript.task.task_spec.constraints.profile ?? 'standard';
  const draft = answerOf(transcript, 'generate_patch_plan', DraftPlanOutput);
  const simulated = answerOf(transcript, 'simulate_rollout', SimulateRolloutOutput);
  if (draft === null || simulated === null)
    return call(
      transcript,
      { tool: 'generate_patch_plan', input: { selector: {}, profile } },
      { tool: 'simulate_rollout', input: { selector: {}, profile, action_type: 'reimage' } },
    );

  return {
    kind: 'proposal',
    proposal: {
      kind: 'change',
      action: { type: 'reimage', parameters: {} },
      profile,
      selector: {},
      assumptions: [
        'The golden image of a role and platform is what its assets should run.',
        'Nothing that has to stay is kept on the root volume alone.',
      ],
      alternatives: [
        'Change the drifted settings in place: faster, but drift that was not looked for stays.',
        profile === 'standard'
          ? 'The cautious profile: smaller phases and longer bakes.'
          : 'The standard profile: larger phases and shorter bakes.',
      ],
      evidence: [
        queried,
        {
          tool_call_id: golden.callId,
          statement: `${golden.output.images.length} golden images apply.`,
        },
        counted,
        {
          tool_call_id: draft.callId,
          statement: `${draft.output.eligible} assets need the change, in ${draft.output.phases.length} phases.`,
        },
        {
          tool_call_id: simulated.callId,
          statement: `The simulated rollout ${simulated.output.passed ? 'passed' : 'did not pass'}.`,
        },
      ],
    },
  };
};

const nothing = (
  reason: string,
  evidence: { readonly tool_call_id: string; readonly statement: string }[],
): Step => ({ kind: 'proposal', proposal: { kind: 'nothing_to_do', reason, evidence } });
