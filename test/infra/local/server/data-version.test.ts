import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstBadRecord } from '../../../../functions/domain/audit/chain.ts';
import { connect } from '../../../support/e2e/client.ts';
import type { Client } from '../../../support/e2e/client.ts';
import { approve, executionIdOf, followToEnd, taskWhen } from '../../../support/e2e/scenario.ts';
import { startProduct } from '../../../support/e2e/server.ts';
import type { Product } from '../../../support/e2e/server.ts';
import { keptAt, unpackData } from '../../../support/upgrade/unpack-data.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ai-orchestrator-data-'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

const refusalOf = (dataDir: string): Promise<string> =>
  startProduct({ DATA_DIR: dataDir }).then(
    async (product) => {
      await product.close();
      return 'it started';
    },
    (error: unknown) => String(error),
  );

const versionOf = (dataDir: string): unknown =>
  JSON.parse(readFileSync(join(dataDir, 'data-version.json'), 'utf8'));

describe('a data folder', () => {
  it('says its version from the beginning', async () => {
    const product = await startProduct({ DATA_DIR: join(home, 'data') });
    await product.close();

    expect(versionOf(join(home, 'data'))).toEqual({ data_version: 2 });
    expect(await refusalOf(join(home, 'data'))).toBe('it started');
  });

  it.each(['data-version-0-without-roles', 'data-version-0-without-lists'] as const)(
    'of an older release is refused by its name, with what to do: %s',
    async (name) => {
      const dataDir = join(home, 'data');
      await unpackData(name, dataDir);

      const refusal = await refusalOf(dataDir);

      expect(refusal).toContain(`${dataDir} is of data version 0`);
      expect(refusal).toContain('npm run reset');
      expect(refusal).toContain('older release');
      expect(() => versionOf(dataDir)).toThrow('ENOENT');
    },
  );

  it.each([
    ['{"data_version":3}', 'is of data version 3, newer than this release'],
    ['{"data_version":0}', 'is of data version 0, older than this release'],
    ['{"data_version":"2"}', 'does not say a data version'],
    ['', 'does not say a data version'],
  ])('with the version file %j is refused', async (text, words) => {
    const dataDir = join(home, 'data');
    await unpackData('data-version-1', dataDir);
    writeFileSync(join(dataDir, 'data-version.json'), text);

    const refusal = await refusalOf(dataDir);

    expect(refusal).toContain(words);
    expect(refusal).toContain('npm run reset');
    expect(readFileSync(join(dataDir, 'data-version.json'), 'utf8')).toBe(text);
  });
});

describe('the data of the release before', () => {
  const ended = 'task-01m8enhdytqs4qr4v2jcee42w2';
  const waiting = 'task-01m8enhs7a812mt4kwmsmmzzae';
  const rolling = 'task-01m8enht4e7p35g9r3gs1gkyyj';
  const kept = mkdtempSync(join(tmpdir(), 'ai-orchestrator-kept-'));
  let product: Product;
  let api: Client;

  const auditOf = (task_id: string) => api.ask('listTaskAudit', 200, { params: { task_id } });

  beforeAll(async () => {
    // Gates expire: the day of the data goes on.
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(keptAt), shouldAdvanceTime: true });
    await unpackData('data-version-1', join(kept, 'data'));
    product = await startProduct({ DATA_DIR: join(kept, 'data') });
    api = connect(product.url);
  });

  afterAll(async () => {
    await product.close();
    vi.useRealTimers();
    rmSync(kept, { recursive: true, force: true });
  });

  it('goes on: what waited is approved, what ran comes to its end', async () => {
    await approve(api, waiting);
    for (const id of [waiting, rolling]) {
      await followToEnd(api, await executionIdOf(api, id));
      expect((await taskWhen(api, id, ({ status }) => status !== 'executing')).status).toBe(
        'completed',
      );
    }
    expect((await api.ask('getTask', 200, { params: { task_id: ended } })).status).toBe(
      'completed',
    );
    expect(product.defects).toEqual([]);
    expect(versionOf(join(kept, 'data'))).toEqual({ data_version: 2 });
  }, 180_000);

  it('keeps its audit readable, and starts a chain of its own for what goes on', async () => {
    const old = await auditOf(ended);
    const { records } = await auditOf(waiting);

    expect(new Set(old.records.map(({ chain }) => chain))).toEqual(new Set(['earlier']));
    expect(old.records.map(({ event }) => event)).toContain('task_completed');
    const own = records.filter(({ chain }) => chain === waiting);
    expect(records.slice(0, 2).map(({ event }) => event)).toEqual([
      'task_submitted',
      'plan_submitted',
    ]);
    expect(own[0]).toMatchObject({ seq: 1, event: 'task_approved' });
    expect(firstBadRecord(own)).toBeNull();
  });

  it('lists and verifies the sealed chain among the others', async () => {
    const query = { task_id: ended, org_id: 'org-old' };
    const { records } = await api.ask('listAudit', 200, { query });
    expect(records.length).toBeGreaterThan(5);
    expect(new Set(records.map(({ chain }) => chain))).toEqual(new Set(['earlier']));

    const verdict = await api.ask('verifyAudit', 200, { query: { org_id: 'org-old' } });
    expect(verdict).toMatchObject({ verified: true, fault: null });
  });
});
