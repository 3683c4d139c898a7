import { describe, expect, it } from 'vitest';
import { makeClaims } from '../../../../functions/domain/intent/claims.ts';
import { readText } from '../../../../functions/domain/intent/request-text.ts';
import type { Constraints } from '../../../../functions/domain/task/task-spec.ts';
import { readConstraints } from '../../../../functions/domain/intent/readers/read-constraints.ts';

const constraintsOf = (intent: string): Constraints =>
  readConstraints(makeClaims(readText(intent)));

/** What was taken of the words, and for what. */
const takenOf = (intent: string) => {
  const claims = makeClaims(readText(intent));
  readConstraints(claims);
  return claims.spans().map(({ text, as, value }) => [text, as, value]);
};

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

describe('readConstraints, of how it is done', () => {
  it.each([
    ['only reboot if needed', { reboot: 'if_needed' }],
    ['if required reboot', { reboot: 'if_needed' }],
    ['do not restart the servers', { reboot: 'never' }],
    ['reboots are not allowed', { reboot: 'never' }],
    ['and reboot them afterwards', { reboot: 'always' }],
    ['always reboot', { reboot: 'always' }],
    ['one by one', { max_parallel: 1 }],
    ['two at a time', { max_parallel: 2 }],
    ['hosts in us-east-1 two at a time', { max_parallel: 2 }],
    ['batches of 10', { max_parallel: 10 }],
    ['groups of up to three', { max_parallel: 3 }],
    ['parallelism 4', { max_parallel: 4 }],
    ['max 4', { max_parallel: 4 }],
    ['wait 10 minutes between waves', { phase_wait_seconds: 600 }],
    ['wait 5m after each batch', { phase_wait_seconds: 300 }],
    ['wait one hour between batches', { phase_wait_seconds: 3600 }],
    ['30 seconds apart', { phase_wait_seconds: 30 }],
    ['10s apart', { phase_wait_seconds: 10 }],
    ['stop on the first failure', { max_failures: 0 }],
    ['fail fast', { max_failures: 0 }],
    ['max 2 failures', { max_failures: 2 }],
    ['max 0 failures', { max_failures: 0 }],
    ['tolerate up to 3 failed hosts', { max_failures: 3 }],
    ['stop after 2 failures', { max_failures: 1 }],
    ['stop if more than 2 failures', { max_failures: 2 }],
    ['carefully', { profile: 'cautious' }],
    ['with no downtime', { profile: 'cautious' }],
    ['package nginx', { packages: ['nginx'] }],
    ['the ssm agent', { packages: ['ssm-agent'] }],
    ['upgrade openssl and curl', { packages: ['curl', 'openssl'] }],
    ['openssl, then openssl', { packages: ['openssl'] }],
    ['one by one, max 3 failures', { max_parallel: 1, max_failures: 3 }],
  ])('reads “%s”', (intent, constraints) => {
    expect(constraintsOf(intent)).toEqual(constraints);
  });

  it.each([
    ...['0 at a time', 'zero in parallel', 'pause 0 minutes between batches', 'max 3 servers'],
    ...['with an hour between phases', 'critical servers'],
  ])('reads nothing in “%s”, and takes nothing', (intent) => {
    expect(constraintsOf(intent)).toEqual({});
    expect(takenOf(intent)).toEqual([]);
  });

  it.each([
    ['stop after 0 failures', { max_failures: 0 }],
    ['stop after zero failures', { max_failures: 0 }],
  ])('knows no number below none in “%s”', (intent, constraints) => {
    expect(constraintsOf(intent)).toEqual(constraints);
  });

  it.each([
    ['without rebooting', [['without rebooting', 'constraint', 'reboot=never']]],
    ['canary first', [['canary first', 'constraint', 'phased']]],
    ['in waves', [['in waves', 'constraint', 'phased']]],
    ['the ssm agent', [['ssm agent', 'constraint', 'packages=ssm-agent']]],
    [
      'at most 5 servers in parallel',
      [
        ['at most 5', 'constraint', 'max_parallel=5'],
        ['in parallel', 'constraint', 'max_parallel=5'],
      ],
    ],
    [
      '2 web servers at a time',
      [
        ['2', 'constraint', 'max_parallel=2'],
        ['at a time', 'constraint', 'max_parallel=2'],
      ],
    ],
  ])('takes the words of “%s”, and not what they are about', (intent, taken) => {
    expect(takenOf(intent)).toEqual(taken);
  });
});

describe('readConstraints, of what is put onto machines', () => {
  it.each([
    ['medium severity cves', { min_severity: 'medium' }],
    ['moderate updates', { min_severity: 'medium' }],
    ['critical and high patches', { min_severity: 'high' }],
    ['severe flaws', { min_severity: 'high' }],
    ['crits only', { min_severity: 'critical' }],
    ['critical', { min_severity: 'critical' }],
    ['important security updates', { min_severity: 'high', patch_kinds: ['security'] }],
    ['update the kernel', { patch_kinds: ['kernel'] }],
    ['security patches, and update the kernel', { patch_kinds: ['kernel', 'security'] }],
    ['CVE-2026-12345 and cve-2026-1', { cve_ids: ['CVE-2026-12345'] }],
    [
      'CVE-2026-2222, CVE-2026-1111, cve-2026-2222',
      { cve_ids: ['CVE-2026-1111', 'CVE-2026-2222'] },
    ],
    ['xcve-2026-12345 cve-2026-12345678 cve-26-1234 cve-2026-123', {}],
  ])('reads “%s”', (intent, constraints) => {
    expect(constraintsOf(intent)).toEqual(constraints);
  });

  it.each([
    ['high patches', [['high', 'constraint', 'min_severity=high']]],
    ['cve-2026-1234', [['cve-2026-1234', 'constraint', 'cve=CVE-2026-1234']]],
    ['update the kernel', [['kernel', 'constraint', 'patch_kinds=kernel']]],
    ['only security patches', [['only security', 'constraint', 'patch_kinds=security']]],
  ])('takes the words of “%s”', (intent, taken) => {
    expect(takenOf(intent)).toEqual(taken);
  });

  it('leaves alone what somebody has taken', () => {
    const claims = makeClaims(readText('cve-2026-1234 high patches, openssl'));
    claims.take({ from: 0, to: 7, as: 'exclusion', value: null });

    expect(readConstraints(claims)).toEqual({});
  });
});
