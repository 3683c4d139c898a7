import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanText } from '../../functions/domain/task/clean-text.ts';
import { formsIn, openBrowser } from '../../infra/local/demo/browser.ts';
import { connect } from '../support/e2e/client.ts';
import type { TaskView } from '../support/e2e/client.ts';
import { approverAddress, newestCodeOf, requestMailOf } from '../support/e2e/approver.ts';
import { outboxOf } from '../support/e2e/local-pages.ts';
import { plannedAssetsOf, submitForApproval } from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';
import { hostileTexts } from '../support/hostile-text.ts';

const idOf = (index: number): string => `i-${String(index).padStart(17, '0')}`;

const instance = (index: number, tags: Readonly<Record<string, string>>) => ({
  InstanceId: idOf(index),
  ImageId: 'ami-0aaaaaaaaaaaaaaa1',
  State: { Code: 16, Name: 'running' },
  Placement: { AvailabilityZone: 'eu-west-1a' },
  Tags: Object.entries({ Environment: 'prod', Role: 'web', ...tags }).map(([Key, Value]) => ({
    Key,
    Value,
  })),
});

const poisoned = JSON.parse(
  '{"Role":"constructor","Name":"__proto__","__proto__":"a","constructor":"b","toString":"c"}',
) as Record<string, string>;

const contradicting = hostileTexts.length + 1;

const fleet = [
  ...hostileTexts.map((Name, index) => instance(index, { Name })),
  instance(hostileTexts.length, poisoned),
  instance(contradicting, { environment: 'dev' }),
  instance(contradicting + 1, { Component: 'database' }),
];

let folder: string;
let product: Product;
let task: TaskView;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ai-orchestrator-hostile-'));
  const fleetFile = join(folder, 'fleet.json');
  writeFileSync(fleetFile, JSON.stringify({ Reservations: [{ Instances: fleet }] }));
  product = await startProduct({
    FLEET_FILE: fleetFile,
    APPROVERS: `approver=${approverAddress}`,
  });
  task = await submitForApproval(connect(product.url), {
    org_id: 'constructor',
    intent: 'Patch production servers',
  });
}, 60_000);

afterAll(async () => {
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a fleet whose owners wrote hostile names and tags', () => {
  it('is planned whole, but for what contradicts itself', () => {
    const ids = plannedAssetsOf(task).map(({ asset_id }) => asset_id);

    expect([...ids].sort()).toEqual(
      Array.from({ length: contradicting }, (_, index) => idOf(index)).sort(),
    );
  });

  it('shows the id of an asset whose name shows nothing', () => {
    const nameless = hostileTexts.flatMap((name, index) => (cleanText(name) === '' ? [index] : []));
    const named = new Map<string, string>(
      plannedAssetsOf(task).map(({ asset_id, name }) => [asset_id, name]),
    );

    expect(nameless.length).toBeGreaterThan(1);
    expect(nameless.map((index) => named.get(idOf(index)))).toEqual(nameless.map(idOf));
  });

  it('has a Markdown plan without a link or markup of theirs', () => {
    const html = new MarkdownIt({ html: true, linkify: true }).render(
      task.agent_result?.plan ?? '',
    );

    expect(html).not.toMatch(/<(?!\/?(?:h2|h3|p|ol|ul|li|strong|code)>)/);
  });

  it('is shown on the approval page without a link or markup of theirs', async () => {
    const mail = await requestMailOf(product.url, task.task_id);
    const browser = openBrowser(product.url);
    const locked = (await browser.open(mail.links[0] ?? '')).html;
    const form = (end: string) => {
      const found = formsIn(locked).find(({ action }) => action.endsWith(end));
      if (!found) throw new Error(`No form ${end}`);
      return found;
    };
    await browser.post(form('/codes'), { email: approverAddress });
    const code = await newestCodeOf(product.url, task.task_id);
    const review = (await browser.post(form('/session'), { code })).html;

    expect(review).toContain('https://evil.example/a?b=c');
    expect(review.match(/<(?:a|img|script)\b[^>]*>/g)).toEqual(['<a href="#decide">']);
    expect(review).not.toMatch(/[^\P{Cc}\n\r\t]|\p{Cf}/u);
  });

  it('is in no message at all', async () => {
    for (const { text, html, subject } of await outboxOf(product.url)) {
      expect(`${subject}\n${text}\n${html ?? ''}`).not.toContain('evil.example');
    }
  });
});
