import { describe, expect, it } from 'vitest';
import { makeGetAutonomy } from '../../../functions/application/planning/get-autonomy.ts';
import { aPastChange } from '../../support/builders/a-past-change.ts';
import { org, otherOrg } from '../../support/builders/ids.ts';
import { noon } from '../../support/builders/moments.ts';
import { callerNamed } from '../../support/builders/people.ts';
import { memoryStores } from '../../support/memory/memory-stores.ts';
import { someSettings } from '../../support/builders/some-settings.ts';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';

const getAutonomy = (past: readonly PastChange[] = [], issuer = true) =>
  makeGetAutonomy({
    ...memoryStores({ past, settings: someSettings({ has_identity_provider: issuer }) }),
    clock: { now: () => noon },
    policy: { revision: () => Promise.resolve('r1') },
  });

const caller = callerNamed('ada', { roles: ['viewer'] });

describe('what takes the place of people', () => {
  it('is told for each environment, kind of task and action', async () => {
    const { org_id, autonomy } = await getAutonomy()(caller, {});

    expect(org_id).toBe(org);
    expect(
      autonomy.map(({ environment, task_type, action, grant_needed, granted }) => [
        ...[environment, task_type, action, grant_needed, granted],
      ]),
    ).toEqual([
      ['development', 'drift_remediation', 'reimage', false, false],
      ['development', 'patch_rollout', 'patch', false, false],
      ['staging', 'drift_remediation', 'reimage', false, false],
      ['staging', 'patch_rollout', 'patch', false, false],
      ['production', 'drift_remediation', 'reimage', true, false],
      ['production', 'patch_rollout', 'patch', true, false],
    ]);
  });

  it('says what a grant would rest on, what is missing and what took it away', async () => {
    const loss = aPastChange({ outcome: 'rolled_back' }, 20);
    const { autonomy } = await getAutonomy([loss, aPastChange({}, 4), aPastChange({}, 2)])(
      caller,
      {},
    );
    const drift = autonomy.find(({ grant_needed, action }) => grant_needed && action === 'reimage');

    expect(drift).toMatchObject({
      ...{ granted: false, max_assets: 20, approvers: 1 },
      taken_away: { by: 'rolled_back', at: loss.at },
    });
    expect(drift?.rests_on).toHaveLength(2);
    expect(drift?.missing.join(' ')).toMatch(
      /3 successful.*2 so far.*2 people.*1 so far.*Two admins/,
    );
  });

  it('is nothing where two people can’t be told apart', async () => {
    const { autonomy } = await getAutonomy([], false)(caller, {});

    expect(autonomy.at(-1)?.missing[0]).toContain('two people can’t be told apart');
  });

  it('is told of the caller’s own org alone', async () => {
    await expect(getAutonomy()(caller, { org_id: otherOrg })).rejects.toMatchObject({
      code: 'org-mismatch',
    });
    await expect(getAutonomy()({ ...caller, org: null }, {})).rejects.toMatchObject({
      code: 'invalid-request',
    });
    await expect(getAutonomy()(caller, { org: 'x' })).rejects.toMatchObject({
      code: 'invalid-request',
    });
  });
});
