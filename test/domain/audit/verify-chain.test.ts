import { describe, expect, it } from 'vitest';
import { checkChain } from '../../../functions/domain/audit/verify-chain.ts';
import { org, taskIdOf } from '../../support/builders/ids.ts';
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
