import { describe, expect, it } from 'vitest';
import { coolingUntil, takeLock } from '../../../functions/domain/execution/asset-lock.ts';
import type { AssetLock } from '../../../functions/domain/execution/asset-lock.ts';
import { controlExecution } from '../../../functions/domain/execution/control-execution.ts';
import { driftOf } from '../../../functions/domain/execution/drift.ts';
import { neverControlled } from '../../../functions/domain/execution/execution.ts';
import type { ExecutionControl } from '../../../functions/domain/execution/execution.ts';
import { shownStatus, shownVersion } from '../../../functions/domain/execution/shown-status.ts';
import {
  executionView,
  needsCounting,
} from '../../../functions/domain/execution/execution-view.ts';
import { exceededBudget, exceeds } from '../../../functions/domain/execution/failure-budget.ts';
import { moveExecution } from '../../../functions/domain/execution/move-execution.ts';
import { ledgerRoot } from '../../../functions/domain/execution/phase-progress.ts';
import { isTouched, versionAfterFailure } from '../../../functions/domain/execution/roll-back.ts';
import { AssetId, ExecutionId, TaskId } from '../../../functions/domain/shared/ids.ts';
import { aLine, anExecution } from '../../support/builders/an-execution.ts';
import { anAssetNamed } from '../../support/builders/an-asset.ts';

const assetId = AssetId.parse('i-0001');
const ours = ExecutionId.parse('exec-01j0000000000000000000000e');
const theirs = ExecutionId.parse('exec-01j0000000000000000000000f');

describe('a failure threshold', () => {
  it.each([
    { failed: 0, total: 10, number: 0, percent: 0, exceeded: false },
    { failed: 1, total: 10, number: 0, percent: 100, exceeded: true },
    { failed: 1, total: 10, number: 1, percent: 10, exceeded: false },
    { failed: 2, total: 10, number: 5, percent: 10, exceeded: true },
    { failed: 5, total: 10, number: 5, percent: 50, exceeded: false },
  ])('of $number or $percent % bears $failed of $total: not $exceeded', (row) => {
    const threshold = { max_failed: row.number, max_failed_percent: row.percent };

    expect(exceeds(threshold, row.failed, row.total)).toBe(row.exceeded);
  });

  it('of the whole execution counts the phases before', () => {
    const input = {
      phase: { name: 'Wave 2', threshold: { max_failed: 5, max_failed_percent: 100 } },
      lines: [aLine({ status: 'failed' }), aLine()],
      budget: { max_failed: 2, max_failed_percent: 100 },
      totalAssets: 50,
    };

    expect(exceededBudget({ ...input, failedBefore: 1 })).toBeNull();
    expect(exceededBudget({ ...input, failedBefore: 2 })).toBe(
      '3 of all 50 assets failed; at most 2 may fail.',
    );
  });
});

