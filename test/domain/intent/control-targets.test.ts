import { describe, expect, it } from 'vitest';
import {
  controllable,
  controlTargetsOf,
  namedEnvironment,
} from '../../../functions/domain/intent/control-targets.ts';
import { aSpec } from '../../support/builders/a-spec.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { demoReader } from '../../support/planning/intent.ts';

const patching = aTask({
  status: 'pending_approval',
  task_spec: aSpec({ task_type: 'patch_rollout', agent: 'patch_agent' }),
});
const drifting = aTask({ status: 'planning', task_spec: aSpec() });

describe('controlTargetsOf', () => {
  it('gives those of the type that the words sound like first, with what can be called', () => {
    const found = controlTargetsOf([drifting, patching], 'Stop the patch rollout in staging');

    expect(found.map(({ task_type }) => task_type)).toEqual(['patch_rollout', 'drift_remediation']);
    expect(found[0]?.calls).toEqual(
      ['approve', 'reject', 'cancel'].map((verb) => `/api/v1/ai/tasks/${patching.task_id}/${verb}`),
    );
  });

  it('gives five at most', () => {
    expect(
      controlTargetsOf(
        Array.from({ length: 9 }, () => drifting),
        'stop it',
      ),
    ).toHaveLength(5);
  });
});

it('looks for what can still be stopped or decided, and for nothing that has ended', () => {
  expect([...controllable].sort()).toEqual(
    ['planning', 'pending_approval', 'approved', 'blocked', 'executing'].sort(),
  );
});

it.each([
  ['stop the rollout in staging', 'staging'],
  ['pause PROD', 'production'],
  ['stop it in prod and staging', null],
  ['stop it', null],
  ['', null],
  ['!prod!', 'production'],
])('namedEnvironment of “%s” is %s', (intent, environment) => {
  expect(namedEnvironment(intent, demoReader.words)).toBe(environment);
});
