import type { OrgSettings } from '../../../functions/application/settings/settings-ports.ts';
import { alice, bob } from './people.ts';

/** Settings of an org that names no one and asks one person where a plan asks for people. */
export const someSettings = (changes: Partial<OrgSettings> = {}): OrgSettings => ({
  approvers: [],
  has_identity_provider: false,
  four_eyes: false,
  quorum: 1,
  autonomy: { development: 'score', staging: 'score', production: 'score' },
  gate_expiry_seconds: 86_400,
  cooldown_seconds: 0,
  ...changes,
});

/** Settings of an org whose people are told apart, and where two may approve what is not theirs. */
export const approvalSettings = (changes: Partial<OrgSettings> = {}): OrgSettings =>
  someSettings({
    approvers: [alice, bob],
    has_identity_provider: true,
    four_eyes: true,
    ...changes,
  });
