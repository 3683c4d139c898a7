import { createPublicKey, verify } from 'node:crypto';
import type { AnchorKey } from '../../domain/audit/anchor.ts';

/** True when the key's owner signed these bytes of UTF-8. A malformed key or signature signed nothing. */
export const isSignedBy = (key: AnchorKey, text: string, signature: string): boolean => {
  try {
    const publicKey = createPublicKey({
      key: Buffer.from(key.public_key, 'base64'),
      format: 'der',
      type: 'spki',
    });
    const isOfItsKind =
      publicKey.asymmetricKeyType === (key.algorithm === 'ed25519' ? 'ed25519' : 'ec');
    const hash = key.algorithm === 'ed25519' ? null : 'sha256';
    return (
      isOfItsKind && verify(hash, Buffer.from(text), publicKey, Buffer.from(signature, 'base64'))
    );
  } catch {
    return false;
  }
};