describe('the word of an operator', () => {
  const said = (desired: ExecutionControl['desired'], rollback = false): ExecutionControl => ({
    desired,
    rollback,
    by: 'olivia',
    epoch: 7,
  });
  const running = anExecution();
  const paused = anExecution({ status: 'paused' });
  const undoing = anExecution({ status: 'rolling_back', rolls_back: true });
  const held = anExecution({ status: 'paused', rolls_back: true });
  const word = (verb: 'pause' | 'resume' | 'cancel', rollback = false) => ({
    verb,
    rollback,
    by: 'olga',
  });

  it.each([
    { name: 'a pause', execution: running, from: said('run'), word: word('pause'), to: 'pausing' },
    {
      name: 'a pause before the start',
      execution: anExecution({ status: 'pending' }),
      from: said('run'),
      word: word('pause'),
      to: 'pausing',
    },
    {
      name: 'a resume',
      execution: paused,
      from: said('pause'),
      word: word('resume'),
      to: 'running',
    },
    {
      name: 'a cancel',
      execution: running,
      from: said('run'),
      word: word('cancel'),
      to: 'cancelling',
    },
    {
      name: 'a cancel of what is paused',
      execution: paused,
      from: said('pause'),
      word: word('cancel', true),
      to: 'cancelling',
    },
    {
      name: 'a cancel that wants its changes back after all',
      execution: running,
      from: said('cancel'),
      word: word('cancel', true),
      to: 'cancelling',
    },
    {
      name: 'a pause of the undoing',
      execution: undoing,
      from: said('run'),
      word: word('pause'),
      to: 'pausing',
    },
    {
      name: 'a resume of the undoing',
      execution: held,
      from: said('pause'),
      word: word('resume'),
      to: 'rolling_back',
    },
  ])('$name has an epoch of its own and shows as $to', ({ execution, from, word: spoken, to }) => {
    const control = controlExecution({ execution, control: from }, spoken);

    expect(control).toMatchObject({ epoch: 8, by: 'olga', rollback: spoken.rollback });
    expect(shownStatus(execution, control)).toBe(to);
  });

  it.each([
    { execution: running, from: said('pause'), word: word('pause') },
    { execution: paused, from: said('pause'), word: word('pause') },
    { execution: running, from: said('cancel', true), word: word('cancel', true) },
    { execution: held, from: said('pause'), word: word('pause') },
  ])('$word.verb changes nothing where it was said', ({ execution, from, word: spoken }) => {
    expect(controlExecution({ execution, control: from }, spoken)).toBe(from);
  });

  it.each([
    { status: 'running', execution: running, from: said('run'), word: word('resume') },
    { status: 'cancelling', execution: running, from: said('cancel'), word: word('pause') },
    { status: 'cancelling', execution: running, from: said('cancel'), word: word('resume') },
    { status: 'rolling_back', execution: undoing, from: said('run'), word: word('cancel') },
    { status: 'rolling_back', execution: undoing, from: said('run'), word: word('resume') },
    { status: 'paused', execution: held, from: said('pause'), word: word('cancel', true) },
    { status: 'running', execution: running, from: said('closed'), word: word('cancel') },
  ])('$word.verb is refused while $status', ({ status, execution, from, word: spoken }) => {
    expect(() => controlExecution({ execution, control: from }, spoken)).toThrow(
      `The execution is ${status}; it can't be asked to ${spoken.verb}: `,
    );
  });

  it.each([
    ['resume', running, said('run'), 'it is not paused'],
    ['pause', running, said('cancel'), 'it is being cancelled'],
    ['cancel', undoing, said('run'), 'it takes its changes back; pause that instead'],
    ['cancel', running, said('closed'), 'it is about to end and begins nothing any more'],
    ['pause', anExecution({ status: 'failed' }), said('run'), 'it has ended'],
  ] as const)('%s is refused with its reason: %#', (...[verb, execution, from, reason]) => {
    const status = shownStatus(execution, from);

    expect(() => controlExecution({ execution, control: from }, word(verb))).toThrow(
      expect.objectContaining({
        code: 'state-forbids',
        message: `The execution is ${status}; it can't be asked to ${verb}: ${reason}.`,
        details: { members: { status } },
      }),
    );
  });

  it('gives a pause of what rolls back no rollback of its own', () => {
    expect(
      controlExecution({ execution: running, control: said('run') }, word('pause', true)),
    ).toEqual({
      desired: 'pause',
      rollback: false,
      by: 'olga',
      epoch: 8,
    });
    expect(
      controlExecution({ execution: undoing, control: said('cancel', true) }, word('pause')),
    ).toEqual({
      desired: 'pause',
      rollback: false,
      by: 'olga',
      epoch: 8,
    });
  });

  it.each(['completed', 'failed', 'rolled_back', 'rollback_partial', 'cancelled'] as const)(
    'is refused once %s',
    (status) => {
      for (const verb of ['pause', 'resume', 'cancel'] as const) {
        const scene = { execution: anExecution({ status }), control: said('closed') };
        expect(() => controlExecution(scene, word(verb))).toThrow(`The execution is ${status}; `);
      }
    },
  );

  it('makes what is shown newer with each', () => {
    expect(shownVersion(running, said('run'))).toBe(10);
    expect(shownVersion(running, { ...said('pause'), epoch: 8 })).toBe(11);
  });
});

describe('the lock of an asset', () => {
  const wish = { assetId, executionId: ours, now: 1_000 };
  const lock = (changes: Partial<AssetLock>): AssetLock => ({
    asset_id: assetId,
    held_by: theirs,
    fencing_token: 4,
    leased_until: 2_000,
    last_change: null,
    ...changes,
  });

  it('is refused while another execution holds it', () => {
    expect(takeLock(lock({}), wish)).toEqual({ heldBy: theirs });
  });

  it.each([
    { name: 'was never taken', stored: null, token: 1 },
    { name: 'is free', stored: lock({ held_by: null }), token: 5 },
    { name: 'is ours', stored: lock({ held_by: ours }), token: 5 },
    { name: 'is past its lease', stored: lock({ leased_until: 1_000 }), token: 5 },
  ])('is taken under a new fencing token when it $name', ({ stored, token }) => {
    expect(takeLock(stored, wish)).toEqual({
      taken: {
        from: stored,
        to: {
          asset_id: assetId,
          held_by: ours,
          fencing_token: token,
          leased_until: 1_000 + 86_400_000,
          last_change: null,
        },
      },
    });
  });
});

describe('the cooldown of an asset', () => {
  const task = TaskId.parse('task-01j0000000000000000000000a');
  const other = TaskId.parse('task-01j0000000000000000000000b');
  const changed: AssetLock = {
    asset_id: assetId,
    held_by: null,
    fencing_token: 4,
    leased_until: 0,
    last_change: { at: 10_000, task_id: other },
  };

  it.each([
    { name: 'never changed', stored: null, taskId: task, now: 10_001, until: null },
    { name: 'just changed', stored: changed, taskId: task, now: 10_001, until: 40_000 },
    { name: 'changed long ago', stored: changed, taskId: task, now: 40_000, until: null },
    { name: 'changed for the same task', stored: changed, taskId: other, now: 10_001, until: null },
  ])('that was $name lasts until $until', ({ stored, taskId, now, until }) => {
    expect(coolingUntil(stored, { taskId, cooldownSeconds: 30, now })).toBe(until);
  });
});

