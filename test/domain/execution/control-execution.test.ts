import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controlExecution } from '../../../functions/domain/execution/control-execution.ts';
import type { ControlWord } from '../../../functions/domain/execution/control-execution.ts';
import type { ExecutionControl } from '../../../functions/domain/execution/execution.ts';
import {
  ExecutionStatus,
  hasExecutionEnded,
} from '../../../functions/domain/execution/execution-status.ts';
import { isRollingBack } from '../../../functions/domain/execution/shown-status.ts';
import { Rejection } from '../../../functions/domain/shared/errors.ts';
import { anExecution } from '../../support/builders/an-execution.ts';

const executions = fc
  .record({ status: fc.constantFrom(...ExecutionStatus.options), rolls_back: fc.boolean() })
  .map(anExecution);
const controls: fc.Arbitrary<ExecutionControl> = fc.record({
  desired: fc.constantFrom('run', 'pause', 'cancel', 'closed'),
  rollback: fc.boolean(),
  by: fc.constant('olivia'),
  epoch: fc.integer({ min: 1, max: 9 }),
});
const words: fc.Arbitrary<ControlWord> = fc.record({
  verb: fc.constantFrom('pause', 'resume', 'cancel'),
  rollback: fc.boolean(),
  by: fc.constant('olga'),
});
const scenes = fc.record({ execution: executions, control: controls });

/** What is said, or null where it is refused. */
const said = (scene: Parameters<typeof controlExecution>[0], word: ControlWord) => {
  try {
    return controlExecution(scene, word);
  } catch (error) {
    expect(error).toBeInstanceOf(Rejection);
    return null;
  }
};

describe('a word of control', () => {
  it('is the next epoch, or changes nothing, or is refused', () => {
    fc.assert(
      fc.property(scenes, words, (scene, word) => {
        const control = said(scene, word);

        if (control === null || control === scene.control) return;
        expect(control).toMatchObject({ by: 'olga', epoch: scene.control.epoch + 1 });
        expect(control.desired).toBe(
          { pause: 'pause', resume: 'run', cancel: 'cancel' }[word.verb],
        );
        expect(control.rollback).toBe(word.verb === 'cancel' && word.rollback);
      }),
    );
  });

  it('changes nothing when it is said again', () => {
    fc.assert(
      fc.property(scenes, words, (scene, word) => {
        const control = said(scene, word);
        if (control === null) return;
        const again = said({ ...scene, control }, word);

        // A resume that was heard leaves nothing to resume.
        expect(again).toBe(word.verb === 'resume' ? null : control);
      }),
    );
  });

  it('is refused once the execution ended, or is about to', () => {
    fc.assert(
      fc.property(scenes, words, (scene, word) => {
        const isOver =
          hasExecutionEnded(scene.execution.status) || scene.control.desired === 'closed';
        if (isOver) expect(said(scene, word)).toBeNull();
      }),
    );
  });

  it('never ends what takes its changes back, and never takes a cancel back', () => {
    fc.assert(
      fc.property(scenes, words, (scene, word) => {
        const control = said(scene, word);
        if (control === null) return;
        const rollsBack = isRollingBack(scene.execution);

        if (rollsBack) expect(word.verb).not.toBe('cancel');
        else if (scene.control.desired === 'cancel') expect(control.desired).toBe('cancel');
      }),
    );
  });
});
