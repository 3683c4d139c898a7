import type { Transcript } from '../../domain/agent/transcript.ts';
import { answerOf, call, callOf, nothing } from '../read-transcript.ts';
import type { Rules, Step } from '../read-transcript.ts';
import { getGoldenImage } from '../tools/get-golden-image.ts';
import { queryAssets } from '../tools/query-assets.ts';
import { simulateRollout } from '../tools/simulate-rollout.ts';
import { compareVersions, generatePatchPlan } from './tools.ts';

/** Looks at the assets and their golden images, compares, drafts and simulates, then proposes. */
export const driftRules: Rules = (transcript: Transcript): Step => {
  const assets = answerOf(transcript, queryAssets);
  const golden = answerOf(transcript, getGoldenImage);
  if (assets === null || golden === null)
    return call(
      transcript,
      callOf(queryAssets, { selector: {}, limit: 20 }),
      callOf(getGoldenImage, { selector: {} }),
    );
  const queried = {
    tool_call_id: assets.callId,
    statement: `${assets.output.total} assets match the task.`,
  };
  if (assets.output.total === 0)
    return nothing('No asset of the fleet matches the task.', [queried]);

  const compared = answerOf(transcript, compareVersions);
  if (compared === null) return call(transcript, callOf(compareVersions, { selector: {} }));
  const counted = {
    tool_call_id: compared.callId,
    statement: `${compared.output.drifted} assets have drifted from their golden image and ${compared.output.compliant} run it.`,
  };
  const { profile = 'standard', image } = transcript.task.task_spec.constraints;
  if (image === undefined && compared.output.drifted === 0)
    return nothing('No asset has drifted.', [queried, counted]);

  const draft = answerOf(transcript, generatePatchPlan);
  const simulated = answerOf(transcript, simulateRollout);
  if (draft === null || simulated === null)
    return call(
      transcript,
      callOf(generatePatchPlan, { selector: {}, profile }),
      callOf(simulateRollout, { selector: {}, profile, action_type: 'reimage' }),
    );

  if (draft.output.eligible === 0) return nothing('No asset needs the image.', [queried, counted]);

  return {
    kind: 'proposal',
    proposal: {
      kind: 'change',
      action: { type: 'reimage', parameters: {} },
      profile,
      selector: {},
      assumptions: [
        image === undefined
          ? 'The golden image of a role and platform is what its assets should run.'
          : 'The requested image is what the assets should run, in place of the golden one.',
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
