import { PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import type { AnchorArchive } from '../../application/audit/anchor-ports.ts';
import type { Anchor } from '../../domain/audit/anchor.ts';
import { TransientFailure } from '../../domain/shared/errors.ts';

/** Its place in the bucket, such as `org-123/000000000007.json`. */
const keyOf = ({ org_id, seq }: Anchor): string =>
  `${org_id}/${String(seq).padStart(12, '0')}.json`;

const put = async (client: S3Client, bucket: string, anchor: Anchor): Promise<void> => {
  try {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: keyOf(anchor),
        Body: JSON.stringify(anchor),
        ContentType: 'application/json',
        IfNoneMatch: '*',
      }),
    );
  } catch (error) {
    const isThere = error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412;
    if (!isThere) throw new TransientFailure('The archive does not answer', { cause: error });
  }
};

/**
 * A bucket whose objects are locked for a time: each anchor is put on condition that its place is
 * free, so that no later version can lie on top of it either.
 * @throws TransientFailure when S3 doesn't answer.
 */
export const makeAnchorArchive = (client: S3Client, bucket: string): AnchorArchive => {
  const newest = new Map<string, number>();
  return {
    publish: async (anchor) => {
      if (anchor.seq <= (newest.get(anchor.org_id) ?? 0)) return;
      await put(client, bucket, anchor);
      newest.set(anchor.org_id, anchor.seq);
    },
  };
};
