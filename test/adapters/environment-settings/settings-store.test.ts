import { describe, expect, it } from 'vitest';
import { makeEnvironmentSettings } from '../../../functions/adapters/environment-settings/settings-store.ts';
import { org } from '../../support/builders/ids.ts';

const settingsFor = (hasIdentityProvider: boolean, approvers = 'alice=alice@example.com') =>
  makeEnvironmentSettings({
    approvers,
    hasIdentityProvider,
    gateExpirySeconds: 60,
    cooldownSeconds: 0,
  }).get(org);

describe('the approvers', () => {
  it.each<[string, readonly object[]]>([
    ['', []],
    ['  ', []],
    ['alice=alice@example.com', [{ id: 'alice', email: 'alice@example.com' }]],
    [
      ' alice=alice@example.com , b@x.org=b@x.org',
      [
        { id: 'alice', email: 'alice@example.com' },
        { id: 'b@x.org', email: 'b@x.org' },
      ],
    ],
  ])('of %j are %j', async (text, approvers) => {
    expect((await settingsFor(true, text)).approvers).toEqual(approvers);
  });

  it.each(['alice', ' , ', '=alice@example.com', 'alice=', 'alice=nowhere', 'a=a@x.org;b=b@x.org'])(
    'of %j are refused, naming the variable and the entry',
    (text) => {
      expect(() => settingsFor(true, text)).toThrow(/^APPROVERS at entry 1: /);
    },
  );
});

describe('the settings of a deployment', () => {
  it('ask for four eyes where people are told apart, and for one voice', async () => {
    expect(await settingsFor(true)).toEqual({
      approvers: [{ id: 'alice', email: 'alice@example.com' }],
      has_identity_provider: true,
      four_eyes: true,
      quorum: 1,
      autonomy: { development: 'score', staging: 'score', production: 'score' },
      gate_expiry_seconds: 60,
      cooldown_seconds: 0,
    });
  });

  it('do not ask for four eyes of the one local admin', async () => {
    expect(await settingsFor(false)).toMatchObject({
      has_identity_provider: false,
      four_eyes: false,
    });
  });
});