describe('drift since the plan', () => {
  it.each([
    { name: 'none', asset: anAssetNamed('i-0001'), status: null },
    { name: 'gone', asset: null, status: 'skipped' },
    { name: 'another version', asset: anAssetNamed('i-0001', { version: 'v2' }), status: 'failed' },
    {
      name: 'another environment',
      asset: anAssetNamed('i-0001', { environment: 'staging' }),
      status: 'failed',
    },
  ])('of kind "$name" ends the asset as $status', ({ asset, status }) => {
    expect(
      driftOf(aLine(), asset, { environment: 'production', touched: null })?.status ?? null,
    ).toBe(status);
  });
});

describe('a touched asset', () => {
  it.each([
    { name: 'pending', line: aLine(), touched: false },
    { name: 'completed', line: aLine({ status: 'completed', applies: 1 }), touched: true },
    {
      name: 'failed and changed',
      line: aLine({ status: 'failed', applies: 1, version_after: 'v2' }),
      touched: true,
    },
    {
      name: 'failed and as before',
      line: aLine({ status: 'failed', applies: 1, version_after: 'v1' }),
      touched: false,
    },
    { name: 'failed by drift', line: aLine({ status: 'failed' }), touched: false },
    {
      name: 'undone already',
      line: aLine({ status: 'rolled_back', applies: 1, undos: 1 }),
      touched: false,
    },
  ])('is one that is $name: $touched', ({ line, touched }) => {
    expect(isTouched(line)).toBe(touched);
  });

  it('is not one that somebody else had moved before the fleet refused', () => {
    const line = aLine({ before: { version: 'v-by-somebody' } });

    expect(versionAfterFailure(line, 'v-by-somebody')).toBeNull();
    expect(versionAfterFailure(aLine({ before: { version: 'v1' } }), 'v2')).toBe('v2');
  });
});

describe('an execution', () => {
  it('does not move where the transition table has no such move', () => {
    const move = { to: 'running', at: '2026-03-01T10:00:00.000Z', actor: 'x' } as const;

    expect(() =>
      moveExecution({ ...move, execution: anExecution({ status: 'cancelled' }) }),
    ).toThrow("An execution that is cancelled can't become running.");
  });

  it('is shown with its assets and their counts', () => {
    const lines = [aLine({ status: 'completed', output: 'done' }), aLine({ ordinal: 1 })];

    expect(
      executionView({ execution: anExecution(), control: neverControlled }, lines),
    ).toMatchObject({
      id: 'exec-01j0000000000000000000000e',
      status: 'running',
      version: 4,
      phases: [
        {
          name: 'Canary',
          counts: { completed: 1, pending: 1 },
          assets: [
            { asset_id: 'i-0001', asset_name: 'web-1', status: 'completed', output: 'done' },
            { asset_id: 'i-0001', asset_name: 'web-1', status: 'pending', output: null },
          ],
        },
      ],
    });
  });

  it('is shown with what was never begun as skipped once it ended', () => {
    const lines = [aLine({ status: 'completed' }), aLine({ ordinal: 1 })];

    const [phase] = executionView(
      { execution: anExecution({ status: 'cancelled' }), control: neverControlled },
      lines,
    ).phases;

    expect(phase?.counts).toEqual({ completed: 1, skipped: 1 });
    expect(phase?.assets?.map((asset) => asset.status)).toEqual(['completed', 'skipped']);
  });

  it('is shown with counts alone above 200 assets', () => {
    const [phase] = anExecution().phases;
    if (!phase) throw new Error('The builder lost its phase');
    const large = anExecution({
      phases: [
        { ...phase, total_assets: 150, status: 'completed', counts: { completed: 150 } },
        { ...phase, index: 1, name: 'Wave 1', total_assets: 51, status: 'pending' },
      ],
    });

    const view = executionView({ execution: large, control: neverControlled }, []);

    expect(view.phases.map((one) => one.counts)).toEqual([{ completed: 150 }, { pending: 51 }]);
    expect(view.phases.some((one) => 'assets' in one)).toBe(false);
    expect(large.phases.map((one) => needsCounting(large, one))).toEqual([false, false]);
  });
});

describe('the root of a ledger', () => {
  const lines = [aLine(), aLine({ ordinal: 1, asset_name: 'web-2' })];

  it('is the same in whatever order the lines come', () => {
    expect(ledgerRoot([...lines].reverse())).toBe(ledgerRoot(lines));
  });

  it('differs when any line does', () => {
    expect(ledgerRoot([aLine({ applies: 1 }), ...lines.slice(1)])).not.toBe(ledgerRoot(lines));
  });
});
