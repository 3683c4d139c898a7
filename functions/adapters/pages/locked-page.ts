import type { ApprovalPageView, PageNotice } from '../../application/approval/approval-ports.ts';
import type { Gate, GateStatus } from '../../domain/approval/gate.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { momentOf, pageFrame } from './page-frame.ts';

type LockedView = Extract<ApprovalPageView, { view: 'locked' }>;

const endings: Readonly<Record<Exclude<GateStatus, 'pending'>, readonly [string, string]>> = {
  approved: ['This change was approved', 'The decision is made and on record.'],
  rejected: [
    'This change was rejected',
    'The decision is made and on record. The change will not run.',
  ],
  expired: [
    'This approval expired',
    'Nobody decided in time. The change will not run; it can be asked for again.',
  ],
  cancelled: ['This change was cancelled', 'It was withdrawn before a decision. It will not run.'],
  superseded: [
    'This approval was superseded',
    'The plan was modified. A newer approval with a link of its own has taken its place.',
  ],
};

/** What a decided change may still say; of codes and sessions nothing is true any more. */
const aboutDecisions: readonly PageNotice[] = [
  'decision-recorded',
  'decision-refused',
  'already-approved-by-you',
];

/** How a wait ended, without anything about the change. */
export const ending = (status: Exclude<GateStatus, 'pending'>, gate: Gate): Html => {
  const [title, text] = endings[status];
  const at = gate.decided_at ?? (status === 'expired' ? gate.expires_at : null);
  return html`<h1>${title}</h1>
    <section aria-label="Outcome">
      <p>${text}</p>
      ${at && html`<p class="hint">Since ${momentOf(at)}.</p>`}
    </section>`;
};

const lockedOut = html`<p class="notice bad" role="status">
  Too many wrong codes were tried. This page is closed for good; the decision can be made through
  the API only.
</p>`;

/** After a notice about codes the next thing to do is to type one; the notice is read with the field. */
const codeFocus = (notice: PageNotice | null): Html | null =>
  notice === 'code-requested' || notice === 'code-refused'
    ? html` aria-describedby="notice" autofocus`
    : null;

const forms = ({ gate, notice, asked_address: address = '' }: LockedView): Html =>
  html`<section aria-labelledby="ask">
      <h2 id="ask">1. Send me a code</h2>
      <p class="hint">
        To see the change, show that you are one of its approvers. The code comes in a mail of its
        own.
      </p>
      <form method="post" action="/approvals/${gate.gate_id}/codes">
        <label for="email">Your e-mail address</label>
        <input
          id="email"
          name="email"
          type="email"
          autocomplete="email"
          maxlength="254"
          required
          value="${address}"
        />
        <button class="second">Send me a code</button>
      </form>
    </section>
    <section aria-labelledby="enter">
      <h2 id="enter">2. Enter the code</h2>
      <form method="post" action="/approvals/${gate.gate_id}/session">
        <label for="code">Six-digit code</label>
        <input
          id="code"
          class="code"
          name="code"
          inputmode="numeric"
          autocomplete="one-time-code"
          pattern="[0-9]{3} ?[0-9]{3}"
          maxlength="7"
          title="Six digits"
          required
          ${codeFocus(notice)}
        />
        <button>Show the change</button>
      </form>
    </section>`;

/** What someone without a session sees: that a change waits and until when, or how the wait ended. */
export const lockedPage = (view: LockedView): string => {
  const { gate, notice } = view;
  const status = gate.status === 'pending' && view.has_expired ? 'expired' : gate.status;
  if (status !== 'pending') {
    const said = notice !== null && aboutDecisions.includes(notice) ? notice : null;
    return pageFrame({ title: endings[status][0], notice: said, content: ending(status, gate) });
  }
  return pageFrame({
    title: 'A change waits for a decision',
    notice,
    content: html`<h1>A change waits for a decision</h1>
      <p>Decide before ${momentOf(gate.expires_at)}.</p>
      ${view.is_locked_out ? lockedOut : forms(view)}`,
  });
};

export const missingPage = (): string =>
  pageFrame({
    title: 'No such approval',
    notice: null,
    content: html`<h1>No such approval</h1>
      <section aria-label="Explanation">
        <p>There is no approval at this address. Check that the whole link was copied.</p>
      </section>`,
  });
