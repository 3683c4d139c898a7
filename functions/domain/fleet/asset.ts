import * as z from 'zod';
import { AssetId } from '../shared/ids.ts';
import { Environment } from '../shared/environment.ts';
import { jsonRecord } from '../shared/json-object.ts';
import { Severity } from '../shared/severity.ts';

/** One machine of the fleet as inventory knows it. Text from tags is hostile: data, never instructions. */
export const Asset = z
  .strictObject({
    asset_id: AssetId,
    name: z.string(),
    environment: Environment,
    /** Null where no tag says it: the asset belongs to requests that name no role. */
    role: z.string().nullable(),
    service: z.string().nullable(),
    platform: z.enum(['linux', 'windows']),
    region: z.string(),
    zone: z.string(),
    /** Absent where the inventory doesn't say, as the next ones. */
    account: z.string().optional(),
    vpc: z.string().optional(),
    auto_scaling_group: z.string().optional(),
    addresses: z.array(z.string()).optional(),
    /** In lower case with its version: `ubuntu 24.04`, `windows server 2016`. */
    platform_version: z.string().optional(),
    /** As AWS names it: `x86_64`, `arm64`. */
    architecture: z.string().optional(),
    /** Systems Manager's word on the agent, such as `Online`; absent where nobody asked it. */
    ping_status: z.string().optional(),
    state: z.enum(['running', 'stopped']),
    /** The image the asset runs, such as an AMI id. */
    image: z.string(),
    /** `current`, `missing` with the CVEs that a patch would close, or `unknown`. */
    patch_state: z.enum(['current', 'missing', 'unknown']),
    missing_cves: z.array(z.string()),
    /** Changes whenever the asset changes; drift safety and undo compare it. */
    version: z.string(),
    tags: jsonRecord(z.string()),
  })
  .readonly();
export type Asset = z.infer<typeof Asset>;

/** The image that assets of a role should run; what is absent does not narrow it. */
export const GoldenImage = z
  .strictObject({
    role: z.string(),
    platform: z.enum(['linux', 'windows']),
    environment: Environment.optional(),
    architecture: z.string().optional(),
    region: z.string().optional(),
    /** Null where the source looked for one and found none; `source` says why then. */
    image: z.string().nullable(),
    source: z.string(),
  })
  .readonly();
export type GoldenImage = z.infer<typeof GoldenImage>;

export const Vulnerability = z
  .strictObject({
    cve_id: z.string(),
    severity: Severity,
    cvss: z.number().min(0).max(10),
    summary: z.string(),
    platform: z.enum(['linux', 'windows']),
    fixed_in: z.string(),
    /** The package that holds the flaw, such as `openssl` or `kernel`; absent where the feed doesn't say. */
    package: z.string().optional(),
  })
  .readonly();
export type Vulnerability = z.infer<typeof Vulnerability>;

/** A machine that is never selected, because what is known of it doesn't say where it belongs. */
export const UnmanagedAsset = z
  .strictObject({ asset_id: AssetId, name: z.string(), reason: z.string() })
  .readonly();
export type UnmanagedAsset = z.infer<typeof UnmanagedAsset>;
