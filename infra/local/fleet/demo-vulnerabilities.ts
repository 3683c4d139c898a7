import type { FleetPlatform, FleetVulnerability } from './fleet-asset.ts';
import { numberOf } from './stable-hash.ts';

/** Invented flaws: the ids are in a range that no numbering authority has handed out. */
export const demoVulnerabilities: readonly FleetVulnerability[] = [
  {
    cve_id: 'CVE-2026-10417',
    severity: 'critical',
    cvss: 9.8,
    summary: 'Heap overflow in the TLS handshake lets a remote peer run code.',
    platform: 'linux',
    fixed_in: 'openssl 3.2.9-4',
    package: 'openssl',
  },
  {
    cve_id: 'CVE-2026-11862',
    severity: 'critical',
    cvss: 9.1,
    summary: 'Use after free in the kernel network filter gives a local user root.',
    platform: 'linux',
    fixed_in: 'kernel 6.12.44-1',
    package: 'kernel',
  },
  {
    cve_id: 'CVE-2026-10953',
    severity: 'high',
    cvss: 8.1,
    summary: 'Request smuggling in the HTTP proxy reaches internal routes.',
    platform: 'linux',
    fixed_in: 'nginx 1.28.4-2',
    package: 'nginx',
  },
  {
    cve_id: 'CVE-2026-12230',
    severity: 'high',
    cvss: 7.8,
    summary: 'The privilege helper follows a link that its caller controls.',
    platform: 'linux',
    fixed_in: 'sudo 1.9.19-1',
    package: 'sudo',
  },
  {
    cve_id: 'CVE-2026-12704',
    severity: 'high',
    cvss: 7.5,
    summary: 'A crafted archive makes the XML parser use all memory.',
    platform: 'linux',
    fixed_in: 'libxml2 2.14.8-1',
    package: 'libxml2',
  },
  {
    cve_id: 'CVE-2026-13377',
    severity: 'medium',
    cvss: 5.9,
    summary: 'The SSH server tells by its timing whether an account exists.',
    platform: 'linux',
    fixed_in: 'openssh 10.1p2-1',
    package: 'openssh',
  },
  {
    cve_id: 'CVE-2026-13915',
    severity: 'medium',
    cvss: 5.3,
    summary: 'The resolver accepts answers from outside the zone that it asked.',
    platform: 'linux',
    fixed_in: 'bind 9.20.17-1',
    package: 'bind',
  },
  {
    cve_id: 'CVE-2026-14088',
    severity: 'low',
    cvss: 3.3,
    summary: 'Temporary files of the log rotation are readable by every local user.',
    platform: 'linux',
    fixed_in: 'logrotate 3.23.0-1',
    package: 'logrotate',
  },
  {
    cve_id: 'CVE-2026-10588',
    severity: 'critical',
    cvss: 9.8,
    summary: 'The remote management service runs code before it authenticates.',
    platform: 'windows',
    fixed_in: 'KB5079412',
  },
  {
    cve_id: 'CVE-2026-11219',
    severity: 'critical',
    cvss: 9.0,
    summary: 'A crafted ticket lets a domain user act as an administrator.',
    platform: 'windows',
    fixed_in: 'KB5079630',
  },
  {
    cve_id: 'CVE-2026-12546',
    severity: 'high',
    cvss: 7.8,
    summary: 'The print service loads a library from a folder that users can write.',
    platform: 'windows',
    fixed_in: 'KB5080077',
  },
  {
    cve_id: 'CVE-2026-13641',
    severity: 'medium',
    cvss: 6.5,
    summary: 'File sharing discloses freed memory to an authenticated peer.',
    platform: 'windows',
    fixed_in: 'KB5080215',
  },
];

/**
 * The flaws of an asset that lacks patches: one critical, and none to two lesser ones, in the order of
 * the list.
 */
export const missingPatchesOf = (assetId: string, platform: FleetPlatform): readonly string[] => {
  const candidates = demoVulnerabilities.filter((flaw) => flaw.platform === platform);
  const criticals = candidates.filter((flaw) => flaw.severity === 'critical');
  const lesser = candidates.filter((flaw) => flaw.severity !== 'critical');
  const critical = criticals[numberOf(`critical/${assetId}`) % criticals.length];
  const first = numberOf(`lesser/${assetId}`);
  const extra = Array.from(
    { length: first % 3 },
    (_, offset) => lesser[(first + offset) % lesser.length],
  );
  const chosen = new Set([critical, ...extra]);
  return candidates.filter((flaw) => chosen.has(flaw)).map((flaw) => flaw.cve_id);
};
