import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { answerOf, call, callOf, nothing } from '../../functions/specialists/read-transcript.ts';
import { answered, aTranscript } from '../support/planning/transcript.ts';

const count = {
  name: 'count',
  input: z.strictObject({ limit: z.int() }),
  output: z.strictObject({ total: z.int() }),
};

describe('the answer of a tool', () => {
  it.each([
    ['the latest', [[answered('count', { total: 1 })], [answered('count', { total: 2 })]], 2],
    [
      'the latest of one turn',
      [[answered('count', { total: 1 }), answered('count', { total: 3 })]],
      3,
    ],
    ['among others', [[answered('other', { total: 1 }), answered('count', { total: 4 })]], 4],
    ['none where nothing was asked', [], null],
    ['none of another tool', [[answered('other', { total: 1 })]], null],
    [
      'none that failed, though one before was good',
      [
        [answered('count', { total: 1 })],
        [answered('count', { total: 2 }, { result: 'error', error: 'late' })],
      ],
      null,
    ],
    ['none that was denied', [[answered('count', { total: 1 }, { result: 'denied' })]], null],
    ['none of another shape', [[answered('count', { total: 'many' })]], null],
  ])('is %s', (...[, turns, total]) => {
    const answer = answerOf(aTranscript(turns), count);

    expect(answer).toEqual(total === null ? null : { callId: 'call-of-count', output: { total } });
  });
});

describe('a call', () => {
  const wanted = callOf(count, { limit: 2 });

  it('names the tool and what it takes', () => {
    expect(wanted).toEqual({ tool: 'count', input: { limit: 2 } });
  });

  it('is made with the others where none of them was asked', () => {
    const other = { tool: 'other', input: {} };

    expect(call(aTranscript([]), wanted, other)).toEqual({ kind: 'calls', calls: [wanted, other] });
  });

  it('is not made twice: what gave no answer will give none', () => {
    const failed = answered('count', null, { result: 'error', error: 'The fleet is gone.' });
    const odd = answered('count', { total: 'many' });

    expect(call(aTranscript([[failed]]), { tool: 'other', input: {} }, wanted)).toEqual({
      kind: 'declined',
      reason: 'The tool count gave no usable answer: The fleet is gone.',
    });
    expect(call(aTranscript([[odd]]), wanted)).toEqual({
      kind: 'declined',
      reason: 'The tool count gave no usable answer.',
    });
  });
});

describe('a proposal of nothing', () => {
  it('says why, and on what it rests', () => {
    const evidence = [{ tool_call_id: 'call-1', statement: '0 assets.' }];

    expect(nothing('Nothing drifted.', evidence)).toEqual({
      kind: 'proposal',
      proposal: { kind: 'nothing_to_do', reason: 'Nothing drifted.', evidence },
    });
  });
});
