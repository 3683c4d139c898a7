import { describe, expect, it, vi } from 'vitest';
import { retryOnConflict } from '../../../functions/application/shared/with-retry.ts';
import { Conflict, TransientFailure } from '../../../functions/domain/shared/errors.ts';

describe('a decision that another writer overtook', () => {
  it('is made again, until it stands', async () => {
    const attempt = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new Conflict('task 1'))
      .mockRejectedValueOnce(new Conflict('task 1'))
      .mockResolvedValue('done');

    expect(await retryOnConflict(attempt)).toBe('done');
    expect(attempt).toHaveBeenCalledTimes(3);
  });

  it('is given up after forty times', async () => {
    const attempt = vi.fn(() => Promise.reject(new Conflict('task 1')));

    await expect(retryOnConflict(attempt)).rejects.toBeInstanceOf(Conflict);
    expect(attempt).toHaveBeenCalledTimes(40);
  });

  it('is not repeated for any other failure', async () => {
    const attempt = vi.fn(() => Promise.reject(new TransientFailure('busy')));

    await expect(retryOnConflict(attempt)).rejects.toBeInstanceOf(TransientFailure);
    expect(attempt).toHaveBeenCalledTimes(1);
  });
});
