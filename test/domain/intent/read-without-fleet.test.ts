import { describe, expect, it } from 'vitest';
import { readWithoutFleet } from '../../../functions/domain/intent/read-without-fleet.ts';
import type { Environment } from '../../../functions/domain/shared/environment.ts';
import { smallReader } from '../../support/planning/small-fleet.ts';

const read = (intent: string, environment?: Environment) =>
  readWithoutFleet({ intent, environment }, smallReader);

describe('readWithoutFleet', () => {
  it('says of a request what its words say without any name', () => {
    const { agent } = smallReader.catalogue.patch_rollout;

    expect(read('Patch staging kiosk servers')).toEqual({
      kind: 'unread',
      spec: {
        task_type: 'patch_rollout',
        goal: 'Roll out patches to: “Patch staging kiosk servers”',
        agent: agent.name,
        environment: 'staging',
        risk_level: 'medium',
        selector: { environment: 'staging' },
        constraints: {},
        tools: agent.tools,
        timeout_minutes: 60,
        understood: [
          { text: 'staging', start: 6, end: 13, as: 'environment', value: 'staging' },
          { text: 'servers', start: 20, end: 27, as: 'scope', value: null },
        ],
      },
    });
  });

  it.each<[string, Environment | undefined, Environment]>([
    ['Patch web servers', undefined, 'development'],
    ['Patch web servers', 'staging', 'staging'],
    ['Patch web servers in staging and prod', undefined, 'production'],
    ['Patch web servers in staging and prod', 'development', 'development'],
  ])('shows “%s” where the caller says %s in %s', (intent, given, environment) => {
    expect(read(intent, given)).toMatchObject({
      kind: 'unread',
      spec: { environment, selector: { environment } },
    });
  });

  it.each([
    ['make me a coffee', 'The intent fits no task type clearly by its words alone.', []],
    [
      'the web servers were patched',
      'The intent tells something and asks for nothing.',
      ['patch_rollout'],
    ],
    [
      'stop the rollout',
      '“stop the rollout” is about a change that there is already, and no new task.',
      [],
    ],
    [
      'delete the databases',
      'The intent asks for destruction, which no task covers: “delete”.',
      [],
    ],
  ])('refuses “%s”, which no name could make clear', (intent, reason, candidates) => {
    expect(read(intent)).toMatchObject({ kind: 'unclear', reason, candidates });
  });

  it.each([
    ['which servers lack patches in staging?', 'patch_rollout', 'medium'],
    ['simulate patching of staging', 'patch_rollout', 'medium'],
    ['were they patched? staging patches drifted', 'patch_rollout', 'medium'],
    ['cut the costs of staging', 'cost_optimization', 'low'],
    ['run a failover drill in production', 'dr_drill', 'critical'],
  ])('leaves “%s” to the whole reading', (intent, task_type, risk_level) => {
    expect(read(intent)).toMatchObject({ kind: 'unread', spec: { task_type, risk_level } });
  });

  it('takes the type that the caller gives, and hints at three at most', () => {
    expect(
      readWithoutFleet({ intent: 'make me a coffee', task_type: 'security_scan' }, smallReader),
    ).toMatchObject({ kind: 'unread', spec: { task_type: 'security_scan' } });
    const hinted = read('patch drift, scan');
    expect(hinted.kind === 'unclear' && hinted.candidates.length).toBeLessThanOrEqual(3);
  });
});
