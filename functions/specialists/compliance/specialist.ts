import { defineSpecialist } from '../define-specialist.ts';
import { checkControls, generateEvidence } from './tools.ts';
import { wording } from './wording.ts';

export const compliance = defineSpecialist({
  name: 'compliance_agent',
  purpose: 'Audits controls and gathers evidence.',
  taskType: 'compliance_audit',
  wording,
  tools: [checkControls, generateEvidence],
  proposes: [],
});
