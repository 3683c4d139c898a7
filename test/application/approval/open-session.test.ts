import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeOpenSession } from '../../../functions/application/approval/open-session.ts';
import { Digest } from '../../../functions/domain/shared/ids.ts';
import { openGateOf, pageOf } from '../../support/approval/page-of.ts';
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

describe('entering a code', () => {
  test('opens a session for its approver, with spaces or without', async () => {
    await page.codeFor(gateId, 'alice@example.com');

    const opened = await page.openSession({ gate_id: gateId, code: ' 100 001 ' });

    expect(opened).toEqual({ secret: 'secret-1', seconds: 600 });
    const view = await page.show({ gate_id: gateId, secret: 'secret-1', notice: undefined });
    expect(view).toMatchObject({
      view: 'review',
      approver: { id: 'alice' },
      plan: { total_assets: 2 },
    });
  });

  test('works once', async () => {
    const code = await page.codeFor(gateId, 'alice@example.com');

    const first = await page.openSession({ gate_id: gateId, code });
    const second = await page.openSession({ gate_id: gateId, code });

    expect([first === null, second === null]).toEqual([false, true]);
  });

  test('works once also when it is entered many times at the same moment', async () => {
    const code = await page.codeFor(gateId, 'alice@example.com');

    const opened = await Promise.all(
      [1, 2, 3, 4].map(() => page.openSession({ gate_id: gateId, code })),
    );

    expect(opened.filter((session) => session !== null)).toHaveLength(1);
  });

  test('fails once ten minutes are over', async () => {
    const code = await page.codeFor(gateId, 'alice@example.com');
    world.clock.advance(600);

    expect(await page.openSession({ gate_id: gateId, code })).toBeNull();
  });

  test('fails once a newer code has replaced it', async () => {
    const older = await page.codeFor(gateId, 'alice@example.com');
    const newer = await page.codeFor(gateId, 'alice@example.com');

    expect(await page.openSession({ gate_id: gateId, code: older })).toBeNull();
    expect(await page.openSession({ gate_id: gateId, code: newer })).not.toBeNull();
  });

  test('ten wrong tries close the page for good, also to the right code', async () => {
    const code = await page.codeFor(gateId, 'alice@example.com');
    for (let tries = 0; tries < 9; tries += 1) {
      await page.openSession({ gate_id: gateId, code: '000000' });
    }
    expect(await page.wrongTries()).toBe(9);

    await page.openSession({ gate_id: gateId, code: '999999' });

    expect(await page.openSession({ gate_id: gateId, code })).toBeNull();
    await page.requestCode({ gate_id: gateId, email: 'bob@example.com' });
    expect(await page.deliverCodes()).toEqual(['100001']);
    const view = await page.show({ gate_id: gateId, secret: undefined, notice: undefined });
    expect(view).toMatchObject({ view: 'locked', is_locked_out: true });
  });

  test('a flood of tries at the same moment gets ten answers and no more, and no failure', async () => {
    const code = await page.codeFor(gateId, 'alice@example.com');
    let compared = 0;
    const codes = {
      ...world.codes,
      list: (...name: Parameters<World['codes']['list']>) => {
        compared += 1;
        return world.codes.list(...name);
      },
    };
    const openSession = makeOpenSession({ ...world, codes });
    const tries = Array.from({ length: 60 }, (_, index) => String(200_000 + index));

    const answers = await Promise.all(
      tries.map((wrong) => openSession({ gate_id: gateId, code: wrong })),
    );

    expect(answers.filter((answer) => answer !== null)).toEqual([]);
    expect([compared, await page.wrongTries()]).toEqual([10, 10]);
    expect(await openSession({ gate_id: gateId, code })).toBeNull();
  });

  test('the right code sixty times at once opens one session, and fails nobody', async () => {
    const code = await page.codeFor(gateId, 'alice@example.com');

    const answers = await Promise.all(
      Array.from({ length: 60 }, () => page.openSession({ gate_id: gateId, code })),
    );

    expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
    expect(await page.wrongTries()).toBeLessThanOrEqual(9);
  });

  test('a right try is counted before its answer and taken back after it', async () => {
    const code = await page.codeFor(gateId, 'alice@example.com');
    const counted: number[] = [];
    const codes = {
      ...world.codes,
      list: async (...name: Parameters<World['codes']['list']>) => {
        counted.push(await page.wrongTries());
        return world.codes.list(...name);
      },
    };

    await makeOpenSession({ ...world, codes })({ gate_id: gateId, code });

    expect([...counted, await page.wrongTries()]).toEqual([1, 0]);
  });

  test('a code that another entry used up a moment before opens nothing', async () => {
    const code = await page.codeFor(gateId, 'alice@example.com');
    const codes = {
      ...world.codes,
      redeem: async (...redeemed: Parameters<World['codes']['redeem']>) => {
        const [name, issued, session] = redeemed;
        const secret_hash = Digest.parse('d4'.repeat(32));
        await world.codes.redeem(name, issued, { ...session, secret_hash });
        return world.codes.redeem(...redeemed);
      },
    };

    const opened = await makeOpenSession({ ...world, codes })({ gate_id: gateId, code });

    expect(opened).toBeNull();
  });
});
