import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { renderApprovalPage } from '../../../functions/adapters/pages/approval-page.ts';
import { pageHeaders } from '../../../functions/adapters/pages/styles.ts';
import type { ApprovalPageView } from '../../../functions/application/approval/approval-ports.ts';
import type { GateStatus } from '../../../functions/domain/approval/gate.ts';
import { AssetId } from '../../../functions/domain/shared/ids.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { aTwoServerPlan, oneServer } from '../../support/builders/a-plan.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';
import { gateId, planDigest } from '../../support/builders/ids.ts';
import { alice } from '../../support/builders/people.ts';

type Locked = Extract<ApprovalPageView, { view: 'locked' }>;
type Review = Extract<ApprovalPageView, { view: 'review' }>;

const locked = (changes: Partial<Locked> = {}): string =>
  renderApprovalPage({
    view: 'locked',
    gate: aGate(),
    has_expired: false,
    is_locked_out: false,
    notice: null,
    ...changes,
  });

const review = (changes: Partial<Review> = {}): string =>
  renderApprovalPage({
    view: 'review',
    gate: aGate(),
    has_expired: false,
    task: aPlannedTask(),
    plan: aTwoServerPlan(),
    approver: alice,
    csrf_token: 'c5rf',
    notice: null,
    ...changes,
  });

