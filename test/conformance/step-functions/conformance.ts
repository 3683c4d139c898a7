import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { runApiCase } from './conformance-api.ts';
import { conformanceCase, outsideLanguage } from './conformance-case.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { runExecutionCase } from './conformance-run.ts';
import type { CaseResult } from './conformance-run.ts';

const readCases = async (folder: string): Promise<ConformanceCase[]> => {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const lists = await Promise.all(
    files.map(async (name) =>
      z.array(conformanceCase).parse(JSON.parse(await readFile(join(folder, name), 'utf8'))),
    ),
  );
  return lists.flat();
};

const runCase = async (
  one: ConformanceCase,
  cases: readonly ConformanceCase[],
): Promise<CaseResult> => {
  const outside = outsideLanguage(one);
  if (outside !== undefined) return { kind: 'outside', reason: outside };
  return one.kind === 'api' ? runApiCase(one, cases) : runExecutionCase(one);
};

const listReasons = (reasons: ReadonlyMap<string, readonly string[]>): void => {
  for (const [reason, names] of reasons) {
    console.log(`  ${names.length}  ${reason}`);
    for (const name of names) console.log(`       ${name}`);
  }
};

const countOf = (reasons: ReadonlyMap<string, readonly string[]>): number =>
  [...reasons.values()].reduce((sum, names) => sum + names.length, 0);

const report = (results: ReadonlyMap<ConformanceCase, CaseResult>): void => {
  const features = new Map<string, { passed: number; failed: number }>();
  const outside = new Map<string, string[]>();
  const refused = new Map<string, string[]>();
  let passed = 0;
  let failed = 0;
  for (const [one, result] of results) {
    if (result.kind === 'outside' || result.kind === 'refused') {
      const reasons = result.kind === 'outside' ? outside : refused;
      reasons.set(result.reason, [...(reasons.get(result.reason) ?? []), one.name]);
      continue;
    }
    if (result.kind === 'passed') passed += 1;
    else failed += 1;
    for (const feature of one.features) {
      const score = features.get(feature) ?? { passed: 0, failed: 0 };
      score[result.kind] += 1;
      features.set(feature, score);
    }
    if (result.kind === 'failed') {
      console.log(`DIFFERS ${one.name}`);
      for (const difference of result.differences) console.log(`    ${difference}`);
    }
  }
  console.log('By feature, passed of all within the subset:');
  for (const [feature, score] of [...features].sort(([a], [b]) => a.localeCompare(b))) {
    console.log(`  ${feature}: ${score.passed} of ${score.passed + score.failed}`);
  }
  console.log('Refused, by what the API does not implement:');
  listReasons(refused);
  console.log('Outside the subset, by reason:');
  listReasons(outside);
  const counts = [
    `${passed} passed, ${failed} differ`,
    `${countOf(refused)} refused, ${countOf(outside)} outside the subset`,
  ];
  console.log(counts.join(', '));
};

/**
 * Compares the interpreter with executions that were recorded on AWS, read from the folder
 * that CONFORMANCE_DIR names. Exits with 1 when a case within the subset differs.
 */
const main = async (): Promise<number> => {
  const folder = process.env['CONFORMANCE_DIR'];
  if (folder === undefined || folder === '') {
    console.log(
      'Skipped: CONFORMANCE_DIR is not set, so there are no recorded executions to compare with.',
    );
    return process.env['CI'] === 'true' ? 1 : 0;
  }
  const cases = await readCases(folder);
  const results = new Map<ConformanceCase, CaseResult>();
  for (const one of cases) results.set(one, await runCase(one, cases));
  report(results);
  const failed = [...results.values()].some((result) => result.kind === 'failed');
  // A folder without cases would otherwise pass.
  return failed || cases.length === 0 ? 1 : 0;
};

process.exitCode = await main();
