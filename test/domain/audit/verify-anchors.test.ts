import { describe, expect, it } from 'vitest';
import { isSignedBy } from '../../../functions/adapters/signing/is-signed-by.ts';
import { rootOf, signedText } from '../../../functions/domain/audit/anchor.ts';
import type { Anchor, AnchorKey } from '../../../functions/domain/audit/anchor.ts';
import { checkAnchors } from '../../../functions/domain/audit/verify-anchors.ts';
import { digestOfText } from '../../../functions/domain/shared/canonical.ts';
import { OrgId } from '../../../functions/domain/shared/ids.ts';
import { aSigner } from '../../support/audit/a-signer.ts';
import { auditAfter, auditedOrg, chainNames, signer } from '../../support/audit/an-audit.ts';

const everyChain = chainNames.map((chain) => ({ chain }));
const { anchors, chains: audited } = auditAfter([
  ...everyChain,
  'anchor',
  ...everyChain,
  'anchor',
  ...everyChain,
]);
const [first, second, third] = anchors as [Anchor, Anchor, Anchor];
const other = 'd'.repeat(64) as never;
const stranger = aSigner();

/** Hashed and signed anew by the key itself, which nobody else can. */
const resigned = (anchor: Anchor, by = signer): Anchor => {
  const text = signedText(anchor);
  return { ...anchor, hash: digestOfText(text), signature: by.sign(text) };
};

const check = (tampered: readonly Anchor[], seenBefore: readonly Anchor[] = []) =>
  checkAnchors({
    org: auditedOrg,
    anchors: tampered,
    trustedKeys: [signer.key],
    isSignedBy,
    seenBefore,
  });

const swapped = [...first.leaves].reverse();

/** An anchor of the key's own with these leaves, right in all that follows from them. */
const withLeaves = (anchor: Anchor, leaves: Anchor['leaves']): Anchor =>
  resigned({ ...anchor, leaves, root: rootOf(leaves), leaf_count: leaves.length });

/** What was done, the anchors then, and the first fault: its kind and the anchor's number. */
const faults: readonly (readonly [string, readonly Anchor[], string])[] = [
  ['the hash of the newest edited', [first, second, { ...third, hash: other }], 'anchor-edited 3'],
  ['a time edited', [first, { ...second, at: first.at }, third], 'anchor-edited 2'],
  ['the first taken away', [second, third], 'anchor-missing 2'],
  ['one taken away', [first, third], 'anchor-missing 3'],
  ['one put in twice', [first, first, second, third], 'anchor-out-of-place 1'],
  ['two exchanged', [first, third, second], 'anchor-missing 3'],
  [
    'one of another org',
    [first, resigned({ ...second, org_id: OrgId.parse('org-456') })],
    'anchor-of-another-org 2',
  ],
  [
    'one not linked to the one before',
    [first, resigned({ ...second, prev_hash: other })],
    'anchor-not-linked 2',
  ],
  [
    'one signed by a key that is not believed',
    [first, resigned({ ...second, ...stranger.key }, stranger)],
    'key-unknown 2',
  ],
  [
    'one signed by a stranger in the name of the key',
    [first, resigned(second, stranger)],
    'signature-wrong 2',
  ],
  ['another signature', [{ ...first, signature: second.signature }], 'signature-wrong 1'],
  ['a leaf taken out', [{ ...first, leaves: first.leaves.slice(1) }], 'root-wrong 1'],
  ['leaves exchanged', [{ ...first, leaves: swapped }], 'root-wrong 1'],
];

