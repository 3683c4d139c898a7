import { generateKeyPairSync, sign } from 'node:crypto';
import type { AnchorKey } from '../../../functions/domain/audit/anchor.ts';

export interface TestSigner {
  readonly key: AnchorKey;
  readonly sign: (text: string) => string;
}

/** A signer with a key of its own. */
export const aSigner = (algorithm: AnchorKey['algorithm'] = 'ed25519'): TestSigner => {
  const { publicKey, privateKey } =
    algorithm === 'ed25519'
      ? generateKeyPairSync('ed25519')
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const public_key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const hash = algorithm === 'ed25519' ? null : 'sha256';
  return {
    key: { algorithm, public_key },
    sign: (text) => sign(hash, Buffer.from(text), privateKey).toString('base64'),
  };
};
