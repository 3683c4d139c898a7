import { defineSpecialist } from '../define-specialist.ts';
import { discoverApi, generateAdapter, terraformPlan } from './tools.ts';
import { wording } from './wording.ts';

export const adapter = defineSpecialist({
  name: 'adapter_agent',
  purpose: 'Discovers APIs and generates adapters for them.',
  taskType: 'api_adapter',
  wording,
  tools: [discoverApi, generateAdapter, terraformPlan],
  proposes: [],
});
