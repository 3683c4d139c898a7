import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A function that makes a value for tests: `aTask`, `anAsset`. */
interface Builder {
  readonly name: string;
  readonly file: string;
  readonly isExported: boolean;
  /** The type that it says to answer, as written; null where it says none. */
  readonly makes: string | null;
  /** The value is written out member by member, not made by another builder. */
  readonly isWrittenOut: boolean;
}

const aBuilder = /^an?[A-Z]/u;
const world = 'support/';

const bodyOf = (body: ts.Expression | ts.Block): ts.Node =>
  ts.isParenthesizedExpression(body) ? bodyOf(body.expression) : body;

/** A written-out value that begins with another builder's is that one with changes. */
const isWrittenOut = (body: ts.Node): boolean =>
  ts.isObjectLiteralExpression(body) &&
  !body.properties.some(
    (property) => ts.isSpreadAssignment(property) && ts.isCallExpression(property.expression),
  );

const builderOf = (
  file: string,
  isExported: boolean,
  { name, initializer }: ts.VariableDeclaration,
): readonly Builder[] => {
  if (!ts.isIdentifier(name) || !aBuilder.test(name.text)) return [];
  if (initializer === undefined || !ts.isArrowFunction(initializer)) return [];
  const makes = initializer.type?.getText() ?? null;
  const body = bodyOf(initializer.body);
  return [{ name: name.text, file, isExported, makes, isWrittenOut: isWrittenOut(body) }];
};

const buildersIn = (file: string, text: string): readonly Builder[] =>
  ts
    .createSourceFile(file, text, ts.ScriptTarget.Latest, true)
    .statements.filter(ts.isVariableStatement)
    .flatMap(({ modifiers, declarationList }) => {
      const isExported = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
      return declarationList.declarations.flatMap((declaration) =>
        builderOf(file, isExported === true, declaration),
      );
    });

/** What an export, or the world's own builder of the same name, makes a second one of. */
const faultOf = (builder: Builder, all: readonly Builder[]): string | null => {
  const others = all.filter((other) => other !== builder && other.isExported);
  const named = others.find(({ name, file }) => {
    const isSame = name === builder.name && file !== builder.file;
    return isSame && (builder.isExported || file.startsWith(world));
  });
  if (named !== undefined) return `${builder.file}: ${builder.name} is there in ${named.file}`;
  const made =
    builder.makes === null || !builder.isWrittenOut
      ? undefined
      : others.find(
          ({ makes, file }) =>
            makes === builder.makes &&
            file.startsWith(`${world}builders/`) &&
            file !== builder.file,
        );
  return made === undefined
    ? null
    : `${builder.file}: ${builder.name} writes out ${builder.makes ?? ''}, which ${made.name} makes`;
};

/** The second builders of one name or one shape below a folder of tests; nothing where each is one. */
export const checkOneBuilder = (tests: string): readonly string[] => {
  const files = readdirSync(tests, { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .sort();
  const all = files.flatMap((file) => buildersIn(file, readFileSync(join(tests, file), 'utf8')));
  if (!all.some(({ file }) => file.startsWith(world))) return ['no builder of the world was found'];
  return all.map((builder) => faultOf(builder, all)).filter((fault) => fault !== null);
};
