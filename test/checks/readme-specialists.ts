import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { agents } from '../../functions/specialists/catalogue.ts';
import { sharedTools } from '../../functions/specialists/define-specialist.ts';

const readme = new URL('../../README.md', import.meta.url).pathname;
const begin = '<!-- specialists: npm run readme:build -->';
const end = '<!-- /specialists -->';

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

const shared = sharedTools.map(({ name }) => name);

const table = (): string =>
  [
    '| agent | task type | what it is for | tools | may propose | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...agents.map(({ name, task_types, purpose, tools, proposes, available }) => {
      const own = tools.filter((tool) => !shared.includes(tool));
      const cells = [code([name]), code(task_types), purpose, code(own), code(proposes)];
      return `| ${cells.join(' | ')} | ${available ? 'built' : 'not built yet'} |`;
    }),
    '',
    `Every agent also looks with ${code(shared)}.`,
  ].join('\n');

/** The text of the README with its table of specialists as they are. */
export const readmeWithSpecialists = async (): Promise<string> => {
  const text = readFileSync(readme, 'utf8');
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`README.md has no place for the table: ${begin} … ${end}`);
  const whole = `${before}${begin}\n\n${table()}\n\n${end}${after}`;
  return format(whole, { ...(await resolveConfig(readme)), parser: 'markdown' });
};

if (process.argv[1] === new URL(import.meta.url).pathname)
  writeFileSync(readme, await readmeWithSpecialists());
