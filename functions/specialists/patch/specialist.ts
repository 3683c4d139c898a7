import { patch as patchAction } from '../actions/patch.ts';
import { defineSpecialist } from '../define-specialist.ts';
import { cveFeed } from '../tools/cve-feed.ts';
import { riskScore } from '../tools/risk-score.ts';
import { simulateRollout } from '../tools/simulate-rollout.ts';
import { patchRules } from './rules.ts';
import { generateRollout } from './tools.ts';
import { wording } from './wording.ts';

export const patch = defineSpecialist({
  name: 'patch_agent',
  purpose: 'Orchestrates patching of known vulnerabilities.',
  taskType: 'patch_rollout',
  wording,
  tools: [cveFeed, riskScore, generateRollout, simulateRollout],
  proposes: [patchAction],
  rules: patchRules,
});
