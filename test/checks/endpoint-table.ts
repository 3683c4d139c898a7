import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operationOf } from '../../functions/contract/operations.ts';
import { routes } from '../../functions/contract/routes.ts';
import type { Route } from '../../functions/contract/routes.ts';

export const readmePath = join(import.meta.dirname, '..', '..', 'README.md');

const first = '<!-- endpoints: written by `npm run readme` from functions/contract -->\n\n';
const last = '\n<!-- end of the endpoints -->\n';

const parametersOf = ({ operation }: Route): readonly string[] => {
  const { query, headers } = operationOf(operation);
  return [...Object.keys(query?.shape ?? {}), ...Object.keys(headers ?? {})];
};

const doesOf = (route: Route): string => {
  const parameters = parametersOf(route).map((name) => `\`${name}\``);
  return [operationOf(route.operation).summary, parameters.join(', ')]
    .filter((text) => text !== '')
    .join('; ');
};

const rows = (): readonly (readonly string[])[] => [
  ['Method', 'Path', 'Right', 'Does'],
  ...routes.map((route) => [route.method, `\`${route.path}\``, route.right, doesOf(route)]),
];

/** The table of endpoints as the formatter leaves it: columns padded to their widest cell. */
export const endpointTable = (): string => {
  const [head = [], ...body] = rows();
  const widths = head.map((_, column) =>
    Math.max(...[head, ...body].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('');
};

const placeIn = (readme: string): readonly [from: number, to: number] => {
  const from = readme.indexOf(first);
  const to = readme.indexOf(last);
  if (from < 0 || to < from) throw new Error('README.md has no place for the endpoints');
  return [from + first.length, to];
};

/** The README's own table, between its marks. @throws Error where the marks are missing. */
export const tableIn = (readme: string): string => readme.slice(...placeIn(readme));

if (process.argv[1] === import.meta.filename) {
  const readme = readFileSync(readmePath, 'utf8');
  const [from, to] = placeIn(readme);
  writeFileSync(readmePath, readme.slice(0, from) + endpointTable() + readme.slice(to));
}
