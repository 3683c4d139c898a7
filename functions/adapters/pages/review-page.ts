import type { ApprovalPageView } from '../../application/approval/approval-ports.ts';
import { missingApprovals } from '../../domain/approval/decide.ts';
import type { Gate, GateStatus } from '../../domain/approval/gate.ts';
import { timesText } from '../../domain/plan/render-plan.ts';
import { html, lines } from './html.ts';
import type { Html } from './html.ts';
import { ending } from './locked-page.ts';
import { momentOf, pageFrame } from './page-frame.ts';
import {
  actionSection,
  assumptionsSection,
  understoodSection,
  findingsSection,
  phasesSection,
  rollbackSection,
  scoreSection,
} from './plan-sections.ts';

type ReviewView = Extract<ApprovalPageView, { view: 'review' }>;

const titles = {
  pending: 'Decide on a change',
  approved: 'A decided change',
  rejected: 'A decided change',
  expired: 'A decided change',
  cancelled: 'A decided change',
  superseded: 'A decided change',
} satisfies Readonly<Record<GateStatus, string>>;

const quorumText = (gate: Gate): string =>
  gate.quorum === 1
    ? 'One approval is enough.'
    : `${gate.quorum} people have to approve; ${Math.max(0, missingApprovals(gate))} still to come.`;

const fourEyesText = (gate: Gate): string =>
  gate.four_eyes
    ? 'Four-eyes: who asked may not approve.'
    : 'Four-eyes is off: who asked may approve as well.';

const overviewSection = ({ gate, task, plan }: ReviewView): Html => {
  const times = timesText(plan);
  return html`<section aria-labelledby="overview">
    <h2 id="overview">The change</h2>
    <dl>
      <dt>Goal</dt>
      <dd><strong>${task.task_spec.goal}</strong></dd>
      <dt>Asked in these words</dt>
      <dd>${lines(task.intent)}</dd>
      <dt>Asked for by</dt>
      <dd>${task.requested_by.email ?? task.requested_by.id}, ${momentOf(task.created_at)}</dd>
      <dt>Environment</dt>
      <dd><span class="tag ${plan.environment}">${plan.environment}</span></dd>
      <dt>Risk</dt>
      <dd><span class="tag ${plan.risk_level}">${plan.risk_level}</span></dd>
      <dt>Assets</dt>
      <dd>
        ${plan.total_assets}, in ${plan.phases.length}
        ${plan.phases.length === 1 ? 'phase' : 'phases'}
      </dd>
      <dt>Summary</dt>
      <dd>${lines(plan.summary)}</dd>
      ${times.length > 0 ? html`<dt>When it may begin</dt>` : null}
      ${times.map((text) => html`<dd>${text}</dd>`)}
      <dt>Estimated</dt>
      <dd>
        ${Math.ceil(plan.estimated_duration_seconds)} s, ${plan.estimated_cost_usd.toFixed(4)} USD
      </dd>
      <dt>Decide before</dt>
      <dd>${momentOf(gate.expires_at)}</dd>
      <dt>Who decides</dt>
      <dd>${quorumText(gate)} ${fourEyesText(gate)}</dd>
      ${gate.reasons.length > 0 ? html`<dt>Why people are asked</dt>` : null}
      ${gate.reasons.map(({ message }) => html`<dd>${lines(message)}</dd>`)}
      <dt>Plan digest</dt>
      <dd><code>${gate.plan_digest}</code></dd>
      <dt>Task</dt>
      <dd><code>${task.task_id}</code></dd>
      ${
        task.applies_task_id === null
          ? null
          : html`<dt>Carries out the dry run</dt>
              <dd><code>${task.applies_task_id}</code></dd>`
      }
    </dl>
  </section>`;
};

const decisionsSection = (gate: Gate): Html | null =>
  gate.decisions.length === 0
    ? null
    : html`<section aria-labelledby="decisions">
        <h2 id="decisions">Decisions so far</h2>
        <ul>
          ${gate.decisions.map(
            (one) =>
              html`<li>
                <strong>${one.decision}</strong> by ${one.by.email ?? one.by.id},
                ${momentOf(one.at)}${one.reason !== null ? html`: ${lines(one.reason)}` : null}
              </li>`,
          )}
        </ul>
      </section>`;

interface DecisionForm {
  readonly decision: 'approve' | 'reject';
  readonly label: Html;
  readonly required: Html | null;
  readonly button: Html;
}

const decisionForm = ({ gate, csrf_token }: ReviewView, form: DecisionForm): Html =>
  html`<form method="post" action="/approvals/${gate.gate_id}/decision">
    <input type="hidden" name="decision" value="${form.decision}" />
    <input type="hidden" name="plan_digest" value="${gate.plan_digest}" />
    <input type="hidden" name="csrf_token" value="${csrf_token}" />
    <label for="${form.decision}-reason">${form.label}</label>
    <textarea
      id="${form.decision}-reason"
      name="reason"
      rows="2"
      maxlength="1000"
      ${form.required}
    ></textarea>
    ${form.button}
  </form>`;

const decideSection = (view: ReviewView): Html =>
  html`<section id="decide" aria-labelledby="decide-title">
    <h2 id="decide-title">Your decision</h2>
    <p class="hint">You decide as ${view.approver.email}, on exactly the plan above.</p>
    ${decisionForm(view, {
      decision: 'approve',
      label: html`Reason <span class="hint">(optional)</span>`,
      required: null,
      button: html`<button>Approve</button>`,
    })}
    ${decisionForm(view, {
      decision: 'reject',
      label: html`Reason for rejecting`,
      required: html` required`,
      button: html`<button class="reject">Reject</button>`,
    })}
  </section>`;

/** What an approver with a session sees: exactly what will run, and the two forms to decide. */
export const reviewPage = (view: ReviewView): string => {
  const { gate, task, plan, notice } = view;
  const status = gate.status === 'pending' && view.has_expired ? 'expired' : gate.status;
  return pageFrame({
    title: titles[status],
    notice,
    content: html`${status === 'pending' ? html`<h1>Decide on this change</h1>` : ending(status, gate)}
    ${overviewSection(view)} ${decisionsSection(gate)}
    ${status === 'pending' ? html`<p><a href="#decide">Go to the decision</a></p>` : null}
    ${actionSection(plan)} ${phasesSection(plan)} ${rollbackSection(plan)}
    ${findingsSection(task.validation?.findings ?? [])}
    ${task.quality_score && scoreSection(task.quality_score)} ${understoodSection(plan)}
    ${assumptionsSection(plan)} ${status === 'pending' ? decideSection(view) : null}`,
  });
};
