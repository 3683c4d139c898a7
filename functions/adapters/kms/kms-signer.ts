import { GetPublicKeyCommand, SignCommand } from '@aws-sdk/client-kms';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { AnchorKeySource, AnchorSigner } from '../../application/audit/anchor-ports.ts';
import { TransientFailure } from '../../domain/shared/errors.ts';

const answered = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await ask();
  } catch (error) {
    throw new TransientFailure('The signing key does not answer', { cause: error });
  }
};

const textOf = (bytes: Uint8Array | undefined, what: string): string => {
  if (!bytes || bytes.length === 0) throw new Error(`KMS answered without ${what}`);
  return Buffer.from(bytes).toString('base64');
};

/** The public half of a KMS key on the curve P-256. */
const makeKmsKeySource = (client: KMSClient, keyId: string): AnchorKeySource => ({
  publicKey: async () => {
    const { PublicKey } = await answered(() =>
      client.send(new GetPublicKeyCommand({ KeyId: keyId })),
    );
    return { algorithm: 'ecdsa-p256-sha256', public_key: textOf(PublicKey, 'the public key') };
  },
});

/**
 * Signs with a KMS key that never leaves KMS: ECDSA on P-256 over SHA-256 of the text, in DER. The
 * public key is asked for once. @throws TransientFailure when KMS doesn't answer.
 */
export const makeKmsSigner = (client: KMSClient, keyId: string): AnchorSigner => {
  const source = makeKmsKeySource(client, keyId);
  let known: ReturnType<AnchorSigner['publicKey']> | undefined;
  return {
    publicKey: async () => {
      known ??= source.publicKey();
      try {
        return await known;
      } catch (error) {
        known = undefined;
        throw error;
      }
    },
    sign: async (text) => {
      const { Signature } = await answered(() =>
        client.send(
          new SignCommand({
            KeyId: keyId,
            Message: Buffer.from(text),
            MessageType: 'RAW',
            SigningAlgorithm: 'ECDSA_SHA_256',
          }),
        ),
      );
      return textOf(Signature, 'a signature');
    },
  };
};
