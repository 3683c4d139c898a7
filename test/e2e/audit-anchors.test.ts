import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSignedBy } from '../../functions/adapters/signing/is-signed-by.ts';
import type { Anchor } from '../../functions/domain/audit/anchor.ts';
import type { AuditEntry } from '../../functions/domain/audit/audit-record.ts';
import { appendToChain, emptyChain } from '../../functions/domain/audit/chain.ts';
import { checkAnchors } from '../../functions/domain/audit/verify-anchors.ts';
import { OrgId } from '../../functions/domain/shared/ids.ts';
import { awsConfig } from '../support/e2e/aws-config.ts';
import { connect } from '../support/e2e/client.ts';
import type { Client } from '../support/e2e/client.ts';
import {
  assetsOf,
  followToEnd,
  followUntil,
  startRollout,
  taskWhen,
} from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';
import { auditChainOf } from '../support/e2e/stored-audit.ts';
import { until } from '../support/e2e/until.ts';
import { root } from '../support/seams/machines.ts';

const org = OrgId.parse('org-123');

let product: Product;
let api: Client;
let taskId: string;
let executionId: string;
let anchors: readonly Anchor[];

const listed = () => api.ask('listAnchors', 200, { query: { org_id: org } });

/** The number of a chain's newest record that an anchor has. */
const anchoredSeq = (chain: string): number =>
  anchors
    .flatMap(({ leaves }) => leaves)
    .reduce((most, leaf) => (leaf.chain === chain ? Math.max(most, leaf.seq) : most), 0);

beforeAll(async () => {
  product = await startProduct();
  api = connect(product.url);
  const wish = { org_id: org, intent: 'Fix drift on production cache servers' };
  const rollout = await startRollout(api, { ...wish, environment: 'production' });
  taskId = rollout.task.task_id;
  ({ executionId } = rollout);
  await followUntil(api, executionId, (execution) =>
    assetsOf(execution).some(({ status }) => status === 'running'),
  );
  await api.ask('pauseExecution', 202, { params: { execution_id: executionId } });
  await followUntil(api, executionId, ({ status }) => status === 'paused');
  await api.ask('resumeExecution', 202, { params: { execution_id: executionId } });
  await followToEnd(api, executionId);
  await taskWhen(api, taskId, ({ status }) => status === 'completed');
  const { length } = await auditChainOf(product.url, org);
  anchors = await until('the anchor', async () => {
    ({ anchors } = await listed());
    const chains = new Set(anchors.flatMap(({ leaves }) => leaves.map(({ chain }) => chain)));
    const anchored = [...chains].reduce((sum, chain) => sum + anchoredSeq(chain), 0);
    return anchored === length ? anchors : undefined;
  });
}, 280_000);

afterAll(() => product.close());

const setMembers = async (
  table: { readonly client: DynamoDBClient; readonly name: string },
  sk: string,
  members: { readonly hash: string; readonly canonical?: string },
): Promise<void> => {
  const named = { hash: members.hash, ...(members.canonical && { canonical: members.canonical }) };
  const names = Object.keys(named);
  await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: { pk: { S: `org#${org}#audit#${taskId}` }, sk: { S: sk } },
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries(named).map(([name, value]) => [`:${name}`, { S: value }]),
      ),
    }),
  );
};

/** Puts another actor in a task's first record, and links, hashes and heads the chain to fit. */
const rewriteChain = async (url: string, chain: string): Promise<void> => {
  const client = new DynamoDBClient(awsConfig(url));
  const table = { client, name: 'ai-orchestrator' };
  const records = (await auditChainOf(url, org)).filter((record) => record.chain === chain);
  let head = emptyChain;
  for (const { org_id, task_id, at, event, plan_digest, details } of records) {
    const entry = { org_id, chain: chain as AuditEntry['chain'], task_id, at, event, details };
    const record = appendToChain(head, { ...entry, plan_digest, actor: 'mallory' });
    head = { seq: record.seq, hash: record.hash };
    await setMembers(table, String(record.seq).padStart(12, '0'), record);
  }
  await setMembers(table, 'head', { hash: head.hash });
  client.destroy();
};

