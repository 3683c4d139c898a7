import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditEntry, AuditRecord } from '../../../functions/domain/audit/audit-record.ts';
import {
  appendToChain,
  emptyChain,
  firstBadRecord,
  placeOf,
  readRecord,
} from '../../../functions/domain/audit/chain.ts';
import { canonicalJson } from '../../../functions/domain/shared/canonical.ts';
import { Digest } from '../../../functions/domain/shared/ids.ts';
import { anEntry } from '../../support/builders/an-audit-entry.ts';
import { otherOrg, taskId, taskIdOf } from '../../support/builders/ids.ts';

const chainOf = (length: number): readonly AuditRecord[] => {
  const records: AuditRecord[] = [];
  for (let number = 1; number <= length; number += 1) {
    const head = records.at(-1) ?? emptyChain;
    records.push(appendToChain(head, anEntry({ details: { number } })));
  }
  return records;
};

const entryOf = (record: AuditRecord): AuditEntry => ({
  org_id: record.org_id,
  chain: taskId,
  task_id: record.task_id,
  at: record.at,
  actor: record.actor,
  event: record.event,
  plan_digest: record.plan_digest,
  details: record.details,
});

/** Every single thing that somebody could do to one record of a chain. */
const tamperings: Readonly<Record<string, (record: AuditRecord) => AuditRecord>> = {
  org: (record) => ({ ...record, org_id: otherOrg }),
  task: (record) => ({ ...record, task_id: taskIdOf(9) }),
  'no task': (record) => ({ ...record, task_id: null }),
  time: (record) => ({ ...record, at: '2026-03-01T09:00:00.001Z' }),
  actor: (record) => ({ ...record, actor: 'mallory' }),
  event: (record) => ({ ...record, event: 'task_approved' }),
  'plan digest': (record) => ({ ...record, plan_digest: Digest.parse('f'.repeat(64)) }),
  chain: (record) => ({ ...record, chain: 'settings' }),
  text: (record) => ({ ...record, canonical: record.canonical.replace('rita', 'mallory') }),
  detail: (record) => ({ ...record, details: { number: -1 } }),
  'further detail': (record) => ({ ...record, details: { ...record.details, more: null } }),
  hash: (record) => ({ ...record, hash: Digest.parse('0'.repeat(64)) }),
  'previous hash': (record) => ({ ...record, prev_hash: Digest.parse('1'.repeat(64)) }),
  'hash made anew': (record) =>
    appendToChain(
      { seq: record.seq - 1, hash: record.prev_hash },
      { ...entryOf(record), actor: 'mallory' },
    ),
};

describe('the audit chain', () => {
  it('has a record of known hash for a known entry', () => {
    const record = appendToChain(emptyChain, anEntry());

    expect(record.seq).toBe(1);
    expect(record.prev_hash).toBe('0'.repeat(64));
    expect(record.hash).toBe('e18557e0855d48f196e89963b0ef47464c2f2a261b14a00e4e0e99582b25b35c');
  });

  it('is good as it was made, from its beginning and from any head', () => {
    const records = chainOf(6);

    expect(firstBadRecord([])).toBeNull();
    expect(firstBadRecord(records)).toBeNull();
    expect(firstBadRecord(records.slice(3), records[2])).toBeNull();
  });

  it.each(Object.entries(tamperings))(
    'names the first bad record after a changed %s',
    (name, tamper) => {
      fc.assert(
        fc.property(fc.integer({ min: 2, max: 12 }), fc.nat(), (length, place) => {
          const index = place % (length - 1);
          const records = chainOf(length).map((record, at) =>
            at === index ? tamper(record) : record,
          );

          // A record that is hashed anew is good by itself: the one after it no longer follows.
          const expected = name === 'hash made anew' ? index + 2 : index + 1;
          expect(firstBadRecord(records)).toBe(expected);
        }),
        { numRuns: 25 },
      );
    },
  );

  it('names the first bad record after a deletion, an insertion or an exchange', () => {
    const records = chainOf(5) as AuditRecord[];
    const [first, second, third] = records as [AuditRecord, AuditRecord, AuditRecord];

    expect(firstBadRecord(records.filter((record) => record.seq !== 2))).toBe(3);
    expect(firstBadRecord([first, first, ...records.slice(1)])).toBe(1);
    expect(firstBadRecord([first, third, second, ...records.slice(3)])).toBe(3);
  });

  it('names a record that follows by its hash and not by its number', () => {
    const [first] = chainOf(1) as [AuditRecord];
    const leaping = appendToChain({ seq: 4, hash: first.hash }, anEntry());

    expect(firstBadRecord([first, leaping])).toBe(5);
  });

  it('is read as it is stored, a record of the earlier version as one of that chain', () => {
    const [record] = chainOf(1) as [AuditRecord];
    const { hash, canonical } = record;
    const text = canonicalJson({
      ...record,
      chain: undefined,
      hash: undefined,
      canonical: undefined,
    });

    expect(readRecord({ seq: 1, hash, canonical })).toEqual(record);
    expect(readRecord({ seq: 1, hash, canonical: text })).toMatchObject({
      chain: 'earlier',
      seq: 1,
      hash,
    });
    expect(() => readRecord({ seq: 1, hash, canonical: '{}' })).toThrow(/./u);
  });

  it('can not see that its end was cut off: that takes the head', () => {
    expect(firstBadRecord(chainOf(5).slice(0, 4))).toBeNull();
  });
});

describe('the place of a record among all of an org’s', () => {
  const first = { at: '2026-03-01T09:00:00.000Z', chain: taskIdOf(1), seq: 9 } as const;

  it('begins with its day', () => {
    expect(placeOf(first)).toBe(`2026-03-01T09:00:00.000Z#${taskIdOf(1)}#000000000009`);
  });

  it.each([
    ['a later time', { ...first, at: '2026-03-01T09:00:00.001Z', seq: 1 }],
    ['a later chain', { ...first, chain: taskIdOf(2), seq: 1 }],
    ['a later number', { ...first, seq: 10 }],
    ['a far later number', { ...first, seq: 1_000_000 }],
  ] as const)('stands before that of %s', (_what, later) => {
    expect(placeOf(first) < placeOf(later)).toBe(true);
  });
});
