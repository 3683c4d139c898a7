import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rolloutFailures } from '../../../functions/domain/execution/decide-ending.ts';

it('knows every error that a phase of the machine fails with, and no other', () => {
  const machine = JSON.parse(readFileSync('statemachines/phased-rollout.asl.json', 'utf8')) as {
    States: Record<string, { ItemProcessor?: { States: Record<string, { Error?: string }> } }>;
  };
  const phase = machine.States['Roll Out Phases']?.ItemProcessor?.States ?? {};

  const errors = Object.values(phase).flatMap((state) => state.Error ?? []);

  expect(errors.sort()).toEqual([...rolloutFailures].sort());
});
