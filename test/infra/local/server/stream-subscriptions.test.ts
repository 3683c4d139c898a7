import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { followStream } from '../../../../infra/local/events/stream-subscriptions.ts';
import type { StreamRecord } from '../../../../infra/local/events/stream-subscriptions.ts';

const aRecord = (
  sequence: number,
  { pk = 'outbox#0', kind = 'notify', eventName = 'INSERT' as const } = {},
): StreamRecord => ({
  eventName,
  dynamodb: {
    SequenceNumber: String(sequence).padStart(21, '0'),
    Keys: { pk: { S: pk }, sk: { S: `msg-${sequence}` } },
    NewImage: { kind: { S: kind } },
  },
});

const aStream = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stream-'));
  const checkpoints = new ClassicLevel(folder);
  await checkpoints.open();
  onTestFinished(async () => {
    await checkpoints.close();
    rmSync(folder, { recursive: true });
  });
  const records: StreamRecord[] = [];
  const trimmed: string[] = [];
  const calls: { handler: string; sequences: number[] }[] = [];
  let wake: () => void = () => undefined;
  const follow = (
    answer: (handler: string, sequences: readonly number[]) => unknown = () => null,
  ) => {
    const following = followStream({
      checkpoints,
      stream: {
        read: (after, limit) =>
          Promise.resolve(
            records.filter((record) => record.dynamodb.SequenceNumber > after).slice(0, limit),
          ),
        trim: (upTo) => {
          trimmed.push(upTo);
          return Promise.resolve();
        },
        onChange: (listener) => {
          wake = listener;
        },
      },
      invoke: async (handler, event) => {
        const { Records } = event as { Records: StreamRecord[] };
        const sequences = Records.map(({ dynamodb }) => Number(dynamodb.SequenceNumber));
        calls.push({ handler, sequences });
        return Promise.resolve(answer(handler, sequences));
      },
      onError: () => undefined,
    });
    onTestFinished(following.stop);
    return following;
  };
  const append = (...added: StreamRecord[]) => {
    records.push(...added);
    wake();
  };
  return { follow, append, calls, trimmed, records };
};

describe('functions subscribed to the stream', () => {
  it('get new outbox items of their kinds, and nothing else', async () => {
    const { follow, append, calls } = await aStream();
    follow();

    append(
      aRecord(1),
      aRecord(2, { kind: 'resume_gate' }),
      aRecord(3, { pk: 'org#demo#task#x', kind: 'notify' }),
      aRecord(4, { eventName: 'REMOVE' as never }),
      aRecord(5, { kind: 'start_lifecycle' }),
    );

    await vi.waitFor(() => expect(calls).toHaveLength(2));
    expect(calls).toEqual(
      expect.arrayContaining([
        { handler: 'deliver-notifications', sequences: [1] },
        { handler: 'resume', sequences: [2, 5] },
      ]),
    );
  });

  it('go on where they stopped', async () => {
    const { follow, append, calls } = await aStream();
    const first = follow();
    append(aRecord(1));
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    await first.stop();

    follow();
    append(aRecord(2));

    await vi.waitFor(() => expect(calls).toHaveLength(2));
    expect(calls.map(({ sequences }) => sequences)).toEqual([[1], [2]]);
  });

  it('get a failed batch again', async () => {
    const { follow, append, calls } = await aStream();
    let failures = 1;
    follow(() => {
      failures -= 1;
      if (failures >= 0) throw new Error('not now');
      return null;
    });

    append(aRecord(1), aRecord(2));

    await vi.waitFor(() => expect(calls).toHaveLength(2), 5_000);
    expect(calls.map(({ sequences }) => sequences)).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it('get again only what a partial failure gives back, and what follows it', async () => {
    const { follow, append, calls } = await aStream();
    let isFirst = true;
    follow((_handler, sequences) => {
      const failed = isFirst ? sequences[1] : undefined;
      isFirst = false;
      return {
        batchItemFailures:
          failed === undefined ? [] : [{ itemIdentifier: String(failed).padStart(21, '0') }],
      };
    });

    append(aRecord(1), aRecord(2), aRecord(3));

    await vi.waitFor(() => expect(calls).toHaveLength(2), 5_000);
    expect(calls.map(({ sequences }) => sequences)).toEqual([
      [1, 2, 3],
      [2, 3],
    ]);
  });

  it('leave a batch that fails four times to the sweep', async () => {
    const { follow, append, calls } = await aStream();
    follow((_handler, sequences) => {
      if (sequences.includes(1)) throw new Error('never');
      return null;
    });
    append(aRecord(1));

    await vi.waitFor(() => expect(calls).toHaveLength(4), 10_000);
    append(aRecord(2));

    await vi.waitFor(() => expect(calls).toHaveLength(5), 5_000);
    expect(calls.map(({ sequences }) => sequences)).toEqual([[1], [1], [1], [1], [2]]);
  });

  it('let only what all have seen be forgotten', async () => {
    const { follow, append, calls, trimmed } = await aStream();
    const following = follow((handler) => {
      if (handler === 'resume') throw new Error('not now');
      return null;
    });
    append(aRecord(1), aRecord(2, { kind: 'resume_hold' }));
    await vi.waitFor(() => expect(calls).toHaveLength(2));

    await following.trim();

    expect(trimmed).toEqual([]);
  });
});
