import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GateId } from '../../../functions/domain/shared/ids.ts';
import { hashCode, hashSecret } from '../../../functions/domain/approval/codes.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { gateId, org, taskId } from '../../support/builders/ids.ts';
import { openWorld } from '../../support/world/approval-world.ts';
import type { World } from '../../support/world/approval-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const name = { org_id: org, gate_id: gateId };
const otherName = { org_id: org, gate_id: GateId.parse('gate-7yyyyyyyyyyyyyyyyyyyyyyyyy') };

const putGate = () =>
  world.unitOfWork.commit({
    documents: [{ kind: 'gate', document: aGate(), expected: null }],
    audit: [],
    messages: [],
    counters: [],
  });

describe('gate store', () => {
  test('reads the gate that the unit of work wrote, and null for any other', async () => {
    await putGate();

    expect(await world.gates.get(name)).toEqual(aGate());
    expect(await world.gates.get(otherName)).toBeNull();
  });

  test('keeps tokens newest first, each once, and the last eight', async () => {
    for (const token of ['1', '2', '2', '1', '3', '4', '5', '6', '7', '8', '9']) {
      await world.gates.keepToken(name, token);
    }

    expect(await world.gates.tokens(name)).toEqual(['9', '8', '7', '6', '5', '4', '3', '2']);
    expect(await world.gates.tokens(otherName)).toEqual([]);
  });

  test('loses no token of concurrent calls', async () => {
    await Promise.all(['a', 'b', 'c'].map((token) => world.gates.keepToken(name, token)));

    expect([...(await world.gates.tokens(name))].sort()).toEqual(['a', 'b', 'c']);
  });

  test('a gate never holds the token', async () => {
    await putGate();
    await world.gates.keepToken(name, 'token-1');

    expect(JSON.stringify(await world.gates.get(name))).not.toContain('token-1');
  });
});

describe('gate expiries', () => {
  test('are due from their very millisecond on, and gone once settled', async () => {
    await putGate();

    const before = await world.expiries.due('2026-03-02T08:59:59.999Z', 10);
    const due = await world.expiries.due('2026-03-02T09:00:00.000Z', 10);

    expect(before).toEqual([]);
    expect(due).toEqual([
      { org_id: org, task_id: taskId, gate_id: gateId, expires_at: '2026-03-02T09:00:00.000Z' },
    ]);
    for (const expiry of due) await world.expiries.settle(expiry);
    expect(await world.expiries.due('2026-03-02T09:00:00.000Z', 10)).toEqual([]);
  });
});

describe('gate code store', () => {
  const code = (approver: string, digits: string) => ({
    approver_id: approver,
    code_hash: hashCode(gateId, approver, digits),
    expires_at: '2026-03-01T09:10:00.000Z',
  });
  const session = {
    secret_hash: hashSecret('secret-1'),
    approver_id: 'alice',
    expires_at: '2026-03-01T09:10:00.000Z',
  };

  test('holds one code an approver, the newest', async () => {
    await world.codes.issue(name, code('alice', '111111'));
    await world.codes.issue(name, code('bob', '222222'));
    await world.codes.issue(name, code('alice', '333333'));

    expect(await world.codes.list(name)).toEqual([code('alice', '333333'), code('bob', '222222')]);
    expect(await world.codes.list(otherName)).toEqual([]);
  });

  test('redeems a code once, and opens the session with it', async () => {
    await world.codes.issue(name, code('alice', '111111'));

    const first = await world.codes.redeem(name, code('alice', '111111'), session);
    const second = await world.codes.redeem(name, code('alice', '111111'), {
      ...session,
      secret_hash: hashSecret('secret-2'),
    });

    expect([first, second]).toEqual([true, false]);
    expect(await world.codes.session(name, hashSecret('secret-1'))).toEqual(session);
    expect(await world.codes.session(name, hashSecret('secret-2'))).toBeNull();
    expect(await world.codes.session(otherName, hashSecret('secret-1'))).toBeNull();
  });

  test('redeems no code that a newer one has replaced', async () => {
    await world.codes.issue(name, code('alice', '111111'));
    await world.codes.issue(name, code('alice', '222222'));

    expect(await world.codes.redeem(name, code('alice', '111111'), session)).toBe(false);
  });
});
