import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findStaleness } from '../../policies/staleness.ts';

const policies = join(import.meta.dirname, '../../policies');
let copy = '';

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'policies-'));
  cpSync(policies, copy, { recursive: true });
});

afterEach(() => rmSync(copy, { recursive: true, force: true }));

describe('the compiled policies that are checked in', () => {
  test('agree with their sources', () => {
    expect(findStaleness(policies)).toEqual([]);
  });

  test('are stale once a policy changes', () => {
    appendFileSync(join(copy, 'production_safety.rego'), '# looser\n');

    expect(findStaleness(copy)).toContain(
      'Source production_safety.rego changed since the bundle was built.',
    );
  });

  test('are stale once a limit changes', () => {
    appendFileSync(join(copy, 'data.json'), '\n');

    expect(findStaleness(copy)).toContain('Source data.json changed since the bundle was built.');
  });

  test('are stale once a policy is added or removed', () => {
    writeFileSync(join(copy, 'extra.rego'), 'package orchestrator.extra\n');
    rmSync(join(copy, 'sop_safety.rego'));

    expect(findStaleness(copy)).toEqual(
      expect.arrayContaining([
        'Source extra.rego is new since the bundle was built.',
        'Source sop_safety.rego is gone since the bundle was built.',
      ]),
    );
  });

  test('are not stale when a test of a policy changes', () => {
    appendFileSync(join(copy, 'production_safety_test.rego'), '# another\n');

    expect(findStaleness(copy)).toEqual([]);
  });

  test.each(['policy.wasm', 'data.json'])('are refused when %s was touched by hand', (name) => {
    appendFileSync(join(copy, 'bundle', name), ' ');

    expect(findStaleness(copy)).toContain(
      `Bundle file ${name} changed since the bundle was built.`,
    );
  });

  test('are refused when another OPA is pinned than built them', () => {
    writeFileSync(join(copy, 'opa-version.txt'), 'v9.9.9\n');

    expect(findStaleness(copy)).toEqual([
      expect.stringMatching(/^The bundle was built by OPA v\S+; v9\.9\.9 is pinned\.$/),
    ]);
  });
});
