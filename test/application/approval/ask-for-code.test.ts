import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeSendCode } from '../../../functions/application/notification/send-code.ts';
import { GateId } from '../../../functions/domain/shared/ids.ts';
import { org } from '../../support/builders/ids.ts';
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

const gate = async () => {
  const found = await world.gates.get({ org_id: org, gate_id: GateId.parse(gateId) });
  if (!found) throw new Error('There is no gate');
  return found;
};

const codeFor = async (email: string): Promise<string> => {
  await page.requestCode({ gate_id: gateId, email });
  return (await page.deliverCodes()).at(-1) ?? '';
};

const nothingSpent = { wrong_tries: 0, granted: [], grants: 0 };

/** What a call says with every value replaced by its type: how much work it is, and not about what. */
const shapeOf = (value: unknown): string =>
  JSON.stringify(value, (key, inner: unknown) =>
    typeof inner === 'string' && key !== 'pk' ? `${key} text` : inner,
  );

describe('asking for a code', () => {
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

  test('mails nothing to anybody else, and changes nothing', async () => {
    const before = await gate();

    await page.requestCode({ gate_id: gateId, email: 'eve@example.com' });
    await page.requestCode({ gate_id: gateId, email: '' });
    await page.requestCode({ gate_id: 'gate-nonsense', email: 'alice@example.com' });

    expect(await page.deliverCodes()).toEqual([]);
    expect(await world.codes.list(before)).toEqual([]);
    expect(await world.codes.use(before)).toEqual(nothingSpent);
    expect(await gate()).toEqual(before);
  });

  test('does the same to the store for a stranger as for an approver, before any mail', async () => {
    const callsFor = async (email: string) => {
      const calls: string[] = [];
      world.table.client.middlewareStack.add(
        (next, context) => (args) => {
          calls.push(`${context.commandName ?? ''} ${shapeOf(args.input)}`);
          return next(args);
        },
        { step: 'initialize', name: 'seen', override: true },
      );
      await page.requestCode({ gate_id: gateId, email });
      world.table.client.middlewareStack.remove('seen');
      return calls;
    };

    const forApprover = await callsFor('alice@example.com');

    expect(forApprover.map((call) => call.split(' ')[0])).toEqual([
      'GetItemCommand',
      'GetItemCommand',
      'TransactWriteItemsCommand',
    ]);
    for (const email of ['eve@example.com', 'ALICE@example.com', '', 'x'.repeat(254), 'bob']) {
      expect(await callsFor(email)).toEqual(forApprover);
    }
    expect(page.mail.sent).toEqual([]);
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
    expect((await world.codes.use(await gate())).grants).toBe(1);
  });

  test('reaches an approver however the address is written', async () => {
    for (const email of [' Alice@Example.com ', 'ALICE@EXAMPLE.COM', 'alice＠example。com']) {
      await page.requestCode({ gate_id: gateId, email });
    }
    await page.deliverCodes();

    expect(page.mail.sent.map(({ recipients }) => recipients)).toEqual([
      ['alice@example.com'],
      ['alice@example.com'],
      ['alice@example.com'],
    ]);
  });

  test('mails at most three an hour for the whole gate', async () => {
    for (const email of ['alice@example.com', 'bob@example.com', 'alice@example.com']) {
      await page.requestCode({ gate_id: gateId, email });
    }
    await page.requestCode({ gate_id: gateId, email: 'bob@example.com' });

    expect(await page.deliverCodes()).toHaveLength(3);

    world.clock.advance(3_600);
    expect(await codeFor('bob@example.com')).toBe('100004');
  });

  test('drops a request that the mail could not answer within the life of a code', async () => {
    await page.requestCode({ gate_id: gateId, email: 'alice@example.com' });
    world.clock.advance(600);

    expect(await page.deliverCodes()).toEqual([]);
  });

  test('keeps no code in the clear', async () => {
    await codeFor('alice@example.com');

    const codes = await world.codes.list(await gate());

    expect(codes).toHaveLength(1);
    expect(JSON.stringify(codes)).not.toContain('100001');
  });
});
