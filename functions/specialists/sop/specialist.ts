import { executeSop } from '../actions/execute-sop.ts';
import { runDocument } from '../actions/run-document.ts';
import { defineSpecialist } from '../define-specialist.ts';
import { executeSopTool, generateSop, validateSop } from './tools.ts';
import { wording } from './wording.ts';

export const sop = defineSpecialist({
  name: 'sop_agent',
  purpose: 'Writes, checks and proposes standard operating procedures.',
  taskType: 'sop_authoring',
  wording,
  tools: [generateSop, validateSop, executeSopTool],
  proposes: [executeSop, runDocument],
});
