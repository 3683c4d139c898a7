import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

/** A regular expression of the product, and the file that it stands in. */
export interface FoundPattern {
  readonly file: string;
  readonly pattern: RegExp;
}

const literalsOf = (path: string): readonly RegExp[] => {
  const found: RegExp[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push(new RegExp(node.text.slice(1, end), node.text.slice(end + 1)));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest));
  return found;
};

/** Loads a module for the first time and gives what it makes by `new RegExp`. */
const madeBy = async (path: string): Promise<readonly RegExp[]> => {
  const made: RegExp[] = [];
  const own = globalThis.RegExp;
  globalThis.RegExp = new Proxy(own, {
    construct: (target, args, asked) => {
      const pattern = Reflect.construct(target, args, asked) as RegExp;
      made.push(pattern);
      return pattern;
    },
  });
  try {
    await import(pathToFileURL(path).href);
  } finally {
    globalThis.RegExp = own;
  }
  return made;
};

/**
 * Every regular expression of the modules of a folder: those that are written out, and those that are
 * made when a module is loaded; what is made by a module that it loads stands under its name.
 */
export const patternsOf = async (folder: string): Promise<readonly FoundPattern[]> => {
  const found: FoundPattern[] = [];
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.ts'))) {
    const path = join(folder, name);
    const patterns = [...literalsOf(path), ...(await madeBy(path))];
    found.push(...patterns.map((pattern) => ({ file: name, pattern })));
  }
  return found;
};
