import type { AttributeMap, AttributeValue } from '../values/attribute-value.ts';
import { assertSeparate, parsePath, valueAt } from './document-path.ts';
import type { Placeholders } from './placeholders.ts';
import type { DocumentPath } from './syntax.ts';
import { TokenCursor } from './token-cursor.ts';

type Steps = readonly (string | number)[];

/** @throws ExpressionError when the text is malformed or two paths overlap. */
export const parseProjection = (
  expression: string,
  placeholders: Placeholders,
): readonly DocumentPath[] => {
  const cursor = new TokenCursor(expression);
  const paths = [parsePath(cursor, placeholders)];
  while (cursor.accept(',')) paths.push(parsePath(cursor, placeholders));
  cursor.expectEnd();
  assertSeparate(paths);
  return paths;
};

const byFirstStep = (paths: readonly Steps[]): ReadonlyMap<string | number, readonly Steps[]> => {
  const groups = new Map<string | number, Steps[]>();
  for (const [step, ...rest] of paths) {
    if (step === undefined) continue;
    const group = groups.get(step);
    if (group === undefined) groups.set(step, [rest]);
    else group.push(rest);
  }
  return groups;
};

const projectList = (
  list: readonly AttributeValue[],
  paths: readonly Steps[],
): readonly AttributeValue[] => {
  const groups = [...byFirstStep(paths)].sort(([one], [two]) => Number(one) - Number(two));
  return groups.flatMap(([step, rests]) => {
    const element = list[Number(step)];
    // eslint-disable-next-line @typescript-eslint/no-use-before-define -- they call each other
    return element === undefined ? [] : [projectValue(element, rests)];
  });
};

const projectValue = (value: AttributeValue, paths: readonly Steps[]): AttributeValue => {
  if (paths.some((path) => path.length === 0)) return value;
  // eslint-disable-next-line @typescript-eslint/no-use-before-define -- they call each other
  if ('M' in value) return { M: projectMap(value.M, paths) };
  return 'L' in value ? { L: projectList(value.L, paths) } : value;
};

const projectMap = (map: AttributeMap, paths: readonly Steps[]): AttributeMap => {
  const entries: [string, AttributeValue][] = [];
  for (const [step, rests] of byFirstStep(paths)) {
    const value = map[String(step)];
    if (value !== undefined) entries.push([String(step), projectValue(value, rests)]);
  }
  return Object.fromEntries(entries);
};

/** What the item has at the paths, in its own shape; picked list elements close up in order. */
export const project = (item: AttributeMap, paths: readonly DocumentPath[]): AttributeMap => {
  const present = paths.filter((path) => valueAt(item, path) !== undefined);
  return projectMap(item, present);
};
