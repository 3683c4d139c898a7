import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeSendCode } from '../../../functions/application/notification/send-code.ts';
import { waitingIn } from '../../support/approval/gate-steps.ts';
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

describe('sending a code', () => {
  test('mails one to a registered approver, alone and without a link', async () => {
    await page.requestCode({ gate_id: gateId, email: 'alice@example.com' });
    await page.deliverCodes();

    const [notice] = page.mail.sent;
    expect(page.mail.sent).toHaveLength(1);
    expect(notice?.recipients).toEqual(['alice@example.com']);
    expect(notice?.text).toContain('100001');
    expect(notice?.links).toEqual([]);
    expect(`${notice?.subject} ${notice?.text} ${notice?.html}`).not.toMatch(/https?:|gate-/);
    expect(notice?.subject).not.toContain('100001');
  });

  test('sixty at once are all taken, and three codes are mailed', async () => {
    await Promise.all(
      Array.from({ length: 60 }, () =>
        page.requestCode({ gate_id: gateId, email: 'alice@example.com' }),
      ),
    );
    const sendCode = makeSendCode({ ...world, email: page.mail.channel });
    const owed = await world.owed('send_code');
    await Promise.all(
      owed.map(({ message }) =>
        message.kind === 'send_code' ? sendCode(message) : Promise.resolve(),
      ),
    );

    expect(owed).toHaveLength(60);
    expect(page.mail.sent).toHaveLength(3);
  });

  test('a delivery that is repeated is no second code of the three', async () => {
    await page.requestCode({ gate_id: gateId, email: 'alice@example.com' });
    const [owed] = await world.owed('send_code');
    const sendCode = makeSendCode({ ...world, email: page.mail.channel });
    for (let times = 0; times < 4; times += 1) {
      if (owed?.message.kind === 'send_code') await sendCode(owed.message);
    }

    expect(page.mail.sent).toHaveLength(4);
    expect((await world.codes.use((await waitingIn(world)).gate)).grants).toBe(1);
  });

  test('mails at most three an hour for the whole gate', async () => {
    for (const email of ['alice@example.com', 'bob@example.com', 'alice@example.com']) {
      await page.requestCode({ gate_id: gateId, email });
    }
    await page.requestCode({ gate_id: gateId, email: 'bob@example.com' });

    expect(await page.deliverCodes()).toHaveLength(3);

    world.clock.advance(3_600);
    expect(await page.codeFor(gateId, 'bob@example.com')).toBe('100004');
  });

  test('drops a request that the mail could not answer within the life of a code', async () => {
    await page.requestCode({ gate_id: gateId, email: 'alice@example.com' });
    world.clock.advance(600);

    expect(await page.deliverCodes()).toEqual([]);
  });

  test('keeps no code in the clear', async () => {
    await page.codeFor(gateId, 'alice@example.com');

    const codes = await world.codes.list((await waitingIn(world)).gate);

    expect(codes).toHaveLength(1);
    expect(JSON.stringify(codes)).not.toContain('100001');
  });
});
