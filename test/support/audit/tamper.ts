import type { AuditRecord, ChainName } from '../../../functions/domain/audit/audit-record.ts';
import { appendToChain, emptyChain, readRecord } from '../../../functions/domain/audit/chain.ts';
import type { StoredChain, StoredRecord } from '../../../functions/domain/audit/chain.ts';
import { canonicalJson, digestOfText } from '../../../functions/domain/shared/canonical.ts';
import { anEntry } from '../builders/an-audit-entry.ts';
import { otherOrg, taskIdOf } from '../builders/ids.ts';

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export const randomFrom = (seed: number) => {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  /** A whole number below a bound. */
  return (bound: number): number => Math.floor(next() * bound);
};

export type Random = ReturnType<typeof randomFrom>;

const odd: readonly unknown[] = [
  { constructor: 1, ['__proto__']: { a: [] } },
  'ÄÖ 🙂 "quoted" \\ \u0000 \u2028',
  [1e21, -0.1, 5e-324, true, null, []],
  { '': { ' ': 'x' } },
];

/** A good chain of so many records, as a store holds it. */
export const aStoredChain = (
  length: number,
  random: Random,
  chain: ChainName = taskIdOf(1),
): StoredChain => {
  if (chain === 'earlier') throw new TypeError('Nothing is appended to a sealed chain');
  const records: AuditRecord[] = [];
  for (let number = 1; number <= length; number += 1) {
    const details = { number, odd: odd[random(odd.length)] };
    records.push(appendToChain(records.at(-1) ?? emptyChain, anEntry({ chain, details })));
  }
  const last = records.at(-1);
  return {
    head: last ? { seq: last.seq, hash: last.hash } : null,
    records: records.map(({ seq, canonical, hash }) => ({ seq, canonical, hash })),
  };
};

/** A chain that somebody worked on, and what the verifier has to name. */
export interface Tampered {
  readonly name: string;
  readonly stored: StoredChain | undefined;
  /** Number of the first bad record. */
  readonly seq: number;
}

const withRecord = (
  chain: StoredChain,
  index: number,
  change: (record: StoredRecord) => StoredRecord,
): StoredChain => ({
  ...chain,
  records: chain.records.map((record, at) => (at === index ? change(record) : record)),
});

/** One member of the text replaced; the hash made anew where the forger knows how. */
const edited = (record: StoredRecord, random: Random, isHashedAnew: boolean): StoredRecord => {
  const members = JSON.parse(record.canonical) as Record<string, unknown>;
  const changes: readonly Record<string, unknown>[] = [
    { actor: 'mallory' },
    { at: '2026-03-01T09:00:00.001Z' },
    { event: 'task_approved' },
    { plan_digest: 'f'.repeat(64) },
    { details: { number: -1 } },
    { task_id: taskIdOf(9) },
    { prev_hash: '1'.repeat(64) },
    { seq: record.seq + 1 },
    { org_id: otherOrg },
    { chain: 'settings' },
    { more: true },
  ];
  const canonical = canonicalJson({ ...members, ...changes[random(changes.length)] });
  return { ...record, canonical, hash: isHashedAnew ? digestOfText(canonical) : record.hash };
};

const flippedBit = (record: StoredRecord, random: Random): StoredRecord => {
  const at = random(record.canonical.length);
  const other = record.canonical[at] === 'x' ? 'y' : 'x';
  const canonical = `${record.canonical.slice(0, at)}${other}${record.canonical.slice(at + 1)}`;
  return { ...record, canonical };
};

const renumbered = (records: readonly StoredRecord[]): readonly StoredRecord[] =>
  records.map((record, index) => ({ ...record, seq: index + 1 }));

/** Another actor, with a text and hash that are good by themselves. */
const forge = (record: StoredRecord): StoredRecord => {
  const members = JSON.parse(record.canonical) as Record<string, unknown>;
  const canonical = canonicalJson({ ...members, actor: 'mallory' });
  return { ...record, canonical, hash: digestOfText(canonical) };
};

/** What can be done to a chain of at least three records; none of it stays unseen. */
const tamperings: Readonly<
  Record<string, (chain: StoredChain, random: Random) => Omit<Tampered, 'name'>>
> = {
  'an edit': (chain, random) => {
    const index = random(chain.records.length);
    const stored = withRecord(chain, index, (record) => edited(record, random, false));
    return { stored, seq: index + 1 };
  },
  'a changed character': (chain, random) => {
    const index = random(chain.records.length);
    return { stored: withRecord(chain, index, (one) => flippedBit(one, random)), seq: index + 1 };
  },
  'an edit with its hash made anew': (chain, random) => {
    const index = random(chain.records.length - 1);
    // It is good by itself: the one after it no longer follows.
    return { stored: withRecord(chain, index, forge), seq: index + 2 };
  },
  'the last record made anew': (chain) => {
    const index = chain.records.length - 1;
    return { stored: withRecord(chain, index, forge), seq: index + 1 };
  },
  'a changed hash': (chain, random) => {
    const index = random(chain.records.length);
    const hash = String(random(10)).repeat(64);
    return { stored: withRecord(chain, index, (one) => ({ ...one, hash })), seq: index + 1 };
  },
  'an insertion': (chain, random) => {
    const index = random(chain.records.length);
    const twin = chain.records[index];
    const records = twin ? chain.records.toSpliced(index, 0, twin) : chain.records;
    return { stored: { ...chain, records: renumbered(records) }, seq: index + 2 };
  },
  'a record put behind the end': (chain) => {
    const last = chain.records.at(-1);
    const head = last ? readRecord(last) : emptyChain;
    const { seq, canonical, hash } = appendToChain(head, anEntry({ chain: taskIdOf(1) }));
    return { stored: { ...chain, records: [...chain.records, { seq, canonical, hash }] }, seq };
  },
  'a deletion': (chain, random) => {
    const index = random(chain.records.length - 1);
    return { stored: { ...chain, records: chain.records.toSpliced(index, 1) }, seq: index + 1 };
  },
  'an exchange': (chain, random) => {
    const index = random(chain.records.length - 1);
    const [one, other] = chain.records.slice(index, index + 2);
    const records = one && other ? chain.records.toSpliced(index, 2, other, one) : chain.records;
    return { stored: { ...chain, records: renumbered(records) }, seq: index + 1 };
  },
  'an end cut off': (chain, random) => {
    const left = random(chain.records.length);
    return { stored: { ...chain, records: chain.records.slice(0, left) }, seq: left + 1 };
  },
  'a head taken away': (chain) => ({
    stored: { ...chain, head: null },
    seq: chain.records.length,
  }),
  'a chain that vanished': () => ({ stored: undefined, seq: 1 }),
  'a chain in the place of another': (_chain, random) => ({
    stored: aStoredChain(3, random, taskIdOf(2)),
    seq: 1,
  }),
};

/** One random thing done to a random good chain. */
export const tamperAtRandom = (random: Random): Tampered => {
  const names = Object.keys(tamperings);
  const name = names[random(names.length)] ?? '';
  const chain = aStoredChain(3 + random(10), random);
  const tampered = tamperings[name]?.(chain, random);
  if (!tampered) throw new TypeError(`No such tampering: ${name}`);
  return { name, ...tampered };
};
