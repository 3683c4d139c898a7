import { generateKeyPairSync, sign } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeKmsSigner } from '../../../functions/adapters/kms/kms-signer.ts';
import { isSignedBy } from '../../../functions/adapters/signing/is-signed-by.ts';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const client = new KMSClient({
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
const keyArn = 'arn:aws:kms:us-east-1:000000000000:key/anchors';

/** KMS as far as it signs with this key. */
const answer = (command: unknown): Promise<object> => {
  if (command instanceof GetPublicKeyCommand && command.input.KeyId === keyArn) {
    return Promise.resolve({ PublicKey: publicKey.export({ format: 'der', type: 'spki' }) });
  }
  if (!(command instanceof SignCommand)) return Promise.reject(new Error('Not a known command'));
  const { KeyId, Message, MessageType, SigningAlgorithm } = command.input;
  expect([KeyId, MessageType, SigningAlgorithm]).toEqual([keyArn, 'RAW', 'ECDSA_SHA_256']);
  return Promise.resolve({ Signature: sign('sha256', Message ?? Buffer.of(), privateKey) });
};

const send = vi.spyOn(client, 'send');

afterEach(() => void send.mockReset());

describe('the signer of KMS', () => {
  it('signs text so that its public key verifies it, and asks for that key once', async () => {
    send.mockImplementation(answer as never);
    const signer = makeKmsSigner(client, keyArn);

    const [key] = await Promise.all([signer.publicKey(), signer.publicKey()]);
    const signature = await signer.sign('an anchor');

    expect(key.algorithm).toBe('ecdsa-p256-sha256');
    expect(isSignedBy(key, 'an anchor', signature)).toBe(true);
    expect(isSignedBy(key, 'another anchor', signature)).toBe(false);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('fails for the moment when KMS does, and asks for the key anew', async () => {
    const signer = makeKmsSigner(client, keyArn);
    send.mockRejectedValueOnce(new Error('throttled'));

    await expect(signer.publicKey()).rejects.toThrow(TransientFailure);
    send.mockImplementation(answer as never);
    expect((await signer.publicKey()).public_key).not.toBe('');
    send.mockRejectedValueOnce(new Error('throttled'));
    await expect(signer.sign('an anchor')).rejects.toThrow(TransientFailure);
  });
});
