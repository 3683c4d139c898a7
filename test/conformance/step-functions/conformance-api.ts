import { unsupportedHere } from '../../../infra/emulators/step-functions/engine/api-error.ts';
import type { Answer } from '../../../infra/emulators/step-functions/api/answer-request.ts';
import { asJsonata } from './conformance-case.ts';
import type { ApiErrorRecord, ConformanceCase } from './conformance-case.ts';
import { differences } from './conformance-compare.ts';
import { call, createBench, observe } from './conformance-run.ts';
import type { CaseResult } from './conformance-run.ts';
import { isRecord } from '../../../infra/emulators/step-functions/language/json.ts';

const resolveRequest = (
  request: Readonly<Record<string, unknown>>,
  one: ConformanceCase,
  answers: readonly Readonly<Record<string, unknown>>[],
): Record<string, unknown> =>
  Object.fromEntries(
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

/** What the API said that it does not implement, if that is why it refused. */
const refusedPart = (body: Answer['body']): string | undefined => {
  const message = typeof body['message'] === 'string' ? body['message'] : '';
  if (body['__type'] === 'UnknownOperationException') return 'the operation';
  if (message.endsWith(unsupportedHere)) return message.slice(0, -unsupportedHere.length).trim();
  const feature = /SCHEMA_VALIDATION_FAILED: ([^]*? is not supported) at \//.exec(message)?.[1];
  return body['__type'] === 'InvalidDefinition' ? feature : undefined;
};

/** Of an error without a code, which no service answered with, only that there is one counts. */
const isWantedError = (wanted: ApiErrorRecord, { status, body }: Answer): boolean => {
  if (status < 400 || status >= 500) return false;
  if (wanted.code === undefined) return true;
  const isMessage = wanted.message === undefined || wanted.message === body['message'];
  return wanted.code === body['__type'] && isMessage;
};

const answerDifferences = (
  place: string,
  answer: {
    readonly wanted: Readonly<Record<string, unknown>>;
    readonly got: Readonly<Record<string, unknown>>;
  },
  all: readonly ConformanceCase[],
): string[] => {
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
};

/** Runs the requests of a recorded conversation and compares each answer. */
export const runApiCase = async (
  one: ConformanceCase,
  all: readonly ConformanceCase[],
): Promise<CaseResult> => {
  const bench = createBench(new Map());
  const answers: Readonly<Record<string, unknown>>[] = [];
  const found: string[] = [];
  for (const [index, step] of (one.steps ?? []).entries()) {
    const request = resolveRequest(step.request, one, answers);
    const { status, body } = await call(bench, step.op, request);
    answers.push(body);
    await bench.settle();
    const place = `${index} ${step.op}`;
    const refused = refusedPart(body);
    if (refused !== undefined) {
      await bench.machines.stop();
      return { kind: 'refused', reason: `${step.op}: ${refused}` };
    }
    if (step.error) {
      if (!isWantedError(step.error, { status, body })) {
        const said = [step.error.code, step.error.message].filter((part) => part !== undefined);
        found.push(`${place}: ${said.join(' ')} but was ${JSON.stringify(body)}`);
      }
    } else if (status !== 200) {
      found.push(`${place}: an answer but was ${JSON.stringify(body)}`);
    } else if (step.response) {
      found.push(...answerDifferences(place, { wanted: step.response, got: body }, all));
    }
  }
  await bench.machines.stop();
  return found.length === 0 ? { kind: 'passed' } : { kind: 'failed', differences: found };
};
