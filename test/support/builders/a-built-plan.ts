import { actionCatalogue } from '../../../functions/specialists/actions/list.ts';
import { buildPlan } from '../../../functions/domain/plan/build-plan.ts';
import type { PlanParts } from '../../../functions/domain/plan/build-plan.ts';
import type { Plan } from '../../../functions/domain/plan/plan.ts';
import { taskCatalogue } from '../../../functions/specialists/catalogue.ts';
import { aSpec } from './a-spec.ts';
import { someAssets } from './an-asset.ts';

const planParts = (changes: Partial<PlanParts> = {}): PlanParts => ({
  spec: aSpec(),
  wording: taskCatalogue.drift_remediation.wording,
  action: actionCatalogue.reimage,
  parameters: { image: 'ami-web-golden' },
  profile: 'standard',
  selector: { environment: 'production', roles: ['web'] },
  sorted: { eligible: someAssets(20), excluded: [] },
  pace: {
    canary_bake_seconds: 3,
    wave_bake_seconds: 2,
    sample_interval_seconds: 1,
    action_seconds: 0.5,
  },
  simulated: true,
  assumptions: ['The golden image is right.'],
  alternatives: [],
  evidence: [{ tool_call_id: 'call-0001-01', tool: 'query_assets', statement: '20 assets.' }],
  simulation: { passed: true, tool_call_id: 'call-0002-01' },
  plannedAt: '2026-03-02T12:00:00.000Z',
  ...changes,
});

/** A plan as planning builds it, of twenty drifted servers. */
export const aBuiltPlan = (changes: Partial<PlanParts> = {}): Plan => buildPlan(planParts(changes));
