import type { OrgSettings, SettingsStore } from '../../application/ports.ts';
import { cleanAddress, subjectKey } from '../../domain/shared/person-keys.ts';
import { Approver } from '../../domain/approval/gate.ts';

export interface DeploymentSettings {
  /** Comma-separated `id=address`; where there is an issuer, the id is the subject of its tokens. */
  readonly approvers: string;
  /** True where an identity provider tells people apart. */
  readonly hasIdentityProvider: boolean;
  readonly gateExpirySeconds: number;
  readonly cooldownSeconds: number;
}

/** @throws Error that names the entry which is no `id=address`. */
const parseApprovers = (text: string): readonly Approver[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const at = entry.indexOf('=');
      const address = entry.slice(at + 1);
      const email = cleanAddress(address) ?? address;
      const parsed = Approver.safeParse({ id: entry.slice(0, at).trim(), email });
      if (at < 1 || subjectKey(entry.slice(0, at)) === null || !parsed.success)
        throw new Error(`APPROVERS: "${entry}" is not id=address`);
      return parsed.data;
    });

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
