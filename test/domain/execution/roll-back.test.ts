import { digestOf } from '../../../functions/domain/shared/canonical.ts';
import { describe, expect, it } from 'vitest';
import {
  isTouched,
  leftBehind,
  undoBatches,
  undoBatchSizeOf,
  versionAfterFailure,
} from '../../../functions/domain/execution/roll-back.ts';
import { aLine } from '../../support/builders/an-execution.ts';

describe('a roll-back', () => {
  const touched = (ordinal: number, phase_index = 0) =>
    aLine({ ordinal, phase_index, status: 'completed', applies: 1 });
  const undoing = aLine({ ordinal: 9, status: 'running', applies: 1, undos: 1 });

  it('undoes in batches of the phase’s parallelism, twenty at most', () => {
    expect([1, 20, 21].map((max_parallel) => undoBatchSizeOf({ max_parallel }))).toEqual([
      1, 20, 20,
    ]);
  });

  it('goes from the last touched batch to the first, each once', () => {
    const lines = [
      touched(0),
      touched(1),
      touched(20),
      undoing,
      touched(3, 1),
      aLine({ ordinal: 7 }),
    ];

    expect(undoBatches([{ max_parallel: 2 }, { max_parallel: 2 }], lines)).toEqual([
      { phase_index: 1, batch: 1 },
      { phase_index: 0, batch: 10 },
      { phase_index: 0, batch: 4 },
      { phase_index: 0, batch: 0 },
    ]);
  });

  it('leaves behind what is touched, in the undoing, or could not be undone', () => {
    const kept = aLine({ status: 'rollback_failed', applies: 1, undos: 1 });
    const undone = aLine({ status: 'rolled_back', applies: 1, undos: 1 });

    expect(leftBehind([aLine(), touched(0), undone, undoing, kept])).toEqual([
      touched(0),
      undoing,
      kept,
    ]);
  });

  it.each([
    ['nothing known after a failure', aLine({ status: 'failed', applies: 1 }), false],
    [
      'a running apply whose version is another',
      aLine({ status: 'running', applies: 1, version_after: 'v2' }),
      false,
    ],
    ['a completion that was never begun', aLine({ status: 'completed' }), false],
    [
      'a completion that is being undone',
      aLine({ status: 'completed', applies: 1, undos: 1 }),
      false,
    ],
  ])('does not touch %s', (_name, line, answer) => {
    expect(isTouched(line)).toBe(answer);
  });

  it.each([
    [null, 'v2', 'v2'],
    [{ version: 'v1' }, null, null],
    [{ version: 'v1' }, 'v1', 'v1'],
    [{ version: 'v0' }, 'v2', null],
    [{ version: 7 }, 'v2', 'v2'],
    [{}, 'v2', 'v2'],
  ])('after %j and a failure at %j takes the version for %j', (before, current, after) => {
    expect(versionAfterFailure({ planned_version: 'v1', before }, current)).toBe(after);
  });

  const [was, is] = [digestOf('was'), digestOf('is')];

  it.each([
    ['only something else had changed', was, 'v3'],
    ['what is touched had changed', is, null],
  ])('after a failure on an asset where %s takes the version for ours', (_when, digest, after) => {
    const before = { version: 'v2', touched_digest: digest };
    const line = { planned_version: 'v1', touched_digest: was, before };

    expect(versionAfterFailure(line, 'v3')).toBe(after);
  });

  it.each([
    ['v3', true],
    ['v2', false],
  ])('at %s is touched by the version just before the apply', (version_after, touched) => {
    const before = { version: 'v2', touched_digest: was };
    const line = aLine({
      status: 'failed',
      applies: 1,
      touched_digest: was,
      before,
      version_after,
    });

    expect(isTouched(line)).toBe(touched);
  });
});