describe('the check of anchors', () => {
  it('says what every anchor vouches for', () => {
    const { fault, points } = check(anchors, anchors);

    expect(fault).toBeNull();
    expect([...points.keys()].sort()).toEqual([...chainNames].sort());
    expect(points.get('settings')?.map(({ anchor, seq }) => [anchor, seq])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it.each(faults)('names %s', (_, tampered, named) => {
    const { fault } = check(tampered);

    expect(`${fault?.kind ?? 'none'} ${fault?.anchor ?? ''}`).toBe(named);
  });

  it('tells by a copy that the newest is gone, and that another stands in its place', () => {
    const forked = resigned({ ...third, at: '2026-03-01T10:00:00.000Z' });

    expect(check([first, second]).fault).toBeNull();
    expect(check([first, second], [third]).fault).toMatchObject({
      kind: 'anchor-missing',
      anchor: 3,
    });
    expect(check([], [first]).fault).toMatchObject({ kind: 'anchor-missing', anchor: 1 });
    expect(check([first, second, forked], [third]).fault).toMatchObject({
      kind: 'anchor-forked',
      anchor: 3,
    });
  });

  it('believes not even its own key in what can not be', () => {
    const { anchors: stepping } = auditAfter([{ chain: 'settings' }]);
    const again = resigned({
      ...(stepping[0] as Anchor),
      seq: 2,
      prev_hash: stepping[0]?.hash as never,
    });

    expect(check([...stepping, again]).fault).toMatchObject({
      kind: 'leaf-steps-back',
      anchor: 2,
      chain: 'settings',
    });
    expect(check([resigned({ ...first, chains: 7 })]).fault).toMatchObject({
      kind: 'chains-miscounted',
      anchor: 1,
    });
  });

  it('names leaves that do not stand by the names of their chains, each once', () => {
    const [one, two] = first.leaves as [Anchor['leaves'][number], Anchor['leaves'][number]];

    expect(check([withLeaves(first, swapped)]).fault).toEqual({
      kind: 'leaves-unordered',
      anchor: 1,
      chain: swapped[1]?.chain,
    });
    expect(check([withLeaves(first, [one, two, { ...two, seq: 2 }])]).fault).toEqual({
      kind: 'leaves-unordered',
      anchor: 1,
      chain: two.chain,
    });
  });

  it.each([
    ['more leaves than it says', first.leaves.length - 1],
    ['fewer leaves than it says', first.leaves.length + 1],
  ])('names an anchor that holds %s, though its root is theirs', (_, leaf_count) => {
    expect(check([resigned({ ...first, leaf_count })]).fault).toEqual({
      kind: 'root-wrong',
      anchor: 1,
      chain: null,
    });
  });

  it('names a chain whose head goes back behind what was anchored', () => {
    const back = third.leaves.map((leaf) =>
      leaf.chain === 'settings' ? { ...leaf, seq: 1 } : leaf,
    );

    expect(check([first, second, withLeaves(third, back)]).fault).toEqual({
      kind: 'leaf-steps-back',
      anchor: 3,
      chain: 'settings',
    });
  });

  it('believes a key by its algorithm and its text, and asks it about that text', () => {
    const asked: (readonly [AnchorKey, string, string])[] = [];
    const believing = (trustedKeys: readonly AnchorKey[]) =>
      checkAnchors({
        org: auditedOrg,
        anchors: [first],
        trustedKeys,
        isSignedBy: (...question) => asked.push(question) > 0,
      }).fault?.kind ?? null;
    const otherAlgorithm: AnchorKey = { ...signer.key, algorithm: 'ecdsa-p256-sha256' };

    expect(believing([])).toBe('key-unknown');
    expect(believing([otherAlgorithm])).toBe('key-unknown');
    expect(believing([stranger.key])).toBe('key-unknown');
    expect(asked).toEqual([]);
    expect(believing([stranger.key, otherAlgorithm, signer.key])).toBeNull();
    expect(asked).toEqual([[signer.key, signedText(first), first.signature]]);
  });

  it('needs no copy to compare with', () => {
    const all = { org: auditedOrg, anchors, trustedKeys: [signer.key], isSignedBy };

    expect(checkAnchors(all).fault).toBeNull();
    expect(checkAnchors({ ...all, anchors: [] })).toEqual({ fault: null, points: new Map() });
  });

  it('stops at the first fault, and vouches for what was before it', () => {
    const known = check([first, second]).points;
    const lastOutOfStep = third.leaves.map((leaf, at) =>
      at === third.leaves.length - 1 ? { ...leaf, seq: 1 } : leaf,
    );

    expect(known.get('settings')).toEqual([
      { anchor: 1, seq: 1, hash: audited.get('settings')?.[0]?.hash },
      { anchor: 2, seq: 2, hash: audited.get('settings')?.[1]?.hash },
    ]);
    expect(check([first, second, { ...third, hash: other }]).points).toEqual(known);
    expect(check([first, second, withLeaves(third, lastOutOfStep)]).points).toEqual(known);
    expect(check([first, second, resigned({ ...third, chains: 7 })]).points).toEqual(known);
  });
});
