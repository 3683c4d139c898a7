import { changeLines } from '../../domain/plan/change-summary.ts';
import { understoodText } from '../../domain/plan/understood-text.ts';
import type { Finding } from '../../domain/policy/finding.ts';
import { describeCheck } from '../../domain/plan/health-check.ts';
import type { FailureThreshold, Plan, PlannedPhase } from '../../domain/plan/plan.ts';
import type { QualityScore } from '../../domain/quality/quality-score.ts';
import { mostFailures } from '../../domain/execution/failure-budget.ts';
import { html, lines } from './html.ts';
import type { Html } from './html.ts';
import { phaseAssets } from './phase-assets.ts';

const undoWords: Readonly<Record<Plan['action']['undo'], string>> = {
  exact: 'Exact: the asset goes back to what it was.',
  snapshot: 'By snapshot: the asset is restored from what was captured before.',
  not_needed: 'Not needed: the action changes nothing that lasts.',
  none: 'None: this can’t be undone.',
};

const valueText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** What one asset goes through, with the parameters that are the same for all. */
export const actionSection = (plan: Plan): Html => {
  const example = plan.phases[0]?.assets[0];
  const parameters = Object.entries(plan.action.parameters);
  const changes = changeLines(plan);
  return html`<section aria-labelledby="action">
    <h2 id="action">What changes on an asset</h2>
    <dl>
      <dt>Action</dt>
      <dd>
        <strong>${plan.action.type}</strong>
        ${plan.action.simulated ? '(simulated: this fleet only pretends)' : null}
      </dd>
      ${parameters.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd><code>${valueText(value)}</code></dd>`,
      )}
      ${changes.length > 0 ? html`<dt>What changes</dt>` : null}
      ${changes.map((text) => html`<dd>${lines(text)}</dd>`)}
      <dt>Undo</dt>
      <dd>${undoWords[plan.action.undo]}</dd>
      ${
        example
          ? html`<dt>For example</dt>
              <dd>
                ${example.name} <code>${example.asset_id}</code>, now at version
                <code>${example.version}</code>
              </dd>`
          : null
      }
    </dl>
  </section>`;
};

const thresholdText = (threshold: FailureThreshold, assets: number): string => {
  const most = mostFailures(threshold, assets);
  return most === 0
    ? 'fails with the first asset that fails'
    : `goes on while at most ${most} of its ${assets} assets ${most === 1 ? 'has' : 'have'} failed`;
};

const rollbackText = ({ rollback_if }: PlannedPhase): string => {
  const reasons = [
    ...(rollback_if.failure_threshold_exceeded ? ['too many assets fail'] : []),
    ...(rollback_if.health_check_failed
      ? [`an asset fails more than ${rollback_if.max_unhealthy_sample_percent} % of its checks`]
      : []),
  ];
  return reasons.length > 0
    ? `rolls back when ${reasons.join(' or ')}`
    : 'never rolls back by itself';
};

const phaseBlock = (phase: PlannedPhase, index: number): Html => html`<div class="phase">
<h3>${index + 1}. ${phase.name} <span class="hint">(${phase.kind})</span></h3>
<ul>
<li>${phase.assets.length} ${phase.assets.length === 1 ? 'asset' : 'assets'}, at most ${phase.max_parallel} at a time, then ${phase.bake_seconds} s of watching</li>
<li>${phase.health_checks.length > 0 ? `Checks: ${phase.health_checks.map(describeCheck).join('; ')}` : 'No health checks'}</li>
<li>${thresholdText(phase.failure_threshold, phase.assets.length)}; ${rollbackText(phase)}</li>
</ul>
<details${index === 0 ? { markup: ' open' } : null}><summary>Its assets (${phase.assets.length})</summary>
${phaseAssets(phase)}</details>
</div>`;

const excludedBlock = (plan: Plan): Html | null =>
  plan.excluded.length === 0
    ? null
    : html`<details>
        <summary>Left out (${plan.excluded.length})</summary>
        <ul>
          ${plan.excluded.map(
            (asset) =>
              html`<li>
                <code>${asset.asset_id}</code> ${asset.name ?? null}
                <span class="hint">${asset.reason}</span>
              </li>`,
          )}
        </ul>
      </details>`;

export const phasesSection = (plan: Plan): Html =>
  html`<section aria-labelledby="phases">
    <h2 id="phases">Phases and exact assets (${plan.total_assets} in all)</h2>
    <p class="hint">
      One phase after another; each has to pass before the next begins. Over the whole rollout:
      ${thresholdText(plan.failure_budget, plan.total_assets)}.
    </p>
    ${plan.phases.map((phase, index) => phaseBlock(phase, index))} ${excludedBlock(plan)}
  </section>`;

export const rollbackSection = (plan: Plan): Html =>
  html`<section aria-labelledby="rollback">
    <h2 id="rollback">Rollback</h2>
    <dl>
      <dt>Strategy</dt>
      <dd>${plan.rollback.strategy.replaceAll('_', ' ')}</dd>
      <dt>Method</dt>
      <dd>${plan.rollback.method}</dd>
      <dt>Captured first</dt>
      <dd>${plan.rollback.captures.length > 0 ? plan.rollback.captures.join(', ') : 'nothing'}</dd>
    </dl>
  </section>`;

export const findingsSection = (findings: readonly Finding[]): Html =>
  html`<section aria-labelledby="findings">
    <h2 id="findings">Findings</h2>
    ${
      findings.length === 0
        ? html`<p>Validation found nothing to object to.</p>`
        : html`<ul>
            ${findings.map(
              (finding) =>
                html`<li>
                  <span class="tag ${finding.severity}">${finding.severity}</span>
                  ${finding.message}
                  <span class="hint"
                    >${finding.rule}${finding.phase ? `, ${finding.phase}` : ''},
                    ${finding.code}</span
                  >
                </li>`,
            )}
          </ul>`
    }
  </section>`;

export const scoreSection = (score: QualityScore): Html =>
  html`<section aria-labelledby="score">
    <h2 id="score">Quality score: ${score.total} of 100</h2>
    <dl>
      <dt>Structural</dt>
      <dd>${score.structural} of 20</dd>
      <dt>Policy compliance</dt>
      <dd>${score.policy_compliance} of 20</dd>
      <dt>Test coverage</dt>
      <dd>${score.test_coverage} of 20</dd>
      <dt>Operational history</dt>
      <dd>${score.operational_history} of 20</dd>
      <dt>Human review</dt>
      <dd>${score.human_review} of 20</dd>
    </dl>
    <details>
      <summary>Every check</summary>
      <ul>
        ${Object.values(score.dimensions)
          .flat()
          .map(
            (check) =>
              html`<li>
                ${check.passed ? 'Passed' : 'Not passed'}: ${check.check} (${check.points} of
                ${check.of}). <span class="hint">${check.detail}</span>
              </li>`,
          )}
      </ul>
    </details>
  </section>`;

export const assumptionsSection = (plan: Plan): Html | null =>
  plan.assumptions.length === 0
    ? null
    : html`<section aria-labelledby="assumptions">
        <h2 id="assumptions">Assumed</h2>
        <ul>
          ${plan.assumptions.map((assumption) => html`<li>${lines(assumption)}</li>`)}
        </ul>
      </section>`;

/** What each word of the request was taken for, so that who decides sees what was not said. */
export const understoodSection = ({ understood = [] }: Plan): Html | null =>
  understood.length === 0
    ? null
    : html`<section aria-labelledby="understood">
        <h2 id="understood">What the request was taken for</h2>
        <ul>
          ${understoodText(understood).map((text) => html`<li>${lines(text)}</li>`)}
        </ul>
      </section>`;
