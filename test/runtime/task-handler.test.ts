import * as z from 'zod';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Conflict, Rejection, TransientFailure } from '../../functions/domain/shared/errors.ts';
import { taskHandler } from '../../functions/runtime/task-handler.ts';

beforeEach(() => {
  vi.stubEnv('LOG_FORMAT', 'text');
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const input = z.strictObject({ count: z.int() });
const output = z.strictObject({ outcome: z.enum(['even', 'odd']) });

const handlerOf = (answer: (given: { count: number }) => unknown) =>
  taskHandler({
    input,
    output,
    useCase: () => (given) => Promise.resolve(answer(given) as z.input<typeof output>),
  });

describe('a task of a state machine', () => {
  it('is given its parsed input and answers with its parsed output', async () => {
    const handler = handlerOf(({ count }) => ({ outcome: count % 2 === 0 ? 'even' : 'odd' }));

    expect(await handler({ count: 3 })).toEqual({ outcome: 'odd' });
  });

  it('is composed at its first call, and once', async () => {
    const useCase = vi.fn(() => () => Promise.resolve({ outcome: 'even' as const }));
    const handler = taskHandler({ input, output, useCase });
    expect(useCase).not.toHaveBeenCalled();

    await handler({ count: 2 });
    await handler({ count: 4 });

    expect(useCase).toHaveBeenCalledTimes(1);
  });

  it.each([{}, { count: '3' }, { count: 1, more: true }, null, undefined])(
    'refuses the input %j before anything runs',
    async (event) => {
      const work = vi.fn(() => ({ outcome: 'even' }));

      await expect(handlerOf(work)(event)).rejects.toMatchObject({ name: 'ZodError' });
      expect(work).not.toHaveBeenCalled();
    },
  );

  it.each([{}, { outcome: 'neither' }, { outcome: 'even', more: 1 }, undefined])(
    'does not pass the output %j on',
    async (answer) => {
      await expect(handlerOf(() => answer)({ count: 1 })).rejects.toMatchObject({
        name: 'ZodError',
      });
    },
  );

  it.each<[Error, string]>([
    [new Rejection('state-forbids', 'no'), 'Rejection'],
    [new TransientFailure('later'), 'TransientFailure'],
    [new Conflict('task 1'), 'TransientFailure'],
    [new TypeError('broken'), 'TypeError'],
  ])('fails with %s under the name that the machine matches on', async (error, name) => {
    const handler = handlerOf(() => {
      throw error;
    });

    await expect(handler({ count: 1 })).rejects.toBe(error);
    expect(error.name).toBe(name);
  });
});
