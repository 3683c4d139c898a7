import { failoverDrill } from '../actions/failover-drill.ts';
import { defineSpecialist } from '../define-specialist.ts';
import { infraGraph, simulateFailover } from './tools.ts';
import { wording } from './wording.ts';

export const dr = defineSpecialist({
  name: 'dr_agent',
  purpose: 'Plans disaster recovery and its drills.',
  taskType: 'dr_drill',
  wording,
  tools: [infraGraph, simulateFailover],
  proposes: [failoverDrill],
});
