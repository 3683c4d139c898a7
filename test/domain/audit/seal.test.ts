import { expect, it } from 'vitest';
import { appendToChain, emptyChain } from '../../../functions/domain/audit/chain.ts';
import type { StoredRecord } from '../../../functions/domain/audit/chain.ts';
import { sealedEvent, sealedPoints } from '../../../functions/domain/audit/seal.ts';
import { anEntry } from '../../support/builders/an-audit-entry.ts';

const stored = (event: string, details: Readonly<Record<string, unknown>>): StoredRecord =>
  appendToChain(emptyChain, anEntry({ task_id: null, event, details }));

const points = (...records: readonly StoredRecord[]) => sealedPoints({ head: null, records });

const seal = { seq: 7, hash: 'ab' };

it('the settings chain vouches for what its seals say, in their order', () => {
  expect(
    points(
      stored('settings_changed', seal),
      stored(sealedEvent, seal),
      stored(sealedEvent, { seq: 9, hash: 'cd', more: true }),
    ),
  ).toEqual([
    { anchor: null, seq: 7, hash: 'ab' },
    { anchor: null, seq: 9, hash: 'cd' },
  ]);
  expect(sealedEvent).toBe('earlier_chain_sealed');
});

it.each<[string, StoredRecord]>([
  ['is no seal', stored('task_submitted', seal)],
  ['names no record', stored(sealedEvent, { ...seal, seq: 0 })],
  ['names no hash', stored(sealedEvent, { seq: 7 })],
  ['can’t be read', { ...stored(sealedEvent, seal), canonical: '{' }],
])('a record that %s vouches for nothing, and hides no other', (_what, record) => {
  expect(points(record)).toEqual([]);
  expect(points(record, stored(sealedEvent, seal))).toEqual([{ anchor: null, ...seal }]);
});
