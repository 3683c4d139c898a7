import { describe, expect, it } from 'vitest';
import { isSignedBy } from '../../../functions/adapters/signing/is-signed-by.ts';
import { aSigner } from '../../support/audit/a-signer.ts';

describe('a signature', () => {
  it.each(['ed25519', 'ecdsa-p256-sha256'] as const)(
    'of %s is believed for its text and its key',
    (kind) => {
      const { key, sign } = aSigner(kind);
      const signature = sign('text');
      const otherKind = kind === 'ed25519' ? 'ecdsa-p256-sha256' : 'ed25519';

      expect(isSignedBy(key, 'text', signature)).toBe(true);
      expect(isSignedBy(key, 'text ', signature)).toBe(false);
      expect(isSignedBy(aSigner(kind).key, 'text', signature)).toBe(false);
      expect(isSignedBy({ ...key, algorithm: otherKind }, 'text', signature)).toBe(false);
    },
  );

  it('that is no signature, or by no key, is none', () => {
    const { key, sign } = aSigner();

    expect(isSignedBy(key, 'text', '')).toBe(false);
    expect(isSignedBy(key, 'text', 'AAAA')).toBe(false);
    expect(isSignedBy({ ...key, public_key: 'AAAA' }, 'text', sign('text'))).toBe(false);
  });
});
