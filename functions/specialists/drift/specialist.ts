import { reimage } from '../actions/reimage.ts';
import { defineSpecialist } from '../define-specialist.ts';
import { simulateRollout } from '../tools/simulate-rollout.ts';
import { driftRules } from './rules.ts';
import { compareVersions, generatePatchPlan } from './tools.ts';
import { wording } from './wording.ts';

export const drift = defineSpecialist({
  name: 'drift_agent',
  purpose: 'Detects configuration drift and plans its remediation.',
  taskType: 'drift_remediation',
  wording,
  tools: [compareVersions, generatePatchPlan, simulateRollout],
  proposes: [reimage],
  rules: driftRules,
});
