import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { declareTool, defineTool } from '../../functions/specialists/define-tool.ts';
import type { ToolContext } from '../../functions/specialists/ports.ts';
import { aTask } from '../support/builders/a-task.ts';
import { memoryFleet } from '../support/memory/memory-fleet.ts';

const context: ToolContext = {
  task: aTask(),
  fleet: memoryFleet({ assets: [], goldenImages: [], vulnerabilities: [], history: [] }),
};
const words = { name: 'double', description: 'Doubles.', risk_class: 'read_only' } as const;

describe('a tool', () => {
  const input = z.strictObject({ count: z.int().default(2) }).readonly();
  const tool = defineTool({
    ...words,
    input,
    output: z.strictObject({ twice: z.int(), task: z.string() }),
    timeout_seconds: 20,
    run: ({ count }, { task }) => Promise.resolve({ twice: 2 * count, task: task.task_id }),
  });

  it('works on what its schema read, for one task', async () => {
    expect(tool).toMatchObject({ ...words, input, timeout_seconds: 20, available: true });
    expect(await tool.run?.({}, context)).toEqual({ twice: 4, task: aTask().task_id });
    expect(await tool.run?.({ count: 5 }, context)).toMatchObject({ twice: 10 });
  });

  it('works on nothing that doesn’t fit', () => {
    expect(() => tool.run?.({ count: 'two' }, context)).toThrow(z.ZodError);
    expect(() => tool.run?.({ more: 1 }, context)).toThrow(z.ZodError);
  });
});

describe('a tool that is only declared', () => {
  const tool = declareTool({ ...words, input: { count: z.int() }, output: { twice: z.int() } });

  it('is not available, and does no work', () => {
    expect(tool).toMatchObject({ ...words, timeout_seconds: 30, available: false, run: null });
  });

  it('takes and gives nothing beyond what it says', () => {
    expect(tool.input.parse({ count: 1 })).toEqual({ count: 1 });
    expect(tool.input.safeParse({ count: 1, more: 1 }).success).toBe(false);
    expect(tool.output.parse({ twice: 1 })).toEqual({ twice: 1 });
    expect(tool.output.safeParse({ twice: 1, more: 1 }).success).toBe(false);
  });
});
