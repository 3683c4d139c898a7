import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Adapters that keep something, or answer from what is kept: their ports are stores. */
const keepers = [
  'functions/adapters/dynamodb',
  'functions/adapters/environment-settings',
  'functions/adapters/simulated-fleet',
];
const wiring = ['functions/application', 'functions/runtime', 'functions/specialists'];
const world = 'test/support/';

interface Source {
  readonly file: string;
  readonly tree: ts.SourceFile;
}

/** What the product says of its stores. */
interface Stores {
  /** The methods of each port. */
  readonly methods: ReadonlyMap<string, ReadonlySet<string>>;
  /** Under which names use cases are given each port: `tasks`, `unitOfWork`. */
  readonly givenAs: ReadonlyMap<string, ReadonlySet<string>>;
}

/** An object that answers in place of a store. */
interface Implementation {
  readonly file: string;
  readonly line: number;
  readonly port: string;
}

const sourcesIn = (root: string, folder: string): readonly Source[] =>
  readdirSync(join(root, folder), { recursive: true })
    .map((path) => `${folder}/${String(path).replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .sort()
    .map((file) => ({
      file,
      tree: ts.createSourceFile(
        file,
        readFileSync(join(root, file), 'utf8'),
        ts.ScriptTarget.Latest,
        true,
      ),
    }));

const nodesOf = (node: ts.Node): readonly ts.Node[] => {
  const nodes: ts.Node[] = [];
  const visit = (one: ts.Node): void => {
    nodes.push(one);
    ts.forEachChild(one, visit);
  };
  visit(node);
  return nodes;
};

/** The names of types in a type: `TaskStore` in `Pick<TaskStore, 'get'>`. */
const typesIn = (type: ts.TypeNode | undefined): readonly string[] =>
  type === undefined
    ? []
    : nodesOf(type)
        .filter(ts.isTypeReferenceNode)
        .map(({ typeName }) => typeName.getText());

/** The port that a type is, whole or in part. */
const portOf = (type: ts.TypeNode | null, ports: ReadonlySet<string>): string | null =>
  type && ts.isTypeReferenceNode(type)
    ? (typesIn(type).find((name) => ports.has(name)) ?? null)
    : null;

const nameOf = (name: ts.Node | undefined): string =>
  name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : '';

const interfacesIn = (sources: readonly Source[]): readonly ts.InterfaceDeclaration[] =>
  sources.flatMap(({ tree }) => tree.statements.filter(ts.isInterfaceDeclaration));

const storesOf = (root: string): Stores => {
  const wired = wiring.flatMap((folder) => sourcesIn(root, folder));
  const interfaces = interfacesIn(wired.filter(({ file }) => file.endsWith('ports.ts')));
  const answered = new Set(
    keepers
      .flatMap((folder) => sourcesIn(root, folder))
      .flatMap(({ tree }) => nodesOf(tree).filter(ts.isArrowFunction))
      .flatMap(({ type }) => typesIn(type)),
  );
  const kept = interfaces.filter(({ name }) => answered.has(name.text));
  const methods = new Map(
    kept.map(({ name, members }) => [name.text, new Set(members.map((one) => nameOf(one.name)))]),
  );
  const ports = new Set(methods.keys());
  const givenAs = new Map<string, Set<string>>();
  for (const { name, type } of wired
    .flatMap(({ tree }) => nodesOf(tree))
    .filter(ts.isPropertySignature)) {
    const port = portOf(type ?? null, ports);
    if (port === null) continue;
    givenAs.set(nameOf(name), (givenAs.get(nameOf(name)) ?? new Set<string>()).add(port));
  }
  return { methods, givenAs };
};

const isFunction = (node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression =>
  ts.isArrowFunction(node) || ts.isFunctionExpression(node);

/** A method that only fails stands for a store that is away; it keeps nothing. */
const fails = (body: ts.Node): boolean =>
  ts.isCallExpression(body) && body.expression.getText() === 'Promise.reject';

/** A method that hands the question on is the other store's, watched or held up. */
const handsOn = (body: ts.Node, method: string): boolean =>
  nodesOf(body)
    .filter(ts.isCallExpression)
    .some(
      ({ expression: called }) =>
        ts.isPropertyAccessExpression(called) && called.name.text === method,
    );

/** The methods that an object answers by itself. */
const methodsOf = (object: ts.ObjectLiteralExpression): readonly string[] =>
  object.properties.flatMap((property) => {
    const method = nameOf(property.name);
    if (ts.isMethodDeclaration(property)) return [method];
    if (!ts.isPropertyAssignment(property) || !isFunction(property.initializer)) return [];
    const { body } = property.initializer;
    return fails(body) || handsOn(body, method) ? [] : [method];
  });

/** What begins with another store is that one with changes. */
const isChanged = ({ properties }: ts.ObjectLiteralExpression): boolean =>
  properties.some(ts.isSpreadAssignment);

/** The type that is written beside a value: of the constant, of the function, or behind `satisfies`. */
const saidTypeOf = ({ parent }: ts.Node): ts.TypeNode | null => {
  if (ts.isParenthesizedExpression(parent)) return saidTypeOf(parent);
  const isSaid =
    ts.isVariableDeclaration(parent) ||
    ts.isArrowFunction(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isAsExpression(parent);
  return isSaid ? (parent.type ?? null) : null;
};

const givenNameOf = ({ parent }: ts.Node): string =>
  ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent) ? nameOf(parent.name) : '';

/** The store that an object answers for, if it does. */
const storeOf = (
  object: ts.ObjectLiteralExpression,
  { methods, givenAs }: Stores,
): string | null => {
  const written = methodsOf(object);
  if (written.length === 0 || isChanged(object)) return null;
  const said = portOf(saidTypeOf(object), new Set(methods.keys()));
  const given = [...(givenAs.get(givenNameOf(object)) ?? [])];
  const found = given.find((port) => written.every((name) => methods.get(port)?.has(name)));
  return said ?? found ?? null;
};

const implementationsIn = ({ file, tree }: Source, stores: Stores): readonly Implementation[] =>
  nodesOf(tree)
    .filter(ts.isObjectLiteralExpression)
    .flatMap((object) => {
      const port = storeOf(object, stores);
      const line = tree.getLineAndCharacterOfPosition(object.getStart()).line + 1;
      return port === null ? [] : [{ file, line, port }];
    });

const faultOf = (one: Implementation, all: readonly Implementation[]): readonly string[] => {
  const where = `${one.file}:${one.line}: ${one.port}`;
  if (!one.file.startsWith(world))
    return [`${where} is written out; stores of tests are in ${world}`];
  const other = all.find(
    (another) => another !== one && another.port === one.port && another.file.startsWith(world),
  );
  return other === undefined ? [] : [`${where} is there in ${other.file}:${other.line}`];
};

/**
 * What tests build of a store in memory beside the one in the world; nothing where each is one.
 * @param root The folder that has `functions` and `test` in it.
 */
export const checkOneStore = (root: string): readonly string[] => {
  const stores = storesOf(root);
  if (stores.methods.size === 0) return ['no store of the product was found'];
  const all = sourcesIn(root, 'test').flatMap((source) => implementationsIn(source, stores));
  if (!all.some(({ file }) => file.startsWith(world))) return ['no store of the world was found'];
  return all.flatMap((one) => faultOf(one, all));
};
