import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../support/e2e/client.ts';
import type { Client } from '../support/e2e/client.ts';
import {
  askForProduction,
  expectToWait,
  proofDetail,
  reject,
  runAlone,
} from '../support/e2e/one-person.ts';
import { submit } from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';
import { until } from '../support/e2e/until.ts';

describe('one person in the demo org', () => {
  const org = 'org-attacked';
  let product: Product;
  let api: Client;

  beforeAll(async () => {
    product = await startProduct();
    api = connect(product.url);
  }, 60_000);

  afterAll(() => product.close());

  it('waits at a gate after one staging run of their own', async () => {
    const run = await runAlone(api, org, 'Fix drift on 1 staging web server');
    const task = await askForProduction(api, org);

    expect(run.status).toBe('completed');
    expectToWait(task);
    expect(task.quality_score).toMatchObject({ operational_history: 12, human_review: 12 });
    expect(proofDetail(task)).toContain('on 1 assets in one run; 5 prove the 47 assets');
    await reject(api, task);
  }, 90_000);

  it('waits right after a rejection, which takes every grant away and is a reason of its own', async () => {
    expectToWait(await askForProduction(api, org));
    const grant = await until('the rejection on record', async () => {
      const { autonomy } = await api.ask('getAutonomy', 200, { query: { org_id: org } });
      return autonomy.find(({ taken_away }) => taken_away?.by === 'rejected');
    });
    const task = await askForProduction(api, org);

    expect(grant).toMatchObject({ environment: 'production', action: 'reimage', granted: false });
    expectToWait(task);
    expect(task.approval?.reasons.map(({ code }) => code)).toContain('rejected-recently');
  });

  it('waits after several staging runs, the largest of which proves the change in full', async () => {
    await runAlone(api, org, 'Fix drift on 2 staging web servers');
    await runAlone(api, org, 'Fix drift on staging web servers');
    const task = await askForProduction(api, org);

    expectToWait(task);
    expect(task.quality_score?.test_coverage).toBeGreaterThan(8);
  }, 120_000);

  it('waits after a dry run in production, which runs nothing', async () => {
    const dry = await submit(api, {
      org_id: org,
      intent: 'Fix drift on production web servers',
      dry_run: true,
    });

    expect([dry.status, dry.execution_id]).toEqual(['completed', null]);
    expectToWait(await askForProduction(api, org));
  });

  it('waits when a body claims what only policy decides', async () => {
    for (const claim of [{ autonomy: 'full_auto' }, { require_approval: 0 }, { grant: true }]) {
      const refused = await api.refusal('submitTask', {
        body: { org_id: org, intent: 'Fix drift on production web servers', ...claim },
      });

      expect(refused.status).toBe(400);
    }
  });
});
