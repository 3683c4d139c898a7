import { describe, expect, it } from 'vitest';
import { makeRecoverLost } from '../../../functions/application/execution/recover-lost.ts';
import type { EndedMachine } from '../../../functions/domain/execution/ended-machine.ts';
import {
  notFound,
  stateForbids,
  TransientFailure,
} from '../../../functions/domain/shared/errors.ts';

const ended = (name: string): EndedMachine => ({
  executionArn: `arn:execution:${name}`,
  stateMachineArn: 'arn:machine',
  name,
  status: 'ABORTED',
});

const sweep = (names: readonly string[], recover: (machine: EndedMachine) => Promise<unknown>) => {
  const asked: string[] = [];
  const run = makeRecoverLost({
    machines: {
      endedBadlySince: (from) => {
        asked.push(from);
        return Promise.resolve(names.map(ended));
      },
    },
    recover,
    clock: { now: () => Date.parse('2026-03-02T09:00:00.000Z') },
  });
  return { run, asked };
};

describe('the look at machines that ended without being told of', () => {
  it('goes back a day, and looks after each that ended badly', async () => {
    const seen: string[] = [];
    const { run, asked } = sweep(['one', 'two'], ({ name }) => Promise.resolve(seen.push(name)));

    expect(await run()).toEqual({ outcome: 'swept', machines: 2 });

    expect(asked).toEqual(['2026-03-01T09:00:00.000Z']);
    expect(seen).toEqual(['one', 'two']);
  });

  it('passes over a machine that is about nothing that is stored', async () => {
    const { run } = sweep(['one'], () => Promise.reject(notFound('execution')));

    expect(await run()).toEqual({ outcome: 'swept', machines: 1 });
  });

  it('does not pass over one that is refused for another reason', async () => {
    const { run } = sweep(['one'], () => Promise.reject(stateForbids('It can not go there.')));

    await expect(run()).rejects.toThrow('1 of 1 machines that ended badly are left');
  });

  it('does not let one that fails hold up the others, and says that it is left', async () => {
    const seen: string[] = [];
    const { run } = sweep(['one', 'two'], ({ name }) => {
      seen.push(name);
      return name === 'one' ? Promise.reject(new Error('the store is away')) : Promise.resolve();
    });

    await expect(run()).rejects.toBeInstanceOf(TransientFailure);
    await expect(run()).rejects.toThrow('1 of 2 machines that ended badly are left');
    expect(seen).toEqual(['one', 'two', 'one', 'two']);
  });
});
