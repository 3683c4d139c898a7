import { loadavg } from 'node:os';
import type { Section } from './report.ts';
import { tableOf } from './report.ts';
import { removeFolders } from './folders.ts';
import { bundlesSection } from './sections/bundles.ts';
import { gatesSection } from './sections/gates.ts';
import { interpreterSection } from './sections/interpreter.ts';
import { readSection } from './sections/read.ts';
import { startSection } from './sections/start.ts';
import { storeSection } from './sections/store.ts';
import { submitSection } from './sections/submit.ts';

const sections: readonly Section[] = [
  submitSection,
  readSection,
  interpreterSection,
  storeSection,
  bundlesSection,
  startSection,
  gatesSection,
];

const chosenOf = (names: readonly string[]): readonly Section[] => {
  const unknown = names.find((name) => !sections.some((section) => section.name === name));
  if (unknown !== undefined) {
    const known = sections.map(({ name }) => name).join(', ');
    throw new Error(`There is no section ${unknown}. Sections: ${known}; option: --check`);
  }
  return names.length === 0 ? sections : sections.filter(({ name }) => names.includes(name));
};

/** Prints one table a section; returns how many figures miss their target. */
const run = async (chosen: readonly Section[]): Promise<number> => {
  let misses = 0;
  for (const section of chosen) {
    const [load = 0] = loadavg();
    const rows = await section.measure();
    const table = tableOf(section, rows);
    process.stdout.write(`${table}  (load of the machine before: ${load.toFixed(1)})\n\n`);
    misses += rows.filter(({ isMet }) => isMet === false).length;
  }
  return misses;
};

const main = async (): Promise<void> => {
  const words = process.argv.slice(2);
  const isCheck = words.includes('--check');
  // The SDK's notice about a future release of Node would stand between the tables.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  try {
    const misses = await run(chosenOf(words.filter((word) => word !== '--check')));
    process.stdout.write(misses === 0 ? 'All targets are met.\n' : `${misses} targets missed.\n`);
    process.exitCode = isCheck && misses > 0 ? 1 : 0;
  } finally {
    removeFolders();
  }
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
  process.exitCode = 2;
});
