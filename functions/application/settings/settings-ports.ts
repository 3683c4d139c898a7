import type { Approver } from '../../domain/approval/gate.ts';
import type { AutonomyMode } from '../../domain/policy/autonomy-mode.ts';
import type { Environment } from '../../domain/shared/environment.ts';
import type { OrgId } from '../../domain/shared/ids.ts';

/** The settings of an org that this part of the product reads. */
export interface OrgSettings {
  readonly approvers: readonly Approver[];
  /** False for the one-machine identity, which can't tell two people apart. */
  readonly has_identity_provider: boolean;
  readonly four_eyes: boolean;
  readonly quorum: number;
  readonly autonomy: Readonly<Record<Environment, AutonomyMode>>;
  readonly gate_expiry_seconds: number;
  readonly cooldown_seconds: number;
}

export interface SettingsStore {
  readonly get: (org: OrgId) => Promise<OrgSettings>;
}
