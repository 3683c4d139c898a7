import type { OrgSettings, SettingsStore } from '../../application/settings/settings-ports.ts';
import { readApproverText } from '../../domain/approval/approver-list.ts';
import type { Approver } from '../../domain/approval/gate.ts';

export interface DeploymentSettings {
  /** Comma-separated `id=address`; where there is an issuer, the id is the subject of its tokens. */
  readonly approvers: string;
  /** True where an identity provider tells people apart. */
  readonly hasIdentityProvider: boolean;
  readonly gateExpirySeconds: number;
  readonly cooldownSeconds: number;
}

/** @throws Error that names the entries at fault; never their text. */
const parseApprovers = (text: string): readonly Approver[] => {
  const { approvers, faults } = readApproverText(text);
  if (faults.length === 0) return approvers;
  const said = faults.map(({ entry, fault }) => `at entry ${entry}: ${fault}`);
  throw new Error(`APPROVERS ${said.join('; ')}`);
};

/** The deployment's defaults as every org's settings. */
export const makeEnvironmentSettings = (deployment: DeploymentSettings): SettingsStore => {
  const settings: OrgSettings = {
    approvers: parseApprovers(deployment.approvers),
    has_identity_provider: deployment.hasIdentityProvider,
    four_eyes: deployment.hasIdentityProvider,
    quorum: 1,
    autonomy: { development: 'score', staging: 'score', production: 'score' },
    gate_expiry_seconds: deployment.gateExpirySeconds,
    cooldown_seconds: deployment.cooldownSeconds,
  };
  return { get: () => Promise.resolve(settings) };
};
