import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeListAnchors } from '../../../functions/application/audit/list-anchors.ts';
import { operations } from '../../../functions/contract/operations.ts';
import { anchoring, numberedChain } from '../../support/audit/anchoring.ts';
import type { Anchoring } from '../../support/audit/anchoring.ts';
import { org, otherOrg } from '../../support/builders/ids.ts';
import { callerNamed } from '../../support/builders/people.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;
let world: Anchoring;

beforeEach(async () => {
  stores = await openStores();
  world = anchoring(stores);
});

afterEach(() => stores.close());

const list = (query: object = {}, caller = callerNamed('vera')) =>
  makeListAnchors({ anchors: world.anchors, key: world.deps.signer })(caller, query);

const anchorTimes = async (times: number) => {
  for (let time = 0; time < times; time += 1) {
    await world.record(org, numberedChain(1));
    await world.anchorer()(org);
  }
};

describe('the list of anchors', () => {
  it('has them in order, as they stand in the archive, with the key that signs', async () => {
    await anchorTimes(2);

    const page = await list();

    expect(page.org_id).toBe('org-123');
    expect(page.key).toEqual(world.signer.key);
    expect(page.anchors).toEqual(world.archived);
    expect(page.anchors.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(page).not.toHaveProperty('next_after');
    expect(operations.listAnchors.answers.json[200].safeParse(page).error).toBeUndefined();
  });

  it('goes on behind a number, and says where exactly while there is more', async () => {
    await anchorTimes(5);

    const first = await list({ limit: '2' });
    const second = await list({ limit: '2', after: String(first.next_after) });
    const last = await list({ limit: '1', after: String(second.next_after) });

    expect([first, second, last].map(({ anchors }) => anchors.map(({ seq }) => seq))).toEqual([
      [1, 2],
      [3, 4],
      [5],
    ]);
    expect([first, second, last].map((page) => page.next_after)).toEqual([2, 4, undefined]);
  });

  it('is of the caller’s own org, which no query changes', async () => {
    await anchorTimes(1);

    expect((await list({}, callerNamed('otto', { org: otherOrg }))).anchors).toEqual([]);
    await expect(list({ org_id: otherOrg })).rejects.toMatchObject({ code: 'org-mismatch' });
  });

  it('wants a name from who is at home in every org', async () => {
    await anchorTimes(1);
    const local = callerNamed('local', { org: null });

    await expect(list({}, local)).rejects.toMatchObject({
      code: 'invalid-request',
      details: { errors: [{ pointer: '/query/org_id' }] },
    });
    expect((await list({ org_id: org }, local)).anchors).toHaveLength(1);
  });
});
