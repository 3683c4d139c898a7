import { resize } from '../actions/resize.ts';
import { start } from '../actions/start.ts';
import { stop } from '../actions/stop.ts';
import { tag } from '../actions/tag.ts';
import { defineSpecialist } from '../define-specialist.ts';
import { billingData, forecast, recommend } from './tools.ts';
import { wording } from './wording.ts';

export const cost = defineSpecialist({
  name: 'cost_agent',
  purpose: 'Recommends how to spend less.',
  taskType: 'cost_optimization',
  wording,
  tools: [billingData, forecast, recommend],
  proposes: [stop, start, resize, tag],
});
