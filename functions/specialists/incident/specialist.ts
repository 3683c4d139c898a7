import { reboot } from '../actions/reboot.ts';
import { runDocument } from '../actions/run-document.ts';
import { defineSpecialist } from '../define-specialist.ts';
import { correlateEvents, queryLogs } from './tools.ts';
import { wording } from './wording.ts';

export const incident = defineSpecialist({
  name: 'incident_agent',
  purpose: 'Investigates incidents and suggests fixes.',
  taskType: 'incident_investigation',
  wording,
  tools: [queryLogs, correlateEvents],
  proposes: [reboot, runDocument],
});
