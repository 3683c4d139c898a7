import { S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeAnchorArchive } from '../../../functions/adapters/s3/anchor-archive.ts';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { auditAfter } from '../../support/audit/an-audit.ts';

const client = new S3Client({
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
const send = vi.spyOn(client, 'send');

afterEach(() => void send.mockReset());

const { anchors } = auditAfter([{ chain: 'settings' }, 'anchor', { chain: 'settings' }]);
const [first, second] = anchors;
if (!first || !second) throw new Error('There are two anchors');

const refused = (status: number) =>
  new S3ServiceException({
    name: 'Refused',
    $fault: 'client',
    $metadata: { httpStatusCode: status },
  });

describe('the archive of S3', () => {
  it('puts each anchor in its own place, on condition that the place is free', async () => {
    send.mockResolvedValue({} as never);
    const archive = makeAnchorArchive(client, 'anchors');

    await archive.publish(first);
    await archive.publish(second);
    await archive.publish(second);

    const puts = send.mock.calls.map(([{ input }]) => input as PutObjectCommandInput);
    expect(puts.map(({ Bucket, Key, IfNoneMatch }) => [Bucket, Key, IfNoneMatch])).toEqual([
      ['anchors', 'org-123/000000000001.json', '*'],
      ['anchors', 'org-123/000000000002.json', '*'],
    ]);
    expect(puts[1]?.Body).toBe(JSON.stringify(second));
  });

  it('leaves an anchor that is there as it is', async () => {
    send.mockRejectedValue(refused(412));

    await expect(makeAnchorArchive(client, 'anchors').publish(first)).resolves.toBeUndefined();
  });

  it.each([403, 409, 500, 503])('fails for the moment on %d, and tries again', async (status) => {
    const archive = makeAnchorArchive(client, 'anchors');
    send.mockRejectedValueOnce(refused(status));

    await expect(archive.publish(first)).rejects.toThrow(TransientFailure);
    send.mockResolvedValue({} as never);
    await archive.publish(first);
    expect(send).toHaveBeenCalledTimes(2);
  });
});
