import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnchorSigner } from '../../application/audit/anchor-ports.ts';

/**
 * Signs with the Ed25519 key of one machine, `key.pem` in the folder. It lies beside the data: it
 * proves nothing against whoever owns the machine.
 * @throws Error when there is no such key.
 */
export const makeFileSigner = (folder: string): AnchorSigner => {
  const privateKey = createPrivateKey(readFileSync(join(folder, 'key.pem')));
  if (privateKey.asymmetricKeyType !== 'ed25519') {
    throw new Error(`${join(folder, 'key.pem')} is not an Ed25519 key`);
  }
  const public_key = createPublicKey(privateKey)
    .export({ format: 'der', type: 'spki' })
    .toString('base64');
  return {
    publicKey: () => Promise.resolve({ algorithm: 'ed25519', public_key }),
    sign: (text) => Promise.resolve(sign(null, Buffer.from(text), privateKey).toString('base64')),
  };
};
