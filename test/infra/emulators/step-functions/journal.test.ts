import { describe, expect, it } from 'vitest';
import { createJournal } from '../../../../infra/emulators/step-functions/journal/journal.ts';
import type {
  Change,
  JournalLevel,
} from '../../../../infra/emulators/step-functions/journal/journal.ts';
import { createMemoryLevel } from '../../../support/emulators/memory-level.ts';
import { createStateMachines } from '../../../../infra/emulators/step-functions/state-machines.ts';
import { createVirtualClock } from '../../../support/emulators/virtual-clock.ts';
import { machineOf } from './bench.ts';

const put = (key: string): Change => ({ type: 'put', key, value: key });

/** A level that records its batches, and fails from the given one on. */
const recordingLevel = (failsFrom = Infinity): { level: JournalLevel; batches: string[][] } => {
  const batches: string[][] = [];
  const memory = createMemoryLevel();
  const level: JournalLevel = {
    ...memory,
    batch: async (writes) => {
      if (batches.length >= failsFrom) throw new Error('no space left');
      batches.push(writes.map((write) => write.key));
      await new Promise(setImmediate);
      await memory.batch(writes);
    },
  };
  return { level, batches };
};

describe('the journal', () => {
  it('stores in order, and never divides what was appended together', async () => {
    const { level, batches } = recordingLevel();
    const journal = createJournal(level);

    journal.append([put('a1'), put('a2')]);
    await new Promise(setImmediate);
    journal.append([put('b1')]);
    journal.append([put('c1'), put('c2')]);
    await journal.flush();

    expect(batches).toEqual([
      ['a1', 'a2'],
      ['b1', 'c1', 'c2'],
    ]);
  });

  it('writes only the last of several states of one key', async () => {
    const { level, batches } = recordingLevel();
    const journal = createJournal(level);

    journal.append([put('a'), { type: 'put', key: 'where', value: 1 }]);
    journal.append([put('b'), { type: 'put', key: 'where', value: 2 }]);
    await journal.flush();

    expect(batches).toEqual([['a', 'where', 'b']]);
    expect(await journal.get('where')).toBe('2');
  });

  it('has everything stored when flush resolves, also what is appended meanwhile', async () => {
    const { level } = recordingLevel();
    const journal = createJournal(level);
    journal.append([put('a')]);
    const flushed = journal.flush();
    journal.append([put('b')]);
    await flushed;

    expect(await journal.get('b')).toBe('"b"');
  });

  it('takes nothing more once a batch was lost', async () => {
    const { level } = recordingLevel(0);
    const journal = createJournal(level);
    journal.append([put('a')]);

    await expect(journal.flush()).rejects.toThrow('the journal could not be written');
    expect(() => journal.append([put('b')])).toThrow('the journal could not be written');
  });

  it('that can not be written makes every answer a fault of the service', async () => {
    const { level } = recordingLevel(1);
    const machines = createStateMachines({
      level,
      clock: createVirtualClock(0),
      random: () => 0.5,
      invoke: () => Promise.resolve(null),
    });
    const stateMachineArn = machines.register('m', machineOf({ A: { Type: 'Succeed' } }));
    await new Promise(setImmediate);

    const answer = await machines.answer('AWSStepFunctions.StartExecution', { stateMachineArn });

    expect(answer.status).toBe(500);
  });
});
