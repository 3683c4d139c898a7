import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

const nothingSpent = { wrong_tries: 0, granted: [], grants: 0 };

/** What a call says with every value replaced by its type: how much work it is, and not about what. */
const shapeOf = (value: unknown): string =>
  JSON.stringify(value, (key, inner: unknown) =>
    typeof inner === 'string' && key !== 'pk' ? `${key} text` : inner,
  );

describe('asking for a code', () => {
  test('mails nothing to anybody else, and changes nothing', async () => {
    const before = (await waitingIn(world)).gate;

    await page.requestCode({ gate_id: gateId, email: 'eve@example.com' });
    await page.requestCode({ gate_id: gateId, email: '' });
    await page.requestCode({ gate_id: 'gate-nonsense', email: 'alice@example.com' });

    expect(await page.deliverCodes()).toEqual([]);
    expect(await world.codes.list(before)).toEqual([]);
    expect(await world.codes.use(before)).toEqual(nothingSpent);
    expect((await waitingIn(world)).gate).toEqual(before);
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
});
