import type { CaseEvent, ConformanceCase } from './conformance-case.ts';
import { isRecord } from '../../../infra/emulators/step-functions/language/json.ts';
import type { Json } from '../../../infra/emulators/step-functions/language/json.ts';

/** What a run of a case gave, in the shape of the recordings. */
export interface Observed {
  readonly status: string;
  readonly output: Json | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly events: readonly ObservedEvent[];
}

export interface ObservedEvent {
  readonly id: number;
  readonly type: string;
  readonly previousEventId: number;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Whole strings that stand for anything, and so does `<…>` within a string. */
const wildcards: ReadonlySet<string> = new Set([
  'date',
  'datetime',
  'timestamp',
  'RequestId',
  'x-amzn-RequestId',
  'X-Amzn-Trace-Id',
  'start-date',
  'stop-date',
  'test-name',
  'task_token',
]);

/** The fields of an event that AWS's recordings keep. */
const stableFields: ReadonlySet<string> = new Set([
  'input',
  'output',
  'error',
  'cause',
  'resource',
  'resourceType',
  'parameters',
  'timeoutInSeconds',
  'heartbeatInSeconds',
  'assignedVariables',
  'location',
  'state',
  'name',
  'index',
  'length',
]);

const patternOf = (wanted: string): RegExp => {
  const parts = wanted.split(/<[^<>]*>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*?')}$`);
};

const matches = (wanted: unknown, got: unknown): boolean => {
  if (typeof wanted === 'string') {
    if (wildcards.has(wanted)) return got !== undefined;
    return typeof got === 'string' && patternOf(wanted).test(got);
  }
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(got) &&
      wanted.length === got.length &&
      wanted.every((item, index) => matches(item, got[index]))
    );
  }
  if (isRecord(wanted)) {
    return (
      isRecord(got) &&
      Object.keys(wanted).length === Object.keys(got).length &&
      Object.entries(wanted).every(
        // How long a function's answer was depends on the spaces that its runtime writes into JSON.
        ([key, item]) => key in got && (key === 'Content-Length' || matches(item, got[key])),
      )
    );
  }
  return wanted === got;
};

const text = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

const parsed = (value: string): unknown => {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
};

/** Run-time errors may be worded differently; what a function or a Fail state said may not. */
const causeMatches = (wanted: Json | undefined, got: unknown): boolean => {
  if (typeof wanted === 'string' && wanted.startsWith('An error occurred while executing')) {
    const place = /^.*? \(entered at the event id #\d+\)\./.exec(wanted)?.[0] ?? '';
    return typeof got === 'string' && got.startsWith(place);
  }
  if (isRecord(wanted) && typeof got === 'string') return matches(wanted, parsed(got));
  return matches(wanted, got);
};

const eventMatches = (wanted: CaseEvent, got: ObservedEvent): boolean => {
  if (wanted.type !== got.type) return false;
  const fields = new Set([...Object.keys(wanted.details), ...Object.keys(got.details)]);
  for (const field of fields) {
    if (!stableFields.has(field)) continue;
    const same =
      field === 'cause'
        ? causeMatches(wanted.details[field], got.details[field])
        : matches(wanted.details[field], got.details[field]);
    if (!same) return false;
  }
  return true;
};

const multisetDifferences = (
  expected: readonly CaseEvent[],
  observed: readonly ObservedEvent[],
): string[] => {
  const left = [...observed];
  const found: string[] = [];
  for (const wanted of expected) {
    const at = left.findIndex((got) => eventMatches(wanted, got));
    if (at < 0) found.push(`no event like ${text(wanted)}`);
    else left.splice(at, 1);
  }
  // These recordings lack the Parallel's own end, whose id their other ids leave free.
  const lastId = Math.max(...expected.map((event) => event.id ?? 0));
  let missing = lastId - expected.length;
  for (const got of left) {
    if (missing > 0 && /^ParallelState(Succeeded|Failed)$/.test(got.type)) missing -= 1;
    else found.push(`one event too many: ${text(got)}`);
  }
  return found;
};

const sequenceDifferences = (
  expected: readonly CaseEvent[],
  observed: readonly ObservedEvent[],
): string[] => {
  const found: string[] = [];
  for (let at = 0; at < Math.max(expected.length, observed.length); at += 1) {
    const wanted = expected[at];
    const got = observed[at];
    if (wanted === undefined || got === undefined) {
      found.push(`event ${at + 1}: ${wanted?.type ?? 'none'} but was ${got?.type ?? 'none'}`);
      continue;
    }
    const place = `event ${at + 1} ${wanted.type}`;
    if (wanted.id !== got.id || wanted.previousEventId !== got.previousEventId) {
      const ids = `${wanted.id ?? '?'} after ${wanted.previousEventId ?? '?'}`;
      found.push(`${place}: ${ids} but was ${got.id} after ${got.previousEventId}`);
    }
    if (!eventMatches(wanted, got)) {
      found.push(`${place}: ${text(wanted)} but was ${text(got)}`);
    }
  }
  return found;
};

/** Every difference between the recording and the run, worded with its place. */
export const differences = (one: ConformanceCase, observed: Observed): string[] => {
  const expected = one.expected;
  if (expected === undefined) return ['the case expects nothing'];
  const found: string[] = [];
  const check = (place: string, wanted: unknown, got: unknown): void => {
    if (!matches(wanted, got)) found.push(`${place}: ${text(wanted)} but was ${text(got)}`);
  };
  check('status', expected.status, observed.status);
  check('output', expected.output, observed.output);
  check('error', expected.error ?? undefined, observed.error);
  if (!causeMatches(expected.cause, observed.cause)) check('cause', expected.cause, observed.cause);
  if (expected.events === undefined) return found;
  return one.parallel_events_unordered === true
    ? [...found, ...multisetDifferences(expected.events, observed.events)]
    : [...found, ...sequenceDifferences(expected.events, observed.events)];
};
