import { loadavg } from 'node:os';
import type { Section } from './report.ts';
import { tableOf } from './report.ts';
import { removeFolders } from './folders.ts';

/** Each loads what it measures only when it is chosen. */
const sections: Readonly<Record<string, () => Promise<Section>>> = {
  submit: async () => (await import('./sections/submit.ts')).submitSection,
  read: async () => (await import('./sections/read.ts')).readSection,
  reading: async () => (await import('./sections/reading.ts')).readingSection,
  interpreter: async () => (await import('./sections/interpreter.ts')).interpreterSection,
  store: async () => (await import('./sections/store.ts')).storeSection,
  bundles: async () => (await import('./sections/bundles.ts')).bundlesSection,
  start: async () => (await import('./sections/start.ts')).startSection,
  gates: async () => (await import('./sections/gates.ts')).gatesSection,
  load: async () => (await import('./sections/load.ts')).loadSection,
  journal: async () => (await import('./sections/journal.ts')).journalSection,
};

const loadSection = async (name: string): Promise<Section> => {
  const load = Object.hasOwn(sections, name) ? sections[name] : undefined;
  if (load) return load();
  const known = Object.keys(sections).join(', ');
  throw new Error(`There is no section ${name}. Sections: ${known}; option: --check`);
};

/** Prints one table a section; returns how many figures miss their target. */
const run = async (names: readonly string[]): Promise<number> => {
  let misses = 0;
  for (const section of await Promise.all(names.map(loadSection))) {
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
    const names = words.filter((word) => word !== '--check');
    const misses = await run(names.length === 0 ? Object.keys(sections) : names);
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
