import { describe, expect, it } from 'vitest';
import { judgeGrant } from '../../../functions/domain/policy/earned-grant.ts';
import type { GrantFacts } from '../../../functions/domain/policy/earned-grant.ts';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';
import { aPastChange, alone } from '../../support/builders/a-past-change.ts';
import { org } from '../../support/builders/ids.ts';
import { noon } from '../../support/builders/moments.ts';

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
    expect(judge().rests_on).toEqual([
      'task-01h00000000000000000000000',
      'task-01h00000000000000000000000',
      'task-01h00000000000000000000000',
    ]);
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
    [
      'a rollout that left assets out',
      { past: [...three.slice(0, 2), run(3, { left_out: 'some of them' })] },
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

  it('is judged alike in whatever order two runs of one instant come', () => {
    const twins = [run(3), run(3, { approved_by: [cem] })];

    expect(judge({ past: [...three.slice(0, 2), ...twins] })).toMatchObject({ earned: true });
  });

  it('says in sentences what it still needs', () => {
    expect(
      judge({ past: [run(3)], hasIdentityProvider: false, isSwitchedOn: false }).missing,
    ).toEqual([
      'Without an identity provider two people can’t be told apart, so nothing earns a grant.',
      '3 successful rollouts that others approved, a day apart, since the last rollback, rejection, ' +
        'failure or change of policy: 1 so far.',
      '2 people who approved them and asked for none of them: 1 so far.',
      'Two admins have to switch it on in the settings, which hold no grants yet.',
    ]);
  });

  it('counts runs exactly a day apart, and takes closer ones for slices of the one before', () => {
    const byCem = run(1, { approved_by: [cem] });

    expect(judge({ past: [run(3), run(2), byCem] }).earned).toBe(true);
    expect(judge({ past: [run(2.99), run(2), byCem] }).missing.join()).toContain('2 so far');
    expect(judge({ past: [run(3), run(2.5), run(2), byCem] }).earned).toBe(true);
  });

  it('rests on nothing that was at the instant of a loss', () => {
    const loss = run(3, { outcome: 'failed' });

    expect(judge({ past: [...three, loss] }).rests_on).toEqual([]);
    expect(judge({ past: [loss, ...three] }).rests_on).toEqual([]);
  });

  it('names the last of several losses', () => {
    const rejected = run(2, { outcome: 'none', review: 'rejected' });
    const failed = run(1, { outcome: 'failed', review: 'rejected' });

    expect(judge({ past: [...three, rejected, run(1, { outcome: 'failed' })] }).taken_away).toEqual(
      {
        by: 'failed',
        task_id: 'task-01h00000000000000000000000',
        at: '2026-03-01T12:00:00.000Z',
      },
    );
    expect(judge({ past: [...three, failed] }).taken_away).toMatchObject({ by: 'rejected' });
  });

  it('names of two losses of one instant the one that was recorded last', () => {
    const losses = [run(1, { outcome: 'failed' }), run(1, { outcome: 'none', review: 'rejected' })];

    expect(judge({ past: losses }).taken_away).toMatchObject({ by: 'rejected' });
    expect(judge({ past: losses.reverse() }).taken_away).toMatchObject({ by: 'failed' });
  });

  it('names the last run under another policy before any loss', () => {
    const past = [run(9, { outcome: 'failed' }), run(6), run(3, { policy_revision: 'r0' })];

    expect(judge({ past }).taken_away).toEqual({
      by: 'policy_changed',
      task_id: 'task-01h00000000000000000000000',
      at: '2026-02-27T12:00:00.000Z',
    });
  });

  it('counts a person once, by whatever name, where the gate ties the names together', () => {
    const registered = [{ id: 'sub-1', email: 'cem@example.com' }];
    const past = [
      run(9, { approved_by: [{ id: 'sub-1' }] }),
      run(6, { approved_by: [{ id: 'other', email: 'cem@example.com' }], registered }),
      run(3, { approved_by: [{ id: 'sub-1' }] }),
    ];

    expect(judge({ past })).toMatchObject({ earned: false, approvers: 1 });
  });

  it('as such, without anyone asking, counts every approver who asked for no run', () => {
    expect(judge({ requester: null })).toMatchObject({ earned: true, approvers: 2 });
  });

  it('is for no assets where nothing earned it', () => {
    expect(judge({ past: [] })).toMatchObject({
      earned: false,
      max_assets: 0,
      rests_on: [],
      approvers: 0,
      taken_away: null,
      scope: {
        org_id: 'org-123',
        environment: 'production',
        task_type: 'drift_remediation',
        action: 'reimage',
      },
    });
  });
});
