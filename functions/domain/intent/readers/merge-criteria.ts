import type { Criteria } from '../../task/task-spec.ts';

const union = <Value>(left: readonly Value[] = [], right: readonly Value[] = []): Value[] => {
  const keys = new Map([...left, ...right].map((value) => [JSON.stringify(value), value]));
  return [...keys].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value);
};

/** What both name: of each kind the values of both, each once and in order. */
export const mergeCriteria = (left: Criteria, right: Criteria): Criteria => {
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])] as (keyof Criteria)[];
  return Object.fromEntries(keys.sort().map((key) => [key, union<unknown>(left[key], right[key])]));
};
