import { validationError } from '../errors.ts';
import type { AttributeMap, AttributeValue } from '../values/attribute-value.ts';
import type { DocumentPath } from './syntax.ts';

type MutableMap = Record<string, AttributeValue>;

interface Container {
  readonly map?: MutableMap;
  readonly list?: AttributeValue[];
}

const invalidPath = (): Error =>
  validationError('The document path provided in the update expression is invalid for update');

const inside = (value: AttributeValue | undefined): Container => {
  if (value !== undefined && 'M' in value) return { map: value.M };
  if (value !== undefined && 'L' in value) return { list: value.L as AttributeValue[] };
  throw invalidPath();
};

const childOf = (container: Container, step: string | number): AttributeValue | undefined => {
  if (typeof step === 'number') return container.list?.[step];
  const { map } = container;
  return map !== undefined && Object.hasOwn(map, step) ? map[step] : undefined;
};

const parentOf = (root: MutableMap, path: DocumentPath): Container => {
  let container: Container = { map: root };
  for (const step of path.slice(0, -1)) container = inside(childOf(container, step));
  return container;
};

const lastStep = (path: DocumentPath): string | number => path[path.length - 1] ?? path[0];

/** Map members go at once; list elements wait until all writes have used the old indexes. */
const collectRemoval = (
  copy: MutableMap,
  path: DocumentPath,
  removed: Map<AttributeValue[], number[]>,
): void => {
  const parent = parentOf(copy, path);
  const step = lastStep(path);
  if (typeof step === 'string' && parent.map !== undefined) {
    Reflect.deleteProperty(parent.map, step);
    return;
  }
  if (typeof step !== 'number' || parent.list === undefined) throw invalidPath();
  if (step >= parent.list.length) return;
  removed.set(parent.list, [...(removed.get(parent.list) ?? []), step]);
};

const indexOf = (path: DocumentPath): number => {
  const step = lastStep(path);
  return typeof step === 'number' ? step : -1;
};

const byLastIndex = (one: { path: DocumentPath }, two: { path: DocumentPath }): number =>
  indexOf(one.path) - indexOf(two.path);

/** Plain assignment would set the prototype for the legal attribute name `__proto__`. */
const defineOwn = (map: MutableMap, name: string, value: AttributeValue): void => {
  Object.defineProperty(map, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
};

const write = (
  parent: Container,
  step: string | number,
  { value, lengths }: { value: AttributeValue; lengths: Map<AttributeValue[], number> },
): void => {
  if (typeof step === 'string' && parent.map !== undefined) {
    defineOwn(parent.map, step, value);
    return;
  }
  if (typeof step !== 'number' || parent.list === undefined) throw invalidPath();
  const { list } = parent;
  const length = lengths.get(list) ?? list.length;
  lengths.set(list, length);
  if (step < length) list[step] = value;
  else list.push(value);
};

/**
 * A copy of the item with values written and removed. Indexes mean the list as it was: a write past
 * its end appends, in order of index; removals close the gaps last.
 *
 * @throws ValidationException when a path's parent is missing or of another type.
 */
export const writePaths = (
  item: AttributeMap,
  changes: {
    writes: readonly { readonly path: DocumentPath; readonly value: AttributeValue }[];
    removals: readonly DocumentPath[];
  },
): AttributeMap => {
  const copy = JSON.parse(JSON.stringify(item)) as MutableMap;
  const lengths = new Map<AttributeValue[], number>();
  const removed = new Map<AttributeValue[], number[]>();
  for (const path of changes.removals) collectRemoval(copy, path, removed);
  for (const { path, value } of [...changes.writes].sort(byLastIndex)) {
    write(parentOf(copy, path), lastStep(path), { value, lengths });
  }
  for (const [list, indexes] of removed) {
    for (const index of indexes.sort((one, two) => two - one)) list.splice(index, 1);
  }
  return copy;
};
