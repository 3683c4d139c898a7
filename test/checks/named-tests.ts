import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

interface Room {
  readonly folder: string;
  readonly tests: string;
  /** What of the room is meant, for the sentence that says that none was looked at. */
  readonly what: string;
  readonly isMeant: (path: string, text: () => string) => boolean;
}

const isFunction = (value: ts.Expression | undefined): boolean =>
  value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value));

/** Whether a file exports a function, which is what a rule is; schemas, types and words alone are none. */
const exportsFunction = (text: string): boolean =>
  ts
    .createSourceFile('rule.ts', text, ts.ScriptTarget.Latest)
    .statements.some(
      (statement) =>
        ts.isVariableStatement(statement) &&
        statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true &&
        statement.declarationList.declarations.some(({ initializer }) => isFunction(initializer)),
    );

/** What a use case is not, by its name or room: a port, a step that verbs share, a noun. */
const isUseCase = (path: string): boolean => {
  const [room, file, ...deeper] = path.split('/');
  const isVerb = file?.endsWith('.ts') === true && !file.endsWith('ports.ts');
  return isVerb && deeper.length === 0 && room !== 'shared';
};

const rooms: readonly Room[] = [
  {
    folder: 'functions/application',
    tests: 'test/application',
    what: 'use case',
    isMeant: isUseCase,
  },
  {
    folder: 'functions/domain',
    tests: 'test/domain',
    what: 'domain rule',
    isMeant: (path, text) => path.endsWith('.ts') && exportsFunction(text()),
  },
];

/** A test as vitest knows it, also one of a table. */
const aTest = /^\s*(?:it|test)(?:\.each\b|\()/mu;

const faultOf = (baseDir: string, { folder, tests }: Room, path: string): string | null => {
  const test = `${tests}/${path.replace(/\.ts$/u, '.test.ts')}`;
  if (!existsSync(join(baseDir, test))) return `${folder}/${path}: there is no ${test}`;
  const text = readFileSync(join(baseDir, test), 'utf8');
  return aTest.test(text) ? null : `${folder}/${path}: ${test} tests nothing`;
};

const faultsOf = (baseDir: string, room: Room): readonly string[] => {
  const folder = join(baseDir, room.folder);
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
  const textOf = (path: string) => () => readFileSync(join(folder, path), 'utf8');
  const found = files.filter((path) => room.isMeant(path, textOf(path))).sort();
  if (found.length === 0) return [`${room.folder}: no ${room.what} was looked at`];
  return found.map((path) => faultOf(baseDir, room, path)).filter((fault) => fault !== null);
};

/** The use cases and domain rules below a folder that no test of their name tests; nothing when each has one. */
export const checkNamedTests = (baseDir: string): readonly string[] =>
  rooms.flatMap((room) => faultsOf(baseDir, room));
