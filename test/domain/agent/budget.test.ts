import { describe, expect, it } from 'vitest';
import {
  callIdOf,
  exceedsCallBudget,
  exhaustedBudget,
  firstTurnOf,
  storedTurnNumber,
} from '../../../functions/domain/agent/budget.ts';
import type { AgentTurn } from '../../../functions/domain/tool/tool.ts';
import { times } from '../../support/builders/a-past-change.ts';

const turn = (changes: Partial<AgentTurn> = {}): AgentTurn => ({
  turn: 1,
  planner: 'deterministic',
  calls: [],
  proposal: null,
  input_tokens: 0,
  output_tokens: 0,
  at: '2026-03-02T12:00:00.000Z',
  ...changes,
});
const calls = (count: number) =>
  times(count, { call_id: 'call-0001-01', tool: 'query_assets', input: {} });

describe('the budget of an agent', () => {
  it.each<[string, AgentTurn[], number, string | null]>([
    ['nothing', [], 0, null],
    ['11 turns', times(11, turn()), 0, null],
    ['12 turns', times(12, turn()), 0, '12 turns'],
    ['39 calls', [turn({ calls: calls(20) }), turn({ calls: calls(19) })], 0, null],
    ['40 calls', [turn({ calls: calls(20) }), turn({ calls: calls(20) })], 0, '40 tool calls'],
    ['199,999 tokens in', [turn({ input_tokens: 199_999 })], 0, null],
    ['200,000 tokens in', times(2, turn({ input_tokens: 100_000 })), 0, '200000 input tokens'],
    ['15,999 tokens out', [turn({ output_tokens: 15_999 })], 0, null],
    ['16,000 tokens out', times(2, turn({ output_tokens: 8_000 })), 0, '16000 output tokens'],
    ['599 seconds', [], 599, null],
    ['600 seconds', [], 600, '600 seconds'],
  ])('after %s: %#', (...[, turns, elapsedSeconds, exhausted]) => {
    expect(exhaustedBudget({ turns, elapsedSeconds })).toBe(exhausted);
  });

  it.each([
    [30, 10, false],
    [30, 11, true],
    [0, 40, false],
    [0, 41, true],
  ])('after %i calls bears %i more: not %s', (made, wanted, exceeded) => {
    expect(exceedsCallBudget([turn({ calls: calls(made) })], wanted)).toBe(exceeded);
  });
});

describe('the number of a turn', () => {
  it('counts on after a repair', () => {
    expect([storedTurnNumber(0, 3), storedTurnNumber(1, 1), storedTurnNumber(2, 12)]).toEqual([
      3, 13, 36,
    ]);
    expect([firstTurnOf(0), firstTurnOf(2)]).toEqual([1, 25]);
  });

  it('is in the name of its calls', () => {
    expect([callIdOf(3, 0), callIdOf(12, 9)]).toEqual(['call-0003-01', 'call-0012-10']);
  });
});
