import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { firstBadRecord } from '../../../functions/domain/audit/chain.ts';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { OrgId } from '../../../functions/domain/shared/ids.ts';
import { parseJsonBody } from '../../../functions/runtime/json-body.ts';
import { anEntry } from '../../support/builders/an-audit-entry.ts';
import { org, otherOrg, taskIdOf } from '../../support/builders/ids.ts';
import { changes, openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

beforeAll(async () => {
  stores = await openStores();
});

afterEach(() => stores.recover());
afterAll(() => stores.close());

const record = (...entries: ReturnType<typeof anEntry>[]) =>
  stores.unitOfWork.commit(changes({ audit: entries }));

/** The value as a request would carry it; undefined where the API refuses it. */
const acceptedBody = (value: unknown): unknown => {
  try {
    return parseJsonBody(JSON.stringify(value));
  } catch {
    return undefined;
  }
};

describe('the audit trail', () => {
  it('gives the records of each chain in order, with a head of its own', async () => {
    await record(anEntry({ task_id: taskIdOf(1) }), anEntry({ task_id: taskIdOf(2) }));
    await record(anEntry({ task_id: taskIdOf(1), event: 'task_cancelled' }));
    await record(anEntry({ task_id: null, event: 'settings_changed' }));

    const ofTask = await stores.audit.of(org, taskIdOf(1));
    const all = await stores.audit.all(org);

    expect(ofTask.map(({ seq, event }) => [seq, event])).toEqual([
      [1, 'task_submitted'],
      [2, 'task_cancelled'],
    ]);
    expect(all.map(({ chain, seq }) => [chain, seq])).toEqual([
      ['settings', 1],
      [taskIdOf(1), 1],
      [taskIdOf(1), 2],
      [taskIdOf(2), 1],
    ]);
    const { head } = await stores.audit.chain(org, taskIdOf(1));
    expect(head).toEqual({ seq: 2, hash: ofTask.at(-1)?.hash });
    expect(await stores.audit.chain(otherOrg, taskIdOf(1))).toEqual({ head: null, records: [] });
  });

  it('finds the heads that changed since a time, page after page', async () => {
    const own = OrgId.parse('org-heads');
    const at = (second: number) => `2026-03-01T09:00:0${second}.000Z`;
    for (const number of [1, 2, 3])
      await record(anEntry({ org_id: own, task_id: taskIdOf(number), at: at(number) }));
    await record(anEntry({ org_id: own, task_id: taskIdOf(1), at: at(4) }));

    const first = await stores.audit.heads(own, { from: at(2), limit: 2 });
    const rest = await stores.audit.heads(own, { after: first.next ?? '', limit: 2 });

    expect(first.heads.map(({ chain, seq }) => [chain, seq])).toEqual([
      [taskIdOf(2), 1],
      [taskIdOf(3), 1],
    ]);
    expect(rest.heads).toMatchObject([{ chain: taskIdOf(1), seq: 2, at: at(4) }]);
  });

  it('stays provable for whatever a request may carry', async () => {
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue({ maxDepth: 5, noUnicodeString: false }),
        fc.string({ unit: 'binary', maxLength: 20 }),
        async (value, text) => {
          const body = acceptedBody({ value, text });
          fc.pre(body !== undefined);
          const own = OrgId.parse(`org-property-${(number += 1)}`);
          await record(anEntry({ org_id: own, details: { body } }));

          expect(firstBadRecord(await stores.audit.all(own))).toBeNull();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is a transient failure while it can not be read', async () => {
    stores.failNext('Query', { kind: 'throttle' }, { kind: 'throttle' });

    await expect(stores.audit.all(org)).rejects.toBeInstanceOf(TransientFailure);
    await expect(stores.audit.of(org, taskIdOf(1))).rejects.toBeInstanceOf(TransientFailure);
  });
});
