import { describe, expect, it } from 'vitest';
import { readReferences } from '../../../../functions/domain/intent/readers/read-references.ts';
import { claimsOf } from '../../../support/planning/small-fleet.ts';

const read = (intent: string) => {
  const claims = claimsOf(intent);
  readReferences(claims);
  return claims.spans().map(({ text, as, value }) => ({ text, as, value }));
};

describe('readReferences', () => {
  it.each([
    ['OPS-4412: patch staging', 'OPS-4412'],
    ['#INC-1 patch', 'INC-1'],
    ['patch staging (CHG0012345)', 'CHG0012345'],
    ['TASK_001 patch', 'TASK_001'],
    ['CTASK0012345 patch', 'CTASK0012345'],
    ['see https://wiki.example.com/x patch staging', 'https://wiki.example.com/x'],
    ['HTTP://wiki patch', 'HTTP://wiki'],
    ['ping Ada.L+1@ops-x.example.com and patch staging', 'Ada.L+1@ops-x.example.com'],
  ])('keeps “%s” with what it refers to', (intent, text) => {
    expect(read(intent)).toEqual([{ text, as: 'reference', value: text }]);
  });

  it.each([
    ['patch staging per CHG 12345', 'per CHG 12345'],
    ['ticket 4711: patch staging', 'ticket 4711'],
    ['incident number 7 patch', 'incident number 7'],
    ['patch staging as requested by the security team', 'as requested by the security team'],
    ['patch staging as discussed in the standup', 'as discussed in the standup'],
    ['patch staging, approved by cab', 'approved by cab'],
    ['patch staging for the auditors', 'for the auditors'],
    ['patch staging thanks a lot', 'thanks a lot'],
  ])('takes out of “%s” who wants it and where it is written', (intent, text) => {
    expect(read(intent)).toEqual([{ text, as: 'reference', value: null }]);
  });

  it.each([
    ['patch staging because the scanner complains', 'because the scanner complains'],
    ['patch staging due to the audit', 'due to the audit'],
    ['patch staging, as we agreed', 'as we agreed'],
    ['patch staging ahead of the audit next week', 'ahead of the audit next week'],
    ['patch staging. Reason: the audit', 'Reason: the audit'],
    ['patch staging so that it stays safe. Now', 'so that it stays safe'],
    ['fix drift to comply with policy', 'to comply with policy'],
  ])('takes out of “%s” why', (intent, text) => {
    expect(read(intent)).toEqual([{ text, as: 'reference', value: 'reason' }]);
  });

  it.each([
    'patch staging because we only want web',
    'patch staging because reasons, except web',
    'patch staging because it must not reboot',
    'patch staging because all must stay',
    'patch staging so that it is done before',
  ])('leaves in “%s” what would narrow or hold back a change', (intent) => {
    expect(read(intent)).toEqual([]);
  });

  it.each([
    'patch cve-2026-1234',
    'patch CVE-2026-1234 on staging',
    'ops-4412 patch staging',
    'A-1 patch',
    'xOPS-4412x patch',
    'AOPS-44123456789 patch',
    'xhttps://wiki patch',
    'patch web at home',
    'patch ada@home',
    'patch as required by linux',
    'patch staging as agreed with cis',
    'patch staging web servers',
  ])('takes nothing out of “%s”', (intent) => {
    expect(read(intent)).toEqual([]);
  });

  it.each([
    'patch web so they follow the rule, with app exempted',
    'patch web so they follow the rule, sparing app',
    'patch web so they follow the rule, app omitted',
  ])('takes no exclusion for part of a reason in “%s”', (intent) => {
    expect(read(intent)).toEqual([]);
  });

  it('takes no environment for where something was reported', () => {
    expect(read('fix drift on machines flagged in production')).toEqual([]);
    expect(read('patch staging, flagged in the audit')).toEqual([
      { text: 'flagged in the audit', as: 'reference', value: null },
    ]);
  });

  it('leaves alone what somebody has taken', () => {
    const claims = claimsOf('OPS-4412 patch');
    claims.take({ from: 1, to: 2, as: 'scope', value: null });

    readReferences(claims);

    expect(claims.spans()).toMatchObject([{ text: '4412', as: 'scope' }]);
  });
});

describe('readReferences, of what looks like a ticket', () => {
  it.each([
    ...['OPS-AB-12', 'OPS-ABC-12-34', 'XPROD-12', 'XCVE-2026-1', 'OPS-1-2-3-4'],
    ...['only OPS-12', 'icon OPS-12', 'nodesets OPS-12'],
  ])('takes “%s” for one', (intent) => {
    const ticket = intent.replace(/^.* /u, '');

    expect(read(`${intent}: patch`)).toEqual([{ text: ticket, as: 'reference', value: ticket }]);
  });

  it.each([
    ...['PROD-WEB-28', 'WEB-28', 'X-PROD-1', 'DB2-1', 'MAILHUB-1', 'SQLX-2', 'PGPOOL-1'],
    ...['on OPS-12', 'hosts OPS-12', 'except OPS-12', 'ALAS-2026-12', 'OPS-1-2-3-4-5'],
    ...['aOPS-12', 'ada@ops.example.com/x', 'user=ada@ops.example.com'],
  ])('takes “%s” for none', (intent) => {
    expect(read(`patch ${intent}`)).toEqual([]);
  });

  it.each([
    ['patch all web because the scanner complains', 'because the scanner complains', 'reason'],
    ['patch linux per CHG 12345', 'per CHG 12345', null],
    ['patch staging as requested by alevel', 'as requested by alevel', null],
  ])('hears of “%s” what stands in the reference alone', (intent, text, value) => {
    expect(read(intent)).toEqual([{ text, as: 'reference', value }]);
  });
});
