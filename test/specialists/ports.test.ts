import { expect, it } from 'vitest';
import { ToolRefusal } from '../../functions/specialists/ports.ts';

it('a refusal of a tool is told from a fault by its name', () => {
  const refusal = new ToolRefusal('The selector reaches beyond the task.');

  expect(refusal).toBeInstanceOf(Error);
  expect([refusal.name, refusal.message]).toEqual([
    'ToolRefusal',
    'The selector reaches beyond the task.',
  ]);
});
