import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSignedBy } from '../../../functions/adapters/signing/is-signed-by.ts';
import { makeCheckAuditAnchors } from '../../../functions/application/audit/check-audit-anchors.ts';
import { aSigner } from '../../support/audit/a-signer.ts';
import { anchoring, numberedChain } from '../../support/audit/anchoring.ts';
import type { Anchoring } from '../../support/audit/anchoring.ts';
import { org, otherOrg } from '../../support/builders/ids.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;
let world: Anchoring;

beforeEach(async () => {
  stores = await openStores();
  world = anchoring(stores);
});

afterEach(() => stores.close());

const check = (signer = world.signer) =>
  makeCheckAuditAnchors({
    anchors: world.anchors,
    key: { publicKey: () => Promise.resolve(signer.key) },
    isSignedBy,
  })(org);

const anchorTimes = async (times: number) => {
  for (let time = 0; time < times; time += 1) {
    await world.record(org, numberedChain(1));
    await world.anchorer()(org);
  }
};

describe('the check of an org’s anchors', () => {
  it('says of each chain what they vouch for', async () => {
    await world.record(org, numberedChain(1));
    await world.record(org, numberedChain(2));
    await world.anchorer()(org);
    await world.record(org, numberedChain(1));
    await world.anchorer()(org);
    await world.record(org, numberedChain(2));

    const { fault, count, points } = await check();

    expect([fault, count]).toEqual([null, 2]);
    expect(points.get(numberedChain(1))?.map(({ anchor, seq }) => [anchor, seq])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(points.get(numberedChain(2))?.map(({ anchor, seq }) => [anchor, seq])).toEqual([[1, 1]]);
  });

  it('reads every page of them', async () => {
    await anchorTimes(101);

    expect(await check()).toMatchObject({ fault: null, count: 101 });
  });

  it('believes no key but the deployment’s own', async () => {
    await anchorTimes(1);

    const { fault, points } = await check(aSigner());

    expect(fault).toEqual({ kind: 'key-unknown', anchor: 1, chain: null });
    expect(points.size).toBe(0);
  });

  it('is of one org, and of nothing where nothing is anchored', async () => {
    await world.record(otherOrg, numberedChain(1));
    await world.anchorer()(otherOrg);

    expect(await check()).toEqual({ fault: null, points: new Map(), count: 0 });
  });
});
