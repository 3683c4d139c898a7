import { KMSClient } from '@aws-sdk/client-kms';
import { makeKmsSigner } from '../../adapters/kms/kms-signer.ts';
import type { AnchorSigner } from '../../application/audit/anchor-ports.ts';

export const awsAnchorSigner = (keyArn: string): AnchorSigner =>
  makeKmsSigner(new KMSClient(), keyArn);
