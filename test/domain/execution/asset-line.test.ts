import { describe, expect, it } from 'vitest';
import {
  actionBegun,
  applyCaptured,
  applyFailed,
  applySucceeded,
  changedVisibly,
  endUnbegun,
  isApplying,
  isUndoing,
  startApply,
  startUndo,
  undoFailed,
  undoSucceeded,
} from '../../../functions/domain/execution/asset-line.ts';
import type { ExecutionAsset } from '../../../functions/domain/execution/execution.ts';
import { aLine } from '../../support/builders/an-execution.ts';

const at = '2026-03-01T10:00:00.000Z';
const earlier = '2026-03-01T09:30:00.000Z';

const applying = aLine({
  status: 'running',
  applies: 1,
  fencing_token: 7,
  action_ref: 'ref-1',
  before: { version: 'v1' },
  started_at: earlier,
  action_began_at: earlier,
  error: 'of the first try',
});

const unbegun = aLine({ status: 'running', applies: 1, fencing_token: 7, action_began_at: at });

const undoing = aLine({
  status: 'running',
  applies: 1,
  undos: 1,
  fencing_token: 8,
  action_ref: 'ref-2',
  version_after: 'v2',
  started_at: earlier,
  completed_at: earlier,
  output: 'applied',
});

describe('a line of the ledger', () => {
  it.each<
    [string, ExecutionAsset, (line: ExecutionAsset) => ExecutionAsset, Partial<ExecutionAsset>]
  >([
    [
      'is taken for its apply',
      aLine(),
      (line) => startApply(line, at, 7),
      { status: 'running', applies: 1, fencing_token: 7, started_at: at, action_began_at: at },
    ],
    [
      'keeps what an undo needs, without a handle',
      unbegun,
      (line) => applyCaptured(line, { version: 'v0' }),
      { before: { version: 'v0' } },
    ],
    [
      'keeps the handle, and what was captured before',
      applying,
      (line) => actionBegun(line, { ref: 'ref-9', before: { version: 'v0' } }),
      { action_ref: 'ref-9', before: { version: 'v1' } },
    ],
    [
      'keeps what is told of an undo with the handle, where nothing was captured',
      unbegun,
      (line) => actionBegun(line, { ref: 'ref-9', before: { version: 'v0' } }),
      { action_ref: 'ref-9', before: { version: 'v0' } },
    ],
    [
      'knows nothing of an undo where nobody told',
      unbegun,
      (line) => actionBegun(line, { ref: 'ref-9' }),
      { action_ref: 'ref-9', before: null },
    ],
    [
      'is completed without an error',
      applying,
      (line) => applySucceeded(line, at, { version: 'v2', output: 'done' }),
      {
        status: 'completed',
        action_ref: null,
        version_after: 'v2',
        completed_at: at,
        output: 'done',
        error: null,
      },
    ],
    [
      'is failed with what inventory shows',
      applying,
      (line) => applyFailed(line, at, { error: 'no space', versionAfter: 'v2' }),
      {
        status: 'failed',
        action_ref: null,
        version_after: 'v2',
        completed_at: at,
        error: 'no space',
      },
    ],
    [
      'is skipped before it began',
      aLine(),
      (line) => endUnbegun(line, at, { status: 'skipped', error: 'gone' }),
      { status: 'skipped', completed_at: at, error: 'gone' },
    ],
    [
      'is failed before it began',
      aLine(),
      (line) => endUnbegun(line, at, { status: 'failed', error: 'moved' }),
      { status: 'failed', completed_at: at, error: 'moved' },
    ],
    [
      'is taken for its undo, without a handle',
      { ...applying, status: 'completed' },
      (line) => startUndo(line, at, 9),
      { status: 'running', undos: 1, fencing_token: 9, action_began_at: at, action_ref: null },
    ],
    [
      'keeps the handle of its undo',
      undoing,
      (line) => actionBegun(line, { ref: 'ref-3' }),
      { action_ref: 'ref-3' },
    ],
    [
      'is rolled back',
      undoing,
      (line) => undoSucceeded(line, at, { version: 'v1', output: 'undone' }),
      {
        status: 'rolled_back',
        action_ref: null,
        version_after: 'v1',
        completed_at: at,
        output: 'undone',
      },
    ],
    [
      'is kept as it is when its undo failed',
      undoing,
      (line) => undoFailed(line, at, 'somebody moved it'),
      {
        status: 'rollback_failed',
        action_ref: null,
        completed_at: at,
        error: 'somebody moved it',
      },
    ],
  ])('%s, and nothing else of it changes', (...[, from, step, changes]) => {
    expect(step(from)).toEqual({ ...from, ...changes });
  });

  it('counts each apply and each undo', () => {
    expect(startApply(aLine({ applies: 1 }), at, 7).applies).toBe(2);
    expect(startUndo(undoing, at, 9).undos).toBe(2);
  });

  it.each([
    { name: 'pending', line: aLine(), apply: false, undo: false },
    { name: 'applying', line: applying, apply: true, undo: false },
    { name: 'undoing', line: undoing, apply: false, undo: true },
    {
      name: 'rolled back',
      line: aLine({ status: 'rolled_back', undos: 1 }),
      apply: false,
      undo: false,
    },
  ])('that is $name applies: $apply, undoes: $undo', ({ line, apply, undo }) => {
    expect([isApplying(line), isUndoing(line)]).toEqual([apply, undo]);
  });

  it.each<[Partial<ExecutionAsset>, boolean]>([
    [{}, false],
    [{ action_ref: 'ref-1', samples_taken: 3, fencing_token: 9 }, false],
    [{ status: 'running' }, true],
    [{ output: 'done' }, true],
    [{ error: 'no space' }, true],
  ])('with %j differs for people: %s', (changes, visible) => {
    expect(changedVisibly(aLine(), aLine(changes))).toBe(visible);
  });
});
