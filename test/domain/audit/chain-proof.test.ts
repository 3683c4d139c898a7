import { describe, expect, it } from 'vitest';
import { isSignedBy } from '../../../functions/adapters/signing/is-signed-by.ts';
import type { AnchorKey } from '../../../functions/domain/audit/anchor.ts';
import { ChainProof, isProven, proveChain } from '../../../functions/domain/audit/chain-proof.ts';
import { aSigner } from '../../support/audit/a-signer.ts';
import { auditAfter, chainNames, signer } from '../../support/audit/an-audit.ts';

const audit = auditAfter([...chainNames, ...chainNames].map((chain) => ({ chain })));
const [anchor] = audit.anchors;
if (!anchor) throw new Error('The audit has no anchor');
const by = { key: signer.key, isSignedBy };
const other = 'd'.repeat(64) as never;

describe('the proof of a chain', () => {
  it.each(chainNames)('stands alone for %s, without the other chains', (chain) => {
    const proof = proveChain(anchor, chain);
    const records = audit.chains.get(chain) ?? [];

    expect(ChainProof.parse(proof)).toEqual(proof);
    expect(proof && isProven(proof, records, by)).toBe(true);
    expect(proof?.leaf).toMatchObject({ chain, seq: 2 });
  });

  it('is none of a chain that the anchor has not', () => {
    const [first] = auditAfter([{ chain: 'settings' }]).anchors;

    expect(first && proveChain(first, chainNames[1] ?? 'settings')).toBeNull();
  });

  it.each<[string, (proof: ChainProof) => ChainProof]>([
    ['another leaf', (proof) => ({ ...proof, leaf: { ...proof.leaf, hash: other } })],
    ['another number', (proof) => ({ ...proof, leaf: { ...proof.leaf, seq: 1 } })],
    ['another way', (proof) => ({ ...proof, path: proof.path.slice(1) })],
    ['another root', (proof) => ({ ...proof, anchor: { ...proof.anchor, root: other } })],
    ['another hash', (proof) => ({ ...proof, hash: other })],
    ['another signature', (proof) => ({ ...proof, signature: aSigner().sign('') })],
  ])('proves nothing with %s', (_, change) => {
    const proof = proveChain(anchor, 'settings');
    const records = audit.chains.get('settings') ?? [];

    expect(proof && isProven(change(proof), records, by)).toBe(false);
  });

  it('proves nothing by another key, or for records cut off or changed', () => {
    const proof = proveChain(anchor, 'settings');
    const records = audit.chains.get('settings') ?? [];
    const changed = records.map((record) => ({ ...record, hash: other }));

    expect(proof && isProven(proof, records, { ...by, key: aSigner().key })).toBe(false);
    expect(proof && isProven(proof, records.slice(0, 1), by)).toBe(false);
    expect(proof && isProven(proof, changed, by)).toBe(false);
  });

  it('proves nothing for records that do not stand at their number', () => {
    const proof = proveChain(anchor, 'settings');
    const records = audit.chains.get('settings') ?? [];
    const renumbered = records.map((record) => ({ ...record, seq: record.seq + 1 }));

    expect(proof && isProven(proof, renumbered, by)).toBe(false);
    expect(proof && isProven(proof, [...records].reverse(), by)).toBe(false);
  });

  it.each<[string, Partial<AnchorKey>]>([
    ['of another text', { public_key: aSigner().key.public_key }],
    ['of another algorithm', { algorithm: 'ecdsa-p256-sha256' }],
  ])('is not taken for that of a key %s, whatever the signature', (_, changes) => {
    const proof = proveChain(anchor, 'settings');
    const records = audit.chains.get('settings') ?? [];
    const isProvenBy = (key: AnchorKey) =>
      proof && isProven(proof, records, { key, isSignedBy: () => true });

    expect(isProvenBy(signer.key)).toBe(true);
    expect(isProvenBy({ ...signer.key, ...changes })).toBe(false);
  });

  it('proves nothing with a hash that is not the anchor’s, whatever the signature', () => {
    const proof = proveChain(anchor, 'settings');
    const records = audit.chains.get('settings') ?? [];
    const believing = { key: signer.key, isSignedBy: () => true };
    const later = proof && { ...proof.anchor, at: '2030-03-01T09:00:00.000Z' };

    expect(proof && isProven({ ...proof, hash: other }, records, believing)).toBe(false);
    expect(proof && later && isProven({ ...proof, anchor: later }, records, believing)).toBe(false);
  });
});
