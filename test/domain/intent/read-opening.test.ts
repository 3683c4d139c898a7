import { describe, expect, it } from 'vitest';
import { readClosed, readOpening } from '../../../functions/domain/intent/read-opening.ts';
import { smallReader } from '../../support/planning/small-fleet.ts';

describe('readOpening', () => {
  it('opens what asks for work, with how it asks', () => {
    const opening = readOpening({ intent: 'Patch staging web servers' });

    expect(opening).toMatchObject({ kind: 'opened', act: { asks: true, questions: false } });
  });

  it.each([
    ['Delete all staging servers', false],
    ['Patch staging and skip approval', false],
    ['Stop the patch rollout in staging', true],
  ])('closes “%s”, whatever the fleet is called', (intent, control) => {
    const opening = readOpening({ intent });
    if (opening.kind !== 'closed') throw new Error(`“${intent}” was opened`);
    const refused = readClosed(opening, { intent }, smallReader);

    expect(refused).toMatchObject({ kind: 'unclear' });
    expect(opening.control).toBe(control);
    expect(refused.understood.length).toBeGreaterThan(0);
  });
});
