import { describe, expect, it } from 'vitest';
import {
  asEnded,
  failedBefore,
  ledgerRoot,
  namesOf,
  phaseAt,
  withPhase,
} from '../../../functions/domain/execution/phase-progress.ts';
import type { ExecutionPhase } from '../../../functions/domain/execution/execution.ts';
import { digestOf } from '../../../functions/domain/shared/canonical.ts';
import { aLine, anExecution } from '../../support/builders/an-execution.ts';

const canary = phaseAt(anExecution(), 0);
const phase = (index: number, changes: Partial<ExecutionPhase> = {}): ExecutionPhase => ({
  ...canary,
  index,
  name: `Wave ${index}`,
  ...changes,
});
const three = anExecution({
  phases: [
    phase(0, { counts: { completed: 5, failed: 2 } }),
    phase(1, { counts: { failed: 3 } }),
    phase(2, { counts: { failed: 7 } }),
  ],
});

describe('the phases of an execution', () => {
  it('are found by their index', () => {
    expect(phaseAt(three, 1).name).toBe('Wave 1');
    expect(() => phaseAt(three, 3)).toThrow(
      new RangeError('Execution exec-01j0000000000000000000000e has no phase 3'),
    );
  });

  it('change one at a time', () => {
    expect(withPhase(three, 1, { status: 'failed', error: 'broke' })).toEqual([
      three.phases[0],
      { ...three.phases[1], status: 'failed', error: 'broke' },
      three.phases[2],
    ]);
  });

  it('count what failed before one of them', () => {
    expect([0, 1, 2].map((index) => failedBefore(three, index))).toEqual([0, 2, 5]);
    expect(failedBefore(anExecution({ phases: [phase(0), phase(1)] }), 1)).toBe(0);
    expect(failedBefore(anExecution({ phases: [phase(0, { counts: { completed: 2 } })] }), 1)).toBe(
      0,
    );
  });
});

describe('the lines of a phase', () => {
  it('are skipped at the end where they were never begun', () => {
    const lines = [aLine(), aLine({ status: 'completed' }), aLine({ status: 'running' })];

    expect(asEnded(lines)).toEqual([aLine({ status: 'skipped' }), lines[1], lines[2]]);
  });

  it('have one digest over their digests, by ordinal', () => {
    const lines = [2, 0, 1].map((ordinal) => aLine({ ordinal }));

    expect(ledgerRoot(lines)).toBe(
      digestOf([0, 1, 2].map((ordinal) => digestOf(aLine({ ordinal })))),
    );
    expect(lines.map(({ ordinal }) => ordinal)).toEqual([2, 0, 1]);
  });

  it.each([
    [0, ''],
    [1, 'web-1'],
    [2, 'web-1, web-2'],
  ])('%i of them are named %j', (count, text) => {
    const lines = Array.from({ length: count }, (_, index) => ({ asset_name: `web-${index + 1}` }));

    expect(namesOf(lines)).toBe(text);
  });

  it('are named up to twenty, and counted beyond', () => {
    const lines = Array.from({ length: 22 }, (_, index) => ({ asset_name: `w${index + 1}` }));
    const twenty =
      'w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12, w13, w14, w15, w16, w17, w18, w19, w20';

    expect(namesOf(lines.slice(0, 20))).toBe(twenty);
    expect(namesOf(lines.slice(0, 21))).toBe(`${twenty} and 1 more`);
    expect(namesOf(lines)).toBe(`${twenty} and 2 more`);
  });
});