describe('after a rollout, the anchors of its org', () => {
  it('cover every chain in whole, its task’s and that of its controls among them', async () => {
    const records = await auditChainOf(product.url, org);
    const events = records.map(({ event }) => event);

    expect(events).toEqual(expect.arrayContaining(['task_completed', 'execution_completed']));
    for (const chain of new Set(records.map((record) => record.chain))) {
      const { length } = records.filter((record) => record.chain === chain);
      expect([chain, anchoredSeq(chain)]).toEqual([chain, length]);
    }
    for (const { chain, seq, hash } of anchors.flatMap(({ leaves }) => leaves)) {
      const found = records.find((record) => record.chain === chain && record.seq === seq);
      expect(found?.hash).toBe(hash);
    }
  });

  it('verify by the key of the data folder, and are few', async () => {
    const { key } = await listed();
    const pem = readFileSync(join(product.dataDir, 'anchors', 'public-key.pem'), 'utf8');
    const { fault } = checkAnchors({ org, anchors, trustedKeys: [key], isSignedBy });

    expect(fault).toBeNull();
    expect(pem.replaceAll(/-----.*-----|\n/g, '')).toBe(key.public_key);
    expect(anchors.length).toBeLessThanOrEqual(4);
  });

  it('are in the file that is only appended to, signed by a key that its owner alone reads', () => {
    const folder = join(product.dataDir, 'anchors');
    const lines = readFileSync(join(folder, 'anchors.jsonl'), 'utf8').trimEnd().split('\n');

    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(anchors);
    expect(statSync(join(folder, 'key.pem')).mode & 0o777).toBe(0o600);
  });

  it('verify with their records by openssl and jq alone', async () => {
    const folder = join(product.dataDir, 'anchors');
    const records = join(product.dataDir, 'records.jsonl');
    const chained = await auditChainOf(product.url, org);
    const { size } = new Set(chained.map(({ chain }) => chain));
    writeFileSync(records, chained.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const said = execFileSync(
      'bash',
      [
        `${root}infra/aws/audit/verify-anchors.sh`,
        join(folder, 'public-key.pem'),
        join(folder, 'anchors.jsonl'),
        records,
      ],
      { encoding: 'utf8' },
    );

    expect(said).toBe(
      `OK: ${anchors.length} anchors over ${size} chains, the newest ${anchors.at(-1)?.hash ?? ''}\n`,
    );
  });

  it('come page by page', async () => {
    const page = await api.ask('listAnchors', 200, { query: { org_id: org, limit: 1 } });
    const rest = await api.ask('listAnchors', 200, { query: { org_id: org, after: 1 } });

    expect(page.anchors).toEqual(anchors.slice(0, 1));
    expect(page.next_after).toBe(anchors.length > 1 ? 1 : undefined);
    expect(rest.anchors).toEqual(anchors.slice(1));
    expect(rest.next_after).toBeUndefined();
  });

  it.each<[Record<string, string>, string]>([
    [{}, '/query/org_id'],
    [{ org_id: '../x' }, '/query/org_id'],
    [{ org_id: org, after: '1e1' }, '/query/after'],
    [{ org_id: org, after: '-1' }, '/query/after'],
    [{ org_id: org, limit: '0' }, '/query/limit'],
    [{ org_id: org, limit: '101' }, '/query/limit'],
    [{ org_id: org, limit: '' }, '/query/limit'],
    [{ org_id: org, page: '1' }, '/query/page'],
  ])('refuse the query %j by its field', async (query, pointer) => {
    const problem = await api.refusal('listAnchors', { query });

    expect(problem.errors?.map((fault) => fault.pointer)).toEqual([pointer]);
  });

  it('prove that a chain was made anew, by one who links and hashes as the product does', async () => {
    const query = { org_id: org };
    expect(await api.ask('verifyAudit', 200, { query })).toMatchObject({ verified: true });

    await rewriteChain(product.url, taskId);

    expect(await api.ask('verifyAudit', 200, { query })).toMatchObject({
      verified: false,
      fault: { org_id: org, chain: taskId, kind: 'record-not-as-anchored' },
    });
  });
});
