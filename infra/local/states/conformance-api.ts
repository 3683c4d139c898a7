import { asJsonata } from './conformance-case.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { differences } from './conformance-compare.ts';
import { call, createBench, observe } from './conformance-run.ts';
import type { CaseResult } from './conformance-run.ts';
import { isRecord } from './json.ts';

/** Runs the requests of a recorded conversation and compares each answer. */
export async function runApiCase(
  one: ConformanceCase,
  all: readonly ConformanceCase[],
): Promise<CaseResult> {
  const bench = createBench(new Map());
  const answers: Readonly<Record<string, unknown>>[] = [];
  const found: string[] = [];
  for (const [index, step] of (one.steps ?? []).entries()) {
    const request = resolveRequest(step.request, one, answers);
    const { status, body } = await call(bench, step.op, request);
    answers.push(body);
    await bench.settle();
    const place = `${index} ${step.op}`;
    if (step.error !== undefined) {
      const message = String(body['message']);
      if (message.includes('is not supported at')) {
        return {
          kind: 'outside',
          reason: /Field '\w+' is not supported/.exec(message)?.[0] ?? message,
        };
      }
      if (body['__type'] !== step.error.code || message !== step.error.message) {
        found.push(
          `${place}: ${step.error.code} ${step.error.message} but was ${JSON.stringify(body)}`,
        );
      }
    } else if (status !== 200) {
      found.push(`${place}: an answer but was ${JSON.stringify(body)}`);
    } else if (step.response !== undefined) {
      found.push(...answerDifferences(place, { wanted: step.response, got: body }, all));
    }
  }
  await bench.machines.stop();
  return found.length === 0 ? { kind: 'passed' } : { kind: 'failed', differences: found };
}

function resolveRequest(
  request: Readonly<Record<string, unknown>>,
  one: ConformanceCase,
  answers: readonly Readonly<Record<string, unknown>>[],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(request).map(([field, value]) => {
      if (isRecord(value) && '$json' in value) {
        const literal = field === 'definition' ? asJsonata(value['$json'], one) : value['$json'];
        return [field, JSON.stringify(literal)];
      }
      if (isRecord(value) && Array.isArray(value['$ref'])) {
        const [step, key] = value['$ref'] as unknown[];
        return [field, answers[Number(step)]?.[String(key)]];
      }
      return [field, value];
    }),
  );
}

function answerDifferences(
  place: string,
  answer: {
    readonly wanted: Readonly<Record<string, unknown>>;
    readonly got: Readonly<Record<string, unknown>>;
  },
  all: readonly ConformanceCase[],
): string[] {
  const { wanted, got } = answer;
  if (typeof wanted['$case'] === 'string') {
    const reference = all.find((one) => one.name === wanted['$case']);
    if (reference?.expected?.events === undefined) return [`${place}: no case ${wanted['$case']}`];
    const { expected } = reference;
    const observed = observe({ ...expected, output: undefined }, got['events']);
    return differences({ ...reference, expected: { ...expected, output: undefined } }, observed);
  }
  // Names and times differ; which fields there are, and the fixed values, may not.
  const fields = new Set([...Object.keys(wanted), ...Object.keys(got)]);
  return [...fields].flatMap((field) => {
    const same = field in wanted && field in got;
    const isFixed = ['status', 'redriveCount', 'redriveStatus'].includes(field);
    if (same && (!isFixed || wanted[field] === got[field])) return [];
    return [
      `${place}.${field}: ${JSON.stringify(wanted[field])} but was ${JSON.stringify(got[field])}`,
    ];
  });
}