/** What a reader sees: without head, tags and entities' spelling. */
const visibleText = (page: string): string =>
  page
    .replace(/<head>[\s\S]*<\/head>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');

describe('the page without a session', () => {
  test('keeps the address that was typed, as text, and leads on to the code', () => {
    const page = locked({ notice: 'code-requested', asked_address: '"><b>amy@example.com' });

    expect(page).toContain('value="&quot;&gt;&lt;b&gt;amy@example.com"');
    expect(page).toMatch(/id="code"[^>]*aria-describedby="notice" autofocus/);
    expect(page).toMatch(/<p id="notice" class="notice info" role="status" tabindex="-1"/);
  });

  test('says of a code what is true whether one was sent, withheld or never due', () => {
    const text = visibleText(locked({ notice: 'code-requested' }));

    expect(text).toContain('If this address belongs to an approver');
    expect(text).toContain('fewer than three codes were sent for it within the last hour');
    expect(text).toContain('A fourth within an hour is withheld');
  });

  test.each(['session-ended', 'code-requested', 'code-refused'] as const)(
    'says that a change is decided, and nothing of %s',
    (notice) => {
      const page = locked({ gate: aGate({ status: 'approved' }), notice });

      expect(visibleText(page)).toContain('This change was approved');
      expect(page).not.toContain('id="notice"');
    },
  );

  test('puts the focus on a notice that nothing else leads to', () => {
    expect(locked({ notice: 'session-ended' })).toMatch(/tabindex="-1"\s+autofocus/);
  });

  test('shows that a change waits, until when, and the two forms', () => {
    const page = locked();

    expect(visibleText(page)).toContain('A change waits for a decision');
    expect(visibleText(page)).toContain('2026-03-02 09:00 UTC');
    expect(page).toContain(`<form method="post" action="/approvals/${gateId}/codes">`);
    expect(page).toContain(`<form method="post" action="/approvals/${gateId}/session">`);
  });

  test.each([
    ['the digest', planDigest],
    ['an approver’s address', 'alice@example.com'],
    ['who asked', 'rita'],
    ['the organisation', 'org-123'],
    ['the task', 'task-'],
    ['a CSRF token', 'csrf'],
  ])('does not hold %s', (_, secret) => {
    expect(locked()).not.toContain(secret);
  });

  test.each<[GateStatus, string]>([
    ['approved', 'This change was approved'],
    ['rejected', 'This change was rejected'],
    ['expired', 'This approval expired'],
    ['cancelled', 'This change was cancelled'],
    ['superseded', 'This approval was superseded'],
  ])('tells %s apart and offers no form', (status, title) => {
    const page = locked({ gate: aGate({ status, decided_at: '2026-03-01T12:00:00.000Z' }) });

    expect(page).toContain(`<h1>${title}</h1>`);
    expect(page).not.toContain('<form');
  });

  test('says expired also before the sweep has closed the gate', () => {
    expect(locked({ has_expired: true })).toContain('<h1>This approval expired</h1>');
  });

  test('says after too many tries that only the API is left', () => {
    const page = locked({ is_locked_out: true });

    expect(visibleText(page)).toContain('through the API only');
    expect(page).not.toContain('<form');
  });
});

describe('the page with a session', () => {
  test.each([
    ['goal', 'Fix drift on production web servers'],
    ['environment', 'production'],
    ['risk', 'high'],
    ['digest', planDigest],
    ['who asked', 'rita@example.com'],
    ['the action', 'reimage'],
    ['its parameters', 'ami-0golden'],
    ['the undo', 'the asset goes back to what it was'],
    ['that it is simulated', 'simulated'],
    ['each phase', '1. Canary'],
    ['each phase', '2. Wave 1'],
    ['each asset', 'web-1.prod'],
    ['the version of each asset', 'v-17'],
    ['the checks', 'HTTP /health answers 200 within 1000 ms'],
    [
      'what fails a phase',
      'fails with the first asset that fails; rolls back when too many assets fail',
    ],
    ['what rolls back', 'an asset fails more than 50 % of its checks'],
    ['the rollback', 'reimage with the captured image'],
    ['what is captured', 'image'],
    ['findings', 'The bake is short.'],
    ['the score', 'Quality score: 75 of 100'],
    ['what is left out and why', 'stopped'],
    ['what is assumed', 'Unknown patch state counts as missing.'],
    ['as whom one decides', 'You decide as alice@example.com'],
  ])('shows %s: %s', (_, text) => {
    expect(visibleText(review())).toContain(text);
  });

  test('has two forms to decide, bound to the plan and to the session', () => {
    const page = review();

    expect(page.match(new RegExp(`action="/approvals/${gateId}/decision"`, 'g'))).toHaveLength(2);
    expect(page.match(new RegExp(`name="plan_digest" value="${planDigest}"`, 'g'))).toHaveLength(2);
    expect(page.match(/name="csrf_token" value="c5rf"/g)).toHaveLength(2);
    expect(page).toMatch(/id="reject-reason"[^>]*\srequired\s*>/);
    expect(page).not.toMatch(/id="approve-reason"[^>]*\srequired\s*>/);
  });

  test('says why people are asked, with any markup as text', () => {
    const message = 'In production <b>only</b> an earned grant waives.';
    const page = review({ gate: aGate({ reasons: [{ code: 'no-earned-grant', message }] }) });

    expect(page).toContain('Why people are asked');
    expect(page).toContain('In production &lt;b&gt;only&lt;/b&gt; an earned grant waives.');
  });

  test('has no form once it is decided, and shows the decision', () => {
    const decision = {
      decision: 'rejected' as const,
      by: alice,
      channel: 'page' as const,
      reason: 'not on a Friday',
      at: '2026-03-01T12:00:00.000Z',
      plan_digest: planDigest,
    };

    const page = review({ gate: aGate({ status: 'rejected', decisions: [decision] }) });

    expect(visibleText(page)).toContain('rejected by alice@example.com');
    expect(visibleText(page)).toContain('not on a Friday');
    expect(page).not.toContain('<form');
  });

  test.each([
    [
      { four_eyes: true, quorum: 1 },
      'One approval is enough. Four-eyes: who asked may not approve.',
    ],
    [{ four_eyes: false, quorum: 1 }, 'Four-eyes is off: who asked may approve as well.'],
    [{ four_eyes: true, quorum: 2 }, '2 people have to approve; 2 still to come.'],
  ])('says plainly who decides under %o', (requirement, text) => {
    expect(visibleText(review({ gate: aGate(requirement) }))).toContain(text);
  });

  test('every field has its label and every section its heading', () => {
    for (const page of [locked(), review()]) {
      const fields = [...page.matchAll(/<(?:input|textarea)\s+id="([^"]+)"/g)].map(([, id]) => id);
      const labels = [...page.matchAll(/<label for="([^"]+)"/g)].map(([, id]) => id);
      const named = [...page.matchAll(/aria-labelledby="([^"]+)"/g)].map(([, id]) => id);
      const headings = [...page.matchAll(/<h2 id="([^"]+)"/g)].map(([, id]) => id);
      expect(labels).toEqual(fields);
      expect(headings).toEqual(named);
    }
  });
});

test('hostile names, goals and reasons are text on the page, whatever they hold', () => {
  const hostile = `</code><script>alert(1)</script><img src=x onerror=alert(1)>"'\u202egpj.exe`;
  const phase = oneServer('Canary', 'web-1');
  const task = aPlannedTask({ intent: hostile, requested_by: { id: hostile } });
  const plan = aTwoServerPlan({
    summary: hostile,
    assumptions: [hostile],
    action: { type: hostile, parameters: { [hostile]: hostile }, undo: 'none', simulated: false },
    phases: [
      { ...phase, assets: [{ asset_id: AssetId.parse('x'), name: hostile, version: hostile }] },
    ],
    excluded: [{ asset_id: AssetId.parse('y'), name: hostile, reason: hostile }],
  });

  const page = review({ task, plan });

  expect(page).not.toMatch(/<script|<img|\u202e/);
  expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(8);
});

test('a page of 10,000 assets shows each of them', () => {
  const phase = oneServer('Wave 1', 'web-1');
  const assets = Array.from({ length: 10_000 }, (_, index) => ({
    asset_id: AssetId.parse(`i-${index}`),
    name: `web-${index}`,
    version: 'v-1',
  }));

  const page = review({ plan: aTwoServerPlan({ phases: [{ ...phase, assets }] }) });

  expect(page.match(/<code>i-\d+<\/code>\s*<\/td>/g)).toHaveLength(10_000);
  // A function's answer may have 6 MB.
  expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
});

describe('the policy of the page', () => {
  const policy = pageHeaders['content-security-policy'] ?? '';

  test('allows nothing but the very style sheet that the page carries', () => {
    for (const page of [locked(), review(), renderApprovalPage({ view: 'missing' })]) {
      const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
      const hash = createHash('sha256').update(style, 'utf8').digest('base64');
      expect(policy).toBe(
        `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
      );
    }
  });

  test('is one that the page keeps: no script, no inline style, nothing loaded', () => {
    for (const page of [locked(), review(), renderApprovalPage({ view: 'missing' })]) {
      expect(page).not.toMatch(/<script|<link|<img|<iframe| style=| on[a-z]+=|src=/);
    }
  });

  test('comes with no framing, no referrer, no cache and no guessing of types', () => {
    expect(pageHeaders).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  });
});

describe('when a change may begin', () => {
  test('is said by the plan’s own times', () => {
    const times = {
      not_before: '2026-03-01T22:00:00.000Z',
      not_after: '2026-03-02T02:00:00.000Z',
      phase_wait_seconds: 600,
    };
    const text = visibleText(review({ plan: { ...aTwoServerPlan(), ...times } }));

    expect(text).toContain('When it may begin No phase begins before 2026-03-01T22:00:00.000Z.');
    expect(text).toContain('No phase begins after 2026-03-02T02:00:00.000Z.');
    expect(text).toContain('The next phase begins at least 600 s after the one before');
  });

  test('is not spoken of where the plan has no times', () => {
    expect(visibleText(review())).not.toContain('When it may begin');
  });
});
