import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AnchorDeps } from '../../../functions/application/audit/anchor-org.ts';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { OrgId, toTimestamp } from '../../../functions/domain/shared/ids.ts';
import { anchoring, numberedChain } from '../../support/audit/anchoring.ts';
import type { Anchoring } from '../../support/audit/anchoring.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;
let world: Anchoring;
let orgs = 0;

const newOrg = (): OrgId => OrgId.parse(`org-${(orgs += 1)}`);

beforeAll(async () => {
  stores = await openStores();
  world = anchoring(stores);
});

afterEach(() => stores.recover());
afterAll(() => stores.close());

const recordEach = async (org: OrgId, numbers: readonly number[]): Promise<void> => {
  await Promise.all(numbers.map((number) => world.record(org, numberedChain(number))));
};

const upTo = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index);

const listed = (org: OrgId) => world.anchors.list(org, { after: 0, limit: 1_000 });

/** Everything recorded is anchored, each head once, and all of it verifies. */
const expectWhole = async (org: OrgId): Promise<void> => {
  const verdict = await world.verdict(org);
  const anchors = await listed(org);
  const leaves = anchors.flatMap((anchor) =>
    anchor.leaves.map(({ chain, seq }) => `${chain} ${seq}`),
  );

  expect(verdict.fault).toBeNull();
  expect(verdict.anchored_records).toBe(verdict.records);
  expect(new Set(leaves).size).toBe(leaves.length);
  expect(world.archived.filter(({ org_id }) => org_id === org)).toEqual(anchors);
};

