import { S3Client } from '@aws-sdk/client-s3';
import { makeAnchorArchive } from '../../adapters/s3/anchor-archive.ts';
import type { AnchorArchive } from '../../application/audit/anchor-ports.ts';

export const awsAnchorArchive = (bucket: string): AnchorArchive =>
  makeAnchorArchive(new S3Client(), bucket);
