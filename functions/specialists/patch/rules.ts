import type { Transcript } from '../../domain/agent/transcript.ts';
import type { RebootWish } from '../../domain/task/task-spec.ts';
import { answerOf, call, callOf, nothing } from '../read-transcript.ts';
import type { Rules, Step } from '../read-transcript.ts';
import { cveFeed } from '../tools/cve-feed.ts';
import { queryAssets } from '../tools/query-assets.ts';
import { riskScore } from '../tools/risk-score.ts';
import { simulateRollout } from '../tools/simulate-rollout.ts';
import { generateRollout } from './tools.ts';

const restarts: Readonly<Record<RebootWish, string>> = {
  never: 'No asset restarts: a patch that needs it takes effect with the next restart.',
  if_needed: 'An asset may restart where a patch needs it.',
  always: 'Each asset restarts after it was patched.',
};

const assumptionsOf = (reboot: RebootWish, unknown: number): string[] => [
  restarts[reboot],
  ...(unknown > 0 ? [`${unknown} assets of unknown patch state are taken to need patching.`] : []),
];

/** Looks at the assets and what is known to be open, scores it, drafts and simulates, then proposes. */
export const patchRules: Rules = (transcript: Transcript): Step => {
  const { constraints } = transcript.task.task_spec;
  const assets = answerOf(transcript, queryAssets);
  const feed = answerOf(transcript, cveFeed);
  if (assets === null || feed === null)
    return call(
      transcript,
      callOf(queryAssets, { selector: {}, limit: 20 }),
      callOf(cveFeed, {
        selector: {},
        ...(constraints.cve_ids && { cve_ids: constraints.cve_ids }),
        ...(constraints.min_severity && { min_severity: constraints.min_severity }),
      }),
    );
  const queried = {
    tool_call_id: assets.callId,
    statement: `${assets.output.total} assets match the task.`,
  };
  const open = feed.output.vulnerabilities.filter((flaw) => flaw.affected_assets > 0);
  const known = {
    tool_call_id: feed.callId,
    statement: `${open.length} known vulnerabilities are open; ${feed.output.assets_missing_patches} assets lack patches.`,
  };
  if (assets.output.total === 0)
    return nothing('No asset of the fleet matches the task.', [queried]);

  const { profile = 'standard', reboot = 'if_needed' } = constraints;
  const risk = answerOf(transcript, riskScore);
  const draft = answerOf(transcript, generateRollout);
  if (risk === null || draft === null)
    return call(
      transcript,
      callOf(riskScore, { selector: {} }),
      callOf(generateRollout, { selector: {}, profile }),
    );
  if (draft.output.eligible === 0)
    return nothing('No asset lacks the patches in question.', [queried, known]);

  const simulated = answerOf(transcript, simulateRollout);
  if (simulated === null)
    return call(
      transcript,
      callOf(simulateRollout, { selector: {}, profile, action_type: 'patch' }),
    );

  const evidence = [
    queried,
    known,
    {
      tool_call_id: risk.callId,
      statement: `The urgency scores ${risk.output.score} of 100 (${risk.output.level}).`,
    },
    {
      tool_call_id: draft.callId,
      statement: `${draft.output.eligible} assets need the change, in ${draft.output.phases.length} phases.`,
    },
    {
      tool_call_id: simulated.callId,
      statement: `The simulated rollout ${simulated.output.passed ? 'passed' : 'did not pass'}.`,
    },
  ];
  return {
    kind: 'proposal',
    proposal: {
      kind: 'change',
      action: { type: 'patch', parameters: { reboot } },
      profile,
      selector: {},
      assumptions: assumptionsOf(reboot, feed.output.assets_with_unknown_patch_state),
      alternatives: [
        'Reimage from a golden image that holds the patches: cleaner, but takes a new image first.',
        profile === 'standard'
          ? 'The cautious profile: smaller phases and longer bakes.'
          : 'The standard profile: larger phases and shorter bakes.',
      ],
      evidence,
    },
  };
};
