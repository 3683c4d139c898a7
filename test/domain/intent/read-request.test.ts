import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Environment } from '../../../functions/domain/shared/environment.ts';
import { TaskType } from '../../../functions/domain/task/task-type.ts';
import { readText } from '../../../functions/domain/intent/request-text.ts';
import {
  courtesyWords,
  functionWords,
  machineNouns,
} from '../../../functions/domain/intent/plain-words.ts';
import { readIntent, specOf } from '../../support/planning/intent.ts';

const Row = z.object({
  intent: z.string(),
  given: Environment.optional(),
  kind: z.enum(['settled', 'unclear', 'contradiction']),
  task_type: TaskType.optional(),
  rehearses: z.boolean().optional(),
  selector: z.record(z.string(), z.unknown()).optional(),
  constraints: z.record(z.string(), z.unknown()).optional(),
});
const rows = z
  .array(Row)
  .parse(JSON.parse(readFileSync(new URL('evidence-requests.json', import.meta.url), 'utf8')));

describe('readRequest, of requests that people wrote', () => {
  it.each(rows)('reads “$intent” as $kind', ({ intent, given, ...expected }) => {
    const reading = readIntent({ intent, environment: given });

    const { kind } = reading;
    expect(
      kind === 'settled'
        ? {
            kind,
            task_type: reading.spec.task_type,
            rehearses: reading.rehearses,
            // Rows without a selector say only what type they are.
            ...(expected.selector !== undefined && {
              selector: reading.spec.selector,
              constraints: reading.spec.constraints,
            }),
          }
        : { kind },
    ).toEqual(expected);
  });
});

const web = { environment: 'production', roles: ['web'] };

describe('readRequest, of words that narrow a change', () => {
  it.each([
    [
      'Patch production web servers except prod-web-search-56',
      { ...web, exclude: [{ names: ['prod-web-search-56'] }] },
      {},
    ],
    [
      'Fix drift on prod-web-search-28',
      { environment: 'production', names: ['prod-web-search-28'] },
      {},
    ],
    ['Patch prod web servers without rebooting them', web, { reboot: 'never' }],
    ['Patch prod web servers one at a time', web, { max_parallel: 1 }],
    [
      'Patch production app servers with max 2 failures',
      { environment: 'production', roles: ['app'] },
      { max_failures: 2 },
    ],
    ['Apply only kernel updates to prod web servers', web, { patch_kinds: ['kernel'] }],
    [
      'Patch prod web servers on 2026-12-01',
      web,
      { not_before: '2026-12-01T00:00:00.000Z', not_after: '2026-12-02T00:00:00.000Z' },
    ],
    [
      'Patch one of the staging web servers',
      { environment: 'staging', roles: ['web'] },
      { max_assets: 1 },
    ],
    [
      'Patch half of the web servers',
      { environment: 'development', roles: ['web'] },
      { max_share_percent: 50 },
    ],
    [
      'Patch web servers in us-east-1a',
      { environment: 'development', roles: ['web'], zones: ['us-east-1a'] },
      {},
    ],
  ])('reads in “%s” exactly what they say', (intent, selector, constraints) => {
    const spec = specOf(intent);

    expect(spec.selector).toEqual(selector);
    expect(spec.constraints).toEqual(constraints);
  });

  it.each([
    'Dry run: patch staging web servers',
    'Simulate a patch rollout on staging web servers',
  ])('rehearses “%s”', (intent) => {
    expect(readIntent({ intent })).toMatchObject({ kind: 'settled', rehearses: true });
  });
});

describe('readRequest, of places that are none', () => {
  it.each([
    'Fix drift in pre-production',
    'Fix drift on preprod databases',
    'Fix drift on non-production web servers',
    'Patch UAT web servers',
    'Fix drift on pro\u200Bduction web servers',
    'Patch \u202Eprod web servers',
    'Patch рrod web servers',
    'Fix drift in staging and production',
    'Fix drift in production, but not production',
  ])('settles nothing in “%s”', (intent) => {
    expect(readIntent({ intent }).kind).not.toBe('settled');
  });
});

const changing = [
  'Patch production web servers except prod-web-search-56',
  'Patch prod web servers without rebooting them',
  'OPS-4412: please fix drift on the staging api nodes, one at a time',
  'Patch prod web servers on 2026-12-01',
  'Bring production app servers back in line with the golden image',
];

describe('understood', () => {
  it.each(changing)('has each content word of “%s” once', (intent) => {
    const { understood = [] } = specOf(intent);

    for (const { text, start, end, as } of understood) {
      expect(intent.slice(start, end)).toBe(text);
      expect(as).not.toBe('residue');
    }
    const content = readText(intent).tokens.filter(
      ({ kind, text }) =>
        kind === 'word' &&
        !functionWords.has(text) &&
        !courtesyWords.has(text) &&
        !machineNouns.has(text),
    );
    for (const { start, end } of content) {
      const owners = understood.filter((span) => span.start <= start && end <= span.end);
      expect({ word: intent.slice(start, end), owners: owners.length }).toEqual({
        word: intent.slice(start, end),
        owners: 1,
      });
    }
    const ordered = [...understood].sort((one, other) => one.start - other.start);
    for (const [index, span] of ordered.entries())
      expect(span.start).toBeGreaterThanOrEqual(ordered[index - 1]?.end ?? 0);
  });
});
