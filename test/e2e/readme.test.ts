import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readConfigurationText } from '../../infra/local/settings/configuration-file.ts';
import { parseParameters } from '../../infra/aws/parameters.ts';
import { connect } from '../support/e2e/client.ts';
import type { Client } from '../support/e2e/client.ts';
import { executionIdOf, followToEnd, getTask } from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';

const root = join(import.meta.dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

const sectionOf = (title: string): string =>
  readme.split(/^## /m).find((section) => section.startsWith(`${title}\n`)) ?? '';

const blocksOf = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, block]) => block ?? '',
  );

const Ids = z.tuple([z.string(), z.string(), z.string(), z.string()]);

let product: Product;
let api: Client;
const folder = mkdtempSync(join(tmpdir(), 'ai-orchestrator-readme-'));

/** What a shell writes last that was given the blocks as they are printed. */
const runBlocks = async (blocks: readonly string[], last: string): Promise<string> => {
  const script = [...blocks, last].join('\n').replaceAll('http://localhost:8083', product.url);
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], { cwd: folder });
  let text = '';
  let errors = '';
  shell.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  shell.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
  const [code] = (await once(shell, 'close')) as [number];
  if (code !== 0) throw new Error(`The shell ended with ${code}: ${errors}`);
  return text.trimEnd().split('\n').at(-1) ?? '';
};

beforeAll(async () => {
  product = await startProduct();
  api = connect(product.url);
});

afterAll(async () => {
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the README', () => {
  it('does the main job when its blocks are run one after another', async () => {
    const blocks = blocksOf(sectionOf('The main job by curl'), 'bash');
    expect(blocks.length).toBeGreaterThanOrEqual(4);

    const said = await runBlocks(
      blocks,
      'echo; echo "$TASK_ID $EXECUTION_ID $FAILING_TASK_ID $ASSET_ID"',
    );

    const [taskId, executionId, failingId, assetId] = Ids.parse(said.split(' '));
    expect((await followToEnd(api, executionId)).status).toBe('completed');
    expect((await getTask(api, taskId)).approval?.status).toBe('approved');
    const undone = await followToEnd(api, await executionIdOf(api, failingId));
    expect(undone.status).toBe('rolled_back');
    expect(undone.phases[0]?.assets?.map(({ asset_id }) => asset_id)).toContain(assetId);
  }, 150_000);

  it('plans first and applies what was planned when those blocks are run', async () => {
    const blocks = blocksOf(sectionOf('Plan first'), 'bash');

    const said = await runBlocks(blocks, 'echo; echo "$DRY_RUN_ID $PLAN_DIGEST $APPLIED_TASK_ID"');

    const [dryRunId, digest, appliedId] = said.split(' ');
    expect(await getTask(api, appliedId ?? '')).toMatchObject({
      status: 'pending_approval',
      applies_task_id: dryRunId,
      plan_digest: digest,
      require_approval: true,
    });
  }, 60_000);

  it('shows a configuration file that is taken, but for the secrets that it leaves out', () => {
    const [yaml = ''] = blocksOf(sectionOf('Configuration'), 'yaml');
    const { faults } = readConfigurationText(yaml, 'orchestrator.yaml');

    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('notification.webhook_secret is not base64');
  });

  it('has every parameter of the stack in its table, and no other', () => {
    const table = sectionOf('How it maps to AWS');
    const rows = [...table.matchAll(/^\| `([a-zA-Z]+)` +\|/gm)].map(([, name]) => name ?? '');
    const values = Object.fromEntries(rows.map((name) => [name, null]));

    expect(rows).toHaveLength(17);
    // A name that is no parameter is refused as one that is not known.
    expect(() => parseParameters({ ...values, stackName: 'a' })).not.toThrow(/not a known setting/);
    expect(() => parseParameters({ ...values, other: 'a' })).toThrow(
      /other: is not a known setting/,
    );
  });
});
