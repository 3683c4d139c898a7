import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeShowGate } from '../../../functions/application/approval/show-gate.ts';
import { Digest } from '../../../functions/domain/shared/ids.ts';
import { waitingIn } from '../../support/approval/gate-steps.ts';
import { openGateOf, pageOf } from '../../support/approval/page-of.ts';
import { taskId } from '../../support/builders/ids.ts';
import { openWorld } from '../../support/world/approval-world.ts';
import type { World } from '../../support/world/approval-world.ts';

let world: World;
let page: ReturnType<typeof pageOf>;
let gateId: string;

beforeEach(async () => {
  world = await openWorld();
  page = pageOf(world);
  await world.putTask();
  gateId = await openGateOf(world);
});
afterEach(() => world.close());

describe('showing the page', () => {
  test('changes nothing, however often and with whatever cookie', async () => {
    const before = (await waitingIn(world)).gate;

    for (const secret of [undefined, '', 'secret-1', 'x'.repeat(5_000)]) {
      await page.show({ gate_id: gateId, secret, notice: 'code-refused' });
    }

    expect((await waitingIn(world)).gate).toEqual(before);
    expect(await world.owed('send_code', 'resume_gate')).toEqual([]);
  });

  test.each([
    ['a malformed id', 'gate-1'],
    ['an unknown id', 'gate-00000000000000000000000000'],
    ['another kind of id', taskId],
    ['no id', undefined],
  ])('says the same for %s', async (_, id) => {
    expect(await page.show({ gate_id: id, secret: undefined, notice: undefined })).toEqual({
      view: 'missing',
    });
  });

  test('shows no plan once the session is ten minutes old', async () => {
    const secret = await page.sessionFor(gateId, 'alice@example.com');
    world.clock.advance(600);

    const view = await page.show({ gate_id: gateId, secret, notice: undefined });

    expect(view.view).toBe('locked');
  });

  test('shows no plan whose digest is not the gate’s', async () => {
    const secret = await page.sessionFor(gateId, 'alice@example.com');
    const plans = {
      ...world.plans,
      get: async (...name: Parameters<World['plans']['get']>) => {
        const stored = await world.plans.get(...name);
        return stored && { ...stored, digest: Digest.parse('c3'.repeat(32)) };
      },
    };

    const view = await makeShowGate({ ...world, plans })({
      gate_id: gateId,
      secret,
      notice: undefined,
    });

    expect(view.view).toBe('locked');
  });

  test('takes over no notice that it does not know', async () => {
    const view = await page.show({ gate_id: gateId, secret: undefined, notice: 'pay-here' });

    expect(view).toMatchObject({ notice: null });
  });
});
