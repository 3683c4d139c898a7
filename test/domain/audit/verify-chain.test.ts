import { describe, expect, it } from 'vitest';
import { appendToChain, emptyChain } from '../../../functions/domain/audit/chain.ts';
import type { StoredRecord } from '../../../functions/domain/audit/chain.ts';
import { checkChain } from '../../../functions/domain/audit/verify-chain.ts';
import type { ChainCheck, ChainFault } from '../../../functions/domain/audit/verify-chain.ts';
import { Digest } from '../../../functions/domain/shared/ids.ts';
import { anEntry } from '../../support/builders/an-audit-entry.ts';
import { org, otherOrg, taskIdOf } from '../../support/builders/ids.ts';
import { aStoredChain, randomFrom, tamperAtRandom } from '../../support/audit/tamper.ts';

const chain = taskIdOf(1);
/** `AUDIT_TAMPERINGS=10000` for the whole of it. */
const tries = Number(process.env['AUDIT_TAMPERINGS'] ?? 1_000);
const seed = Number(process.env['AUDIT_SEED'] ?? 7);

describe('the check of a chain', () => {
  it('finds nothing in chains as they were written', () => {
    const random = randomFrom(seed);
    for (let length = 0; length < 40; length += 1) {
      const stored = aStoredChain(length, random);
      expect(checkChain({ org, chain, stored, isOwed: length > 0 })).toBeNull();
    }
    expect(checkChain({ org, chain, stored: undefined })).toBeNull();
  });

  it(`names the first bad record of each of ${tries} chains that were worked on`, () => {
    const random = randomFrom(seed);
    const unseen: string[] = [];
    for (let number = 0; number < tries; number += 1) {
      const { name, stored, seq } = tamperAtRandom(random);
      const fault = checkChain({ org, chain, stored, isOwed: true });
      if (fault?.seq !== seq) unseen.push(`${number} ${name}: ${seq}, named ${fault?.seq}`);
    }
    expect(unseen).toEqual([]);
  });

  const good = aStoredChain(3, randomFrom(3));
  const [first, second, third] = good.records as [StoredRecord, StoredRecord, StoredRecord];
  const other = Digest.parse('d'.repeat(64));
  const point = (seq: number, hash: string, anchor: number | null = 9) => ({ anchor, seq, hash });
  /** A record of the same hash chain in another org's name. */
  const foreign = appendToChain(emptyChain, { ...anEntry(), chain, org_id: otherOrg });

  const named: readonly (readonly [
    string,
    Omit<ChainCheck, 'org' | 'chain'>,
    Omit<ChainFault, 'chain'>,
  ])[] = [
    [
      'that is owed and not there',
      { stored: undefined, isOwed: true },
      { kind: 'chain-missing', seq: 1, anchor: null },
    ],
    [
      'that is owed and empty',
      { stored: { head: null, records: [] }, isOwed: true },
      { kind: 'chain-missing', seq: 1, anchor: null },
    ],
    [
      'that only another chain vouches for',
      { stored: undefined, points: [point(2, second.hash, null)] },
      { kind: 'chain-missing', seq: 1, anchor: null },
    ],
    [
      'without a head',
      { stored: { ...good, head: null } },
      { kind: 'head-missing', seq: 3, anchor: null },
    ],
    [
      'whose head has another hash',
      { stored: { ...good, head: { seq: 3, hash: other } } },
      { kind: 'head-wrong', seq: 3, anchor: null },
    ],
    [
      'whose head is all that is left',
      { stored: { ...good, records: [] } },
      { kind: 'chain-truncated', seq: 1, anchor: null },
    ],
    [
      'whose head is that of no record',
      { stored: { head: emptyChain, records: [] } },
      { kind: 'head-wrong', seq: 0, anchor: null },
    ],
    [
      'cut off',
      { stored: { ...good, records: [first, second] } },
      { kind: 'chain-truncated', seq: 3, anchor: null },
    ],
    [
      'with a record behind its head',
      { stored: { ...good, head: { seq: 1, hash: first.hash as Digest } } },
      { kind: 'record-behind-head', seq: 2, anchor: null },
    ],
    [
      'with a text that is no record',
      { stored: { ...good, records: [first, { ...second, canonical: '{}' }, third] } },
      { kind: 'record-unreadable', seq: 2, anchor: null },
    ],
    [
      'with a text that is no JSON',
      { stored: { ...good, records: [{ ...first, canonical: '' }, second, third] } },
      { kind: 'record-unreadable', seq: 1, anchor: null },
    ],
    [
      'of another org',
      { stored: { head: null, records: [foreign] } },
      { kind: 'record-of-another-chain', seq: 1, anchor: null },
    ],
    [
      'of another name',
      { stored: aStoredChain(3, randomFrom(3), 'settings') },
      { kind: 'record-of-another-chain', seq: 1, anchor: null },
    ],
    [
      'with a record stored at another place than it says',
      { stored: { ...good, records: [first, second, { ...third, seq: 4 }] } },
      { kind: 'record-broken', seq: 3, anchor: null },
    ],
    [
      'with a record taken out',
      { stored: { ...good, records: [first, third] } },
      { kind: 'record-broken', seq: 2, anchor: null },
    ],
    [
      'shorter than an anchor says',
      { stored: good, points: [point(2, second.hash), point(5, other)] },
      { kind: 'chain-truncated', seq: 4, anchor: 9 },
    ],
    [
      'other than a seal says',
      { stored: good, points: [point(1, first.hash), point(2, other, null)] },
      { kind: 'record-not-as-anchored', seq: 2, anchor: null },
    ],
  ];

  it.each(named)('names a chain %s', (_what, check, fault) => {
    expect(checkChain({ org, chain, ...check })).toEqual({ chain, ...fault });
  });

  it('finds nothing where nothing is owed, and in what anchors say rightly', () => {
    const points = [point(1, first.hash), point(3, third.hash)];

    expect(checkChain({ org, chain, stored: { head: null, records: [] } })).toBeNull();
    expect(checkChain({ org, chain, stored: good, points, isOwed: true })).toBeNull();
  });

  it('names what the chain itself shows before what anchors and head say', () => {
    const records = [first, { ...second, canonical: '{}' }, third];
    const points = [point(1, other)];
    const head = { seq: 3, hash: other };

    expect(checkChain({ org, chain, stored: { head, records }, points })?.kind).toBe(
      'record-unreadable',
    );
    expect(checkChain({ org, chain, stored: { ...good, head }, points })?.kind).toBe(
      'record-not-as-anchored',
    );
  });

  it('can be told by an anchor that a chain vanished, was cut with its head, or was made anew', () => {
    const stored = aStoredChain(5, randomFrom(1));
    const other = aStoredChain(5, randomFrom(2));
    const hash = stored.records[3]?.hash ?? '';
    const points = [{ anchor: 9, seq: 4, hash }];
    const short = stored.records.slice(0, 2);
    const last = short.at(-1);
    const head = last ? { ...stored.head, seq: 2, hash: last.hash as never } : null;

    expect(checkChain({ org, chain, stored, points })).toBeNull();
    expect(checkChain({ org, chain, stored: undefined, points })).toMatchObject({
      kind: 'chain-missing',
      seq: 1,
      anchor: 9,
    });
    expect(checkChain({ org, chain, stored: { head, records: short }, points })).toMatchObject({
      kind: 'chain-truncated',
      seq: 3,
      anchor: 9,
    });
    expect(checkChain({ org, chain, stored: other, points })).toMatchObject({
      kind: 'record-not-as-anchored',
      seq: 4,
      anchor: 9,
    });
  });
});
