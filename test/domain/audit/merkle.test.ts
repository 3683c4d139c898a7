import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  inclusionProof,
  leafHash,
  merkleRoot,
  rootFrom,
} from '../../../functions/domain/audit/merkle.ts';
import { Digest } from '../../../functions/domain/shared/ids.ts';

/** The test vectors of Certificate Transparency: leaves in hex, and the root over the first n. */
const vectors = [
  ['', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  ['00', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  ['10', 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  ['2021', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  ['3031', '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  ['40414243', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
  ['5051525354555657', 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  [
    '606162636465666768696a6b6c6d6e6f',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ],
] as const;

const sha256 = (...parts: readonly Uint8Array[]): Digest =>
  Digest.parse(createHash('sha256').update(Buffer.concat(parts)).digest('hex'));

const vectorLeaves = vectors.map(([hex]) => sha256(Buffer.of(0), Buffer.from(hex, 'hex')));

const digests = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Digest.parse(Buffer.from(bytes).toString('hex')));

describe('the Merkle tree', () => {
  it.each(vectors.map(([, root], index) => [index + 1, root] as const))(
    'has over the first %d leaves of RFC 6962’s vectors the known root',
    (count, root) => {
      expect(merkleRoot(vectorLeaves.slice(0, count))).toBe(root);
    },
  );

  it('has over no leaf the hash of nothing', () => {
    expect(merkleRoot([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('hashes a leaf apart from a node, over its canonical JSON', () => {
    const text = Buffer.from('{"a":1,"b":2}');

    expect(leafHash({ b: 2, a: 1 })).toBe(sha256(Buffer.of(0), text));
    expect(leafHash({ b: 2, a: 1 })).not.toBe(sha256(text));
  });

  it('is left by each leaf on a way that leads to the root, and by no other leaf', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(digests, { minLength: 1, maxLength: 40 }),
        fc.nat(),
        fc.nat(),
        (leaves, place, elsewhere) => {
          const index = place % leaves.length;
          const other = elsewhere % leaves.length;
          const proof = inclusionProof(leaves, index);
          const root = merkleRoot(leaves);

          expect(rootFrom(leaves[index] as Digest, proof)).toBe(root);
          if (other !== index) expect(rootFrom(leaves[other] as Digest, proof)).not.toBe(root);
          expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(leaves.length)));
        },
      ),
    );
  });
});
