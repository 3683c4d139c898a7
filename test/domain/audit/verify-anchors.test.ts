import { describe, expect, it } from 'vitest';
import { isSignedBy } from '../../../functions/adapters/signing/is-signed-by.ts';
import { signedText } from '../../../functions/domain/audit/anchor.ts';
import type { Anchor } from '../../../functions/domain/audit/anchor.ts';
import { checkAnchors } from '../../../functions/domain/audit/verify-anchors.ts';
import { digestOfText } from '../../../functions/domain/shared/canonical.ts';
import { OrgId } from '../../../functions/domain/shared/ids.ts';
import { aSigner } from '../../support/audit/a-signer.ts';
import { auditAfter, auditedOrg, chainNames, signer } from '../../support/audit/an-audit.ts';

const everyChain = chainNames.map((chain) => ({ chain }));
const { anchors } = auditAfter([...everyChain, 'anchor', ...everyChain, 'anchor', ...everyChain]);
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

  it('stops at the first fault, and vouches for what was before it', () => {
    const { points } = check([first, second, { ...third, hash: other }]);

    expect(points.get('settings')?.map(({ seq }) => seq)).toEqual([1, 2]);
  });
});
