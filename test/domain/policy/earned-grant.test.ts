import { describe, expect, it } from 'vitest';
import { judgeGrant } from '../../../functions/domain/policy/earned-grant.ts';
import type { GrantFacts } from '../../../functions/domain/policy/earned-grant.ts';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';
import { noon, org } from '../../support/planning/builders.ts';
import { alone, aPastChange } from '../../support/planning/past-change.ts';

const cem = { id: 'cem' };

const run = (daysAgo: number, changes: Partial<PastChange> = {}): PastChange =>
  aPastChange(changes, daysAgo);

/** Three rollouts that Ada asked for; Bob and Cem approved them. */
const three = [
  run(9),
  run(6, { approved_by: [cem], assets_completed: 40, assets_planned: 40 }),
  run(3),
];

const judge = (changes: Partial<GrantFacts> = {}) =>
  judgeGrant({
    scope: {
      org_id: org,
      environment: 'production',
      task_type: 'drift_remediation',
      action: 'reimage',
    },
    past: three,
    policyRevision: 'r1',
    hasIdentityProvider: true,
    isSwitchedOn: true,
    requester: { id: 'ada' },
    now: noon,
    ...changes,
  });

describe('a grant', () => {
  it('is earned by three rollouts that two others approved, for as many assets as the largest', () => {
    expect(judge()).toMatchObject({
      earned: true,
      max_assets: 40,
      approvers: 2,
      missing: [],
      taken_away: null,
    });
    expect(judge().rests_on).toHaveLength(3);
  });

  it.each<[string, Partial<GrantFacts>, string]>([
    ['two rollouts', { past: three.slice(1) }, '3 successful rollouts'],
    ['one approver', { past: [run(9), run(6), run(3)] }, '2 people who approved'],
    ['no issuer', { hasIdentityProvider: false }, 'two people can’t be told apart'],
    ['no switch', { isSwitchedOn: false }, 'Two admins have to switch it on'],
    ['an approver who asks now', { requester: cem }, '2 people who approved'],
    [
      'an approver who asked for one of the runs',
      { past: [...three.slice(0, 2), run(3, { requested_by: cem })] },
      '2 people who approved',
    ],
    [
      'rollouts of one day',
      { past: [run(3), run(3.1, { approved_by: [cem] }), run(3.2)] },
      '3 successful rollouts',
    ],
    ['rollouts of before 90 days', { past: [run(99), run(95), run(92)] }, '3 successful rollouts'],
  ])('is not earned with %s', (_what, changes, missing) => {
    const grant = judge(changes);

    expect(grant.earned).toBe(false);
    expect(grant.missing.join(' ')).toContain(missing);
  });

  it.each<[string, Partial<PastChange>]>([
    ['that was waived', { waived: true, approved_by: [] }],
    ['that its requester approved', { approved_by: [{ id: 'ada' }] }],
    ['of people who could not be told apart', { people_told_apart: false }],
    ['that came with a fleet', { origin: 'fleet' }],
    ['in staging', { environment: 'staging' }],
    ['of another kind of task', { task_type: 'patch_rollout' }],
    ['of another action', { action: 'patch' }],
    ['of an unknown action', { action: null }],
    ['that skipped an asset', { assets_completed: 19 }],
    ['that was dry', { dry_run: true }],
    ['that was cancelled', { outcome: 'none' }],
    ['under another policy', { policy_revision: 'r0' }],
  ])('does not rest on a run %s', (_what, changes) => {
    const grant = judge({ past: [...three.slice(0, 2), run(3, changes)] });

    expect([grant.earned, grant.rests_on.length]).toEqual([false, 2]);
  });

  it.each<[string, PastChange, string]>([
    ['a rollback', run(1, { outcome: 'rolled_back' }), 'rolled_back'],
    ['a failure', run(1, { outcome: 'failed' }), 'failed'],
    ['a rejection', run(1, { outcome: 'none', review: 'rejected' }), 'rejected'],
    ['one person’s own failure', alone({ outcome: 'failed' }), 'failed'],
    [
      'a failure of before, of unknown action',
      run(1, { outcome: 'failed', action: null }),
      'failed',
    ],
  ])('is taken away by %s at once', (_what, loss, by) => {
    const grant = judge({ past: [...three, loss] });

    expect(grant).toMatchObject({ earned: false, max_assets: 0, rests_on: [] });
    expect(grant.taken_away).toMatchObject({ by, at: loss.at });
  });

  it('is taken away by a change of policy, which is said', () => {
    expect(judge({ policyRevision: 'r2' })).toMatchObject({
      earned: false,
      taken_away: { by: 'policy_changed', at: three[2]?.at },
    });
  });

  it('is earned anew by what comes after a loss', () => {
    const loss = run(30, { outcome: 'rolled_back' });

    expect(judge({ past: [loss, ...three] })).toMatchObject({ earned: true });
  });

  it('is judged alike in whatever order the record comes', () => {
    expect(judge({ past: [...three].reverse() })).toEqual(judge());
  });
});
