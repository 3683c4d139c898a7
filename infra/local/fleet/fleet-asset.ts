/** The agent's own words for what it serves; the product reads them through its adapter's schemas. */

import type { FleetWords } from '../../../functions/domain/fleet/fleet-words.ts';

export type FleetEnvironment = 'development' | 'staging' | 'production';
export type FleetPlatform = 'linux' | 'windows';

/** What actions change on an asset, and what an undo puts back. */
export interface AssetCondition {
  readonly image: string;
  readonly patch_state: 'current' | 'missing' | 'unknown';
  readonly missing_cves: readonly string[];
  readonly state: 'running' | 'stopped';
  /** A new one with each change; an undo brings back the one that it returns to. */
  readonly version: string;
}

export interface FleetAsset extends AssetCondition {
  readonly asset_id: string;
  readonly name: string;
  readonly environment: FleetEnvironment;
  /** Null where no tag says it. */
  readonly role: string | null;
  readonly service: string | null;
  readonly platform: FleetPlatform;
  readonly region: string;
  readonly zone: string;
  readonly architecture?: string | undefined;
  /** Systems Manager's word on the agent, where a file told it. */
  readonly ping_status?: string | undefined;
  readonly account?: string | undefined;
  readonly vpc?: string | undefined;
  readonly auto_scaling_group?: string | undefined;
  readonly addresses?: readonly string[] | undefined;
  /** In lower case with its version, as in `ubuntu 24.04`. */
  readonly platform_version?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export interface FleetGoldenImage {
  readonly role: string;
  readonly platform: FleetPlatform;
  readonly environment?: FleetEnvironment;
  readonly architecture?: string | undefined;
  readonly region?: string;
  /** Null where none was found; `source` says why then. */
  readonly image: string | null;
  readonly source: string;
}

export interface FleetVulnerability {
  readonly cve_id: string;
  readonly severity: 'low' | 'medium' | 'high' | 'critical';
  readonly cvss: number;
  readonly summary: string;
  readonly platform: FleetPlatform;
  readonly fixed_in: string;
  readonly package?: string;
}

/** A task of the org's past, for the quality score. */
export interface HistoryEntry {
  readonly task_id: string;
  readonly task_type: string;
  readonly environment: FleetEnvironment;
  readonly agent: string;
  readonly change_key: string;
  readonly outcome: 'completed' | 'failed' | 'rolled_back' | 'none';
  readonly review: 'approved_unchanged' | 'approved_modified' | 'rejected' | 'none';
  readonly at: string;
}

/** An instance that can't be selected, because its tags don't say where it belongs. */
export interface UnmanagedInstance {
  readonly asset_id: string;
  readonly name: string;
  readonly reason: string;
}

/** Where the fleet was read from. */
export interface FleetSource {
  readonly kind: 'demo' | 'instances' | 'agents';
  readonly name: string;
  /** When what it says was written; null where that has no meaning. */
  readonly as_of: string | null;
  /** How many instances or agents it told of. */
  readonly entries: number;
}

/** A fleet as it is before anyone changed it. */
export interface FleetDataset {
  readonly kind: 'demo' | 'file';
  readonly assets: readonly FleetAsset[];
  readonly goldenImages: readonly FleetGoldenImage[];
  readonly vulnerabilities: readonly FleetVulnerability[];
  readonly unmanaged: readonly UnmanagedInstance[];
  readonly sources: readonly FleetSource[];
  /** What the words of its tags mean. */
  readonly words: FleetWords;
  /** What is assumed because the source doesn't say, in sentences. */
  readonly assumptions: readonly string[];
  /** Systems Manager's ping status by instance, where a file told it. */
  readonly pingStatuses: ReadonlyMap<string, string>;
  readonly history: (nowMilliseconds: number) => readonly HistoryEntry[];
}
