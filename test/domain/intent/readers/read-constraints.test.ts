import { describe, expect, it } from 'vitest';
import { makeClaims } from '../../../../functions/domain/intent/claims.ts';
import { readText } from '../../../../functions/domain/intent/request-text.ts';
import type { Constraints } from '../../../../functions/domain/task/task-spec.ts';
import { readConstraints } from '../../../../functions/domain/intent/readers/read-constraints.ts';

const constraintsOf = (intent: string): Constraints =>
  readConstraints(makeClaims(readText(intent)));

describe('readConstraints', () => {
  it.each([
    ['Patch web servers without rebooting them', { reboot: 'never' }],
    ['Patch web servers, no reboots', { reboot: 'never' }],
    ['Patch web servers, reboot only if needed', { reboot: 'if_needed' }],
    ['Patch web servers and reboot them afterwards', { reboot: 'always' }],
    ['Patch web servers one at a time', { max_parallel: 1 }],
    ['Patch web servers in batches of 5', { max_parallel: 5 }],
    ['Patch web servers, wait 10 minutes between waves', { phase_wait_seconds: 600 }],
    ['Patch web servers, stop at the first failure', { max_failures: 0 }],
    ['Patch web servers with max 2 failures', { max_failures: 2 }],
    ['Apply only kernel updates to web servers', { patch_kinds: ['kernel'] }],
    ['Apply critical security updates', { min_severity: 'critical', patch_kinds: ['security'] }],
    ['Patch high and critical CVEs', { min_severity: 'high' }],
    ['patch cve-2026-11862 and CVE-2026-10417', { cve_ids: ['CVE-2026-10417', 'CVE-2026-11862'] }],
    ['upgrade openssl everywhere', { packages: ['openssl'] }],
    ['Fix drift carefully', { profile: 'cautious' }],
    ['Patch web servers', {}],
    ['Patch Windows 2016 servers', {}],
    ['scan the critical service', {}],
  ])('reads “%s”', (intent, constraints) => {
    expect(constraintsOf(intent)).toEqual(constraints);
  });
});
