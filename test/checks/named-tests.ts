import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const useCases = 'functions/application';

/** What a use case is not, by its name or room: a port, a step that verbs share, a noun. */
const isUseCase = (path: string): boolean => {
  const [room, file, ...deeper] = path.split('/');
  const isVerb = file?.endsWith('.ts') === true && !file.endsWith('ports.ts');
  return isVerb && deeper.length === 0 && room !== 'shared';
};

/** A test as vitest knows it, also one of a table. */
const aTest = /^\s*(?:it|test)(?:\.each\b|\()/mu;

const faultOf = (baseDir: string, path: string): string | null => {
  const test = `test/application/${path.replace(/\.ts$/u, '.test.ts')}`;
  if (!existsSync(join(baseDir, test))) return `${useCases}/${path}: there is no ${test}`;
  const text = readFileSync(join(baseDir, test), 'utf8');
  return aTest.test(text) ? null : `${useCases}/${path}: ${test} tests nothing`;
};

/** The use cases below a folder that no test of their name tests; nothing when each has one. */
export const checkNamedTests = (baseDir: string): readonly string[] => {
  const folder = join(baseDir, useCases);
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
  const found = files.filter(isUseCase).sort();
  if (found.length === 0) return [`${useCases}: no use case was looked at`];
  return found.map((path) => faultOf(baseDir, path)).filter((fault) => fault !== null);
};