describe('an anchorer', () => {
  it('anchors the heads that changed, and does nothing when nothing did', async () => {
    const org = newOrg();
    const anchor = world.anchorer();
    await recordEach(org, [1, 1, 1, 2, 3]);

    expect(await anchor(org)).toEqual({ anchors: 1 });
    expect(await anchor(org)).toEqual({ anchors: 0 });
    await recordEach(org, [2, 4]);
    expect(await anchor(org)).toEqual({ anchors: 1 });

    const [first, second] = await listed(org);
    expect(first?.leaves.map(({ chain, seq }) => [chain, seq])).toEqual([
      [numberedChain(3), 1],
      [numberedChain(1), 3],
      [numberedChain(2), 1],
    ]);
    expect(second?.leaves.map(({ chain, seq }) => [chain, seq])).toEqual([
      [numberedChain(2), 2],
      [numberedChain(4), 1],
    ]);
    expect([first?.chains, second?.chains]).toEqual([3, 4]);
    expect(second?.prev_hash).toBe(first?.hash);
    await expectWhole(org);
  });

  it('has no anchor for an org without records', async () => {
    const org = newOrg();

    expect(await world.anchorer()(org)).toEqual({ anchors: 0 });
    expect(await listed(org)).toEqual([]);
  });

  it('puts many heads under a few anchors, none near the size that an item may have', async () => {
    const org = newOrg();
    await recordEach(org, upTo(200));

    expect(await world.anchorer()(org)).toEqual({ anchors: 3 });

    const anchors = await listed(org);
    expect(anchors.map(({ leaves }) => leaves.length)).toEqual([90, 90, 20]);
    expect(anchors.map(({ chains }) => chains)).toEqual([90, 180, 200]);
    expect(Math.max(...anchors.map((anchor) => JSON.stringify(anchor).length))).toBeLessThan(
      30_000,
    );
    await expectWhole(org);
  });

  it('never forks and loses no head, however many run at once beside the work', async () => {
    const org = newOrg();
    await recordEach(org, upTo(120));
    const work = async () => {
      for (let round = 0; round < 6; round += 1) {
        await recordEach(
          org,
          upTo(8).map((number) => number * 7 + round),
        );
      }
    };

    await Promise.all([work(), ...upTo(12).map(() => world.anchorer()(org))]);
    await Promise.all(upTo(4).map(() => world.anchorer()(org)));

    await expectWhole(org);
  });

  const anchorBadly = async (org: OrgId, hidden: readonly number[], dies: string) => {
    const unseen = new Set<string>(hidden.map(numberedChain));
    const gone = () => Promise.reject(new TransientFailure('died'));
    const auditTrail: AnchorDeps['auditTrail'] = {
      heads: async (...query) => {
        const page = await world.deps.auditTrail.heads(...query);
        return { ...page, heads: page.heads.filter(({ chain }) => !unseen.has(chain)) };
      },
    };
    const anchor = world.anchorer({
      auditTrail,
      ...(dies === 'before the put' && { anchors: { ...world.deps.anchors, append: gone } }),
      ...(dies === 'before the archive' && { archive: { publish: gone } }),
    });
    await anchor(org).catch((error: unknown) => expect(error).toBeInstanceOf(TransientFailure));
  };

  it('anchors in the same run what is left to it when another was first', async () => {
    const org = newOrg();
    await recordEach(org, [1, 2]);
    let isFirst = true;
    const late: AnchorDeps['anchors'] = {
      ...world.deps.anchors,
      append: async (anchor) => {
        if (isFirst) await anchorBadly(org, [2], 'never');
        isFirst = false;
        return world.deps.anchors.append(anchor);
      },
    };

    expect(await world.anchorer({ anchors: late })(org)).toEqual({ anchors: 1 });
    expect((await listed(org)).map(({ leaves }) => leaves.map(({ chain }) => chain))).toEqual([
      [numberedChain(1)],
      [numberedChain(2)],
    ]);
    await expectWhole(org);
  });

  it('keeps a head for the next anchor that changes while it reads', async () => {
    const org = newOrg();
    await recordEach(org, [1, 2]);
    const slow: AnchorDeps['auditTrail'] = {
      heads: async (...query) => {
        const page = await world.deps.auditTrail.heads(...query);
        await recordEach(org, [1, 3]);
        return page;
      },
    };

    expect(await world.anchorer({ auditTrail: slow })(org)).toEqual({ anchors: 1 });
    expect(await world.anchorer()(org)).toEqual({ anchors: 1 });

    const [, second] = await listed(org);
    expect(second?.leaves.map(({ chain, seq }) => [chain, seq])).toEqual([
      [numberedChain(3), 1],
      [numberedChain(1), 2],
    ]);
    await expectWhole(org);
  });

  it('finds a head that the index told of late, and one committed after its time', async () => {
    const org = newOrg();
    const minutesAgo = (minutes: number) => toTimestamp(stores.clock.now() - minutes * 60_000);
    await world.record(org, numberedChain(1));
    await world.anchorer()(org);
    await world.record(org, numberedChain(2), minutesAgo(14));

    expect(await world.anchorer()(org)).toEqual({ anchors: 1 });

    await world.record(org, numberedChain(4), minutesAgo(25 * 60));
    expect(await world.anchorer()(org)).toEqual({ anchors: 0 });
    expect(await world.anchorer()(org, 26 * 3_600_000)).toEqual({ anchors: 1 });
    await expectWhole(org);
  });

  it('is not led past other heads by one whose time is yet to come', async () => {
    const org = newOrg();
    await world.record(org, numberedChain(1), '2030-01-01T00:00:00.000Z');
    await world.anchorer()(org);
    await world.record(org, numberedChain(2));

    expect(await world.anchorer()(org)).toEqual({ anchors: 1 });
    await expectWhole(org);
  });

  it('goes on where one stopped that could not put everything under anchors', async () => {
    const org = newOrg();
    for (const number of upTo(100)) {
      stores.advance(600);
      await world.record(org, numberedChain(number));
    }
    let signatures = 0;
    const dying = {
      ...world.deps.signer,
      sign: (text: string) => {
        signatures += 1;
        return signatures > 1
          ? Promise.reject(new TransientFailure('gone'))
          : world.deps.signer.sign(text);
      },
    };

    await expect(world.anchorer({ signer: dying })(org)).rejects.toThrow(TransientFailure);
    expect((await listed(org)).map(({ leaves }) => leaves.length)).toEqual([90]);
    stores.advance(7 * 24 * 3_600);
    expect(await world.anchorer()(org)).toEqual({ anchors: 1 });
    await expectWhole(org);
  });

  it.each(['not-applied', 'applied'] as const)(
    'loses nothing and forks nothing when its put is answered by an error, %s',
    async (kind) => {
      const org = newOrg();
      await recordEach(org, [1, 2]);
      stores.failNext('TransactWriteItems', ...upTo(9).map(() => ({ kind })));

      await world
        .anchorer()(org)
        .catch((error: unknown) => {
          expect(error).toBeInstanceOf(TransientFailure);
        });
      stores.recover();
      await recordEach(org, [3]);
      await world.anchorer()(org);

      await expectWhole(org);
    },
  );

  it('makes no further anchor before the last one is in the archive', async () => {
    const org = newOrg();
    const dead = { publish: () => Promise.reject(new TransientFailure('no archive')) };
    await recordEach(org, [1]);
    await expect(world.anchorer({ archive: dead })(org)).rejects.toThrow('no archive');
    await recordEach(org, [2]);
    await expect(world.anchorer({ archive: dead })(org)).rejects.toThrow('no archive');

    expect(await listed(org)).toHaveLength(1);
    expect(await world.anchorer()(org)).toEqual({ anchors: 1 });
    await expectWhole(org);
  });

  it('covers every head in the end, whatever the index hides and wherever anchorers die', async () => {
    const step = fc.record({
      chains: fc.array(fc.nat(9), { minLength: 1, maxLength: 5 }),
      hidden: fc.array(fc.nat(9), { maxLength: 4 }),
      dies: fc.constantFrom('never', 'before the put', 'before the archive'),
      seconds: fc.nat(120),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        const org = newOrg();
        for (const { chains, hidden, dies, seconds } of steps) {
          stores.advance(seconds);
          await recordEach(org, chains);
          await anchorBadly(org, hidden, dies);
        }
        await world.anchorer()(org);
        await expectWhole(org);
      }),
      { numRuns: 40 },
    );
  });
});
