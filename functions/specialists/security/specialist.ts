import { closeExposure } from '../actions/close-exposure.ts';
import { defineSpecialist } from '../define-specialist.ts';
import { cveFeed } from '../tools/cve-feed.ts';
import { riskScore } from '../tools/risk-score.ts';
import { checkExposure, scanVulns } from './tools.ts';
import { wording } from './wording.ts';

export const security = defineSpecialist({
  name: 'security_agent',
  purpose: 'Scans for vulnerabilities and misconfiguration.',
  taskType: 'security_scan',
  wording,
  tools: [scanVulns, checkExposure, cveFeed, riskScore],
  proposes: [closeExposure],
});
