import type { Api, FleetAsset } from './api.ts';
import { sayDetail, sayDone, sayPlan, sayStep } from './print.ts';
import {
  approveByPage,
  assertThat,
  followExecution,
  settledStatus,
  submitAndPlan,
} from './steps.ts';

const org = 'demo';

/** Intent, plan, approval by mail and page, rollout to the end. */
export const rollOut = async (api: Api): Promise<void> => {
  sayStep('An intent in plain language: "Fix drift on production web servers"');
  const task = await submitAndPlan(api, {
    intent: 'Fix drift on production web servers',
    org_id: org,
    environment: 'production',
    context: { fleet_size: 100, drift_score: 85 },
  });
  sayPlan(task);

  sayStep('The approver gets a mail');
  await approveByPage(api, task);

  sayStep('The rollout, phase by phase');
  const execution = await followExecution(api, task);
  const assets = execution.phases.flatMap((phase) => phase.assets);
  const status = await settledStatus(api, task);
  assertThat(
    status === 'completed' && execution.status === 'completed',
    `The rollout ended ${execution.status}: ${execution.error ?? ''}`,
  );
  assertThat(
    assets.length === task.plan?.total_assets &&
      assets.every((asset) => asset.status === 'completed'),
    'Not every asset of the plan was changed',
  );
  sayDone(`${assets.length} assets changed in ${execution.phases.length} phases; task ${status}`);
};

const isSame = (a: FleetAsset, b: FleetAsset | undefined): boolean =>
  b !== undefined &&
  a.image === b.image &&
  a.patch_state === b.patch_state &&
  a.missing_cves.join() === b.missing_cves.join();

/** The same with a canary that gets sick: exactly the touched assets are rolled back. */
export const rollBack = async (api: Api): Promise<void> => {
  sayStep('A second change, whose canary gets sick: "Patch production app servers"');
  const task = await submitAndPlan(api, {
    intent: 'Patch production app servers',
    org_id: org,
    environment: 'production',
  });
  sayPlan(task);
  const phases = task.plan?.phases ?? [];
  const canary = phases[0]?.assets ?? [];
  const sick = canary[0];
  assertThat(sick, 'The plan has no canary');
  const planned = phases.flatMap((phase) => phase.assets.map(({ asset_id }) => asset_id));
  const before = await api.fleet(org, planned);
  await api.tag(org, sick.asset_id, { 'demo:fail': 'health' });
  sayDetail(`${sick.name} (${sick.asset_id}) will fail its health checks after the change.`);

  sayStep('Approved by the API this time');
  await api.approve(task.task_id, {
    reason: 'Approved after review',
    plan_digest: task.plan_digest,
  });

  sayStep('The rollout stops in the canary and goes back');
  const execution = await followExecution(api, task);
  const status = await settledStatus(api, task);
  assertThat(
    execution.status === 'rolled_back' && status === 'rolled_back',
    `The rollout should be rolled back, but is ${execution.status}: ${execution.error ?? ''}`,
  );
  const undone = execution.phases
    .flatMap((phase) => phase.assets)
    .filter((asset) => asset.status === 'rolled_back')
    .map((asset) => asset.asset_id);
  assertThat(
    undone.length > 0 &&
      undone.includes(sick.asset_id) &&
      undone.every((id) => canary.some(({ asset_id }) => asset_id === id)),
    `Not exactly the touched assets were rolled back: ${undone.join(', ')}`,
  );
  const after = await api.fleet(org, planned);
  const changed = before.filter(
    (asset) =>
      !isSame(
        asset,
        after.find(({ asset_id }) => asset_id === asset.asset_id),
      ),
  );
  assertThat(changed.length === 0, `The fleet is not as before: ${changed.length} assets differ`);
  sayDone(
    `Rolled back ${undone.length} touched assets; the other ${planned.length - undone.length} were never touched`,
  );
  sayDetail(execution.error ?? '');
};
