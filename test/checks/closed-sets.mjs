import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';

/** @typedef {{ type: string, in: string, member?: string, strict?: boolean }} ClosedSet */

const equality = new Set(['===', '!==', '==', '!=']);

/** The texts of a union of literals, null and undefined aside; null for any other type. */
const textsOf = (given) => {
  const type = given.isTypeParameter() ? (given.getConstraint() ?? given) : given;
  const parts = (type.isUnion() ? type.types : [type]).filter(
    (part) => (part.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) === 0,
  );
  return parts.length > 0 && parts.every((part) => part.isStringLiteral())
    ? parts.map((part) => part.value)
    : null;
};

/** The members of each set, from the type that the source exports; a name that went away is an error. */
const readSets = (program, root, sets) =>
  sets.flatMap((set) => {
    const path = resolve(root, set.in);
    const source = program.getSourceFile(path);
    if (source === undefined) {
      if (existsSync(path)) return [];
      throw new Error(`closed-sets: there is no ${set.in}`);
    }
    const checker = program.getTypeChecker();
    const file = checker.getSymbolAtLocation(source);
    const symbol = checker
      .getExportsOfModule(file)
      .find(({ name, flags }) => name === set.type && (flags & ts.SymbolFlags.Type) !== 0);
    if (symbol === undefined) throw new Error(`closed-sets: ${set.in} exports no ${set.type}`);
    const declared = checker.getDeclaredTypeOfSymbol(symbol);
    const member = set.member && checker.getPropertyOfType(declared, set.member);
    const texts = textsOf(member ? checker.getTypeOfSymbol(member) : declared);
    if (texts === null) throw new Error(`closed-sets: ${set.type} is no union of literals`);
    return [{ ...set, name: set.member ? `${set.type}.${set.member}` : set.type, texts }];
  });

/** What says nothing of its own, so that a rest of it says "only these". */
const saysNothing = (node) =>
  (node.type === 'Literal' && [null, false, true, '', 0].includes(node.value)) ||
  (node.type === 'Identifier' && node.name === 'undefined') ||
  (node.type === 'ArrayExpression' && node.elements.length === 0) ||
  (node.type === 'ObjectExpression' && node.properties.length === 0);

const literalOf = (node) =>
  node.type === 'Literal' && typeof node.value === 'string' ? node.value : null;

const escaped = (text) => text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, '\\$&');

const mentions = (text, operand) =>
  new RegExp(`(?<![\\w$.])${escaped(operand)}(?![\\w$])`, 'u').test(text);

/** What a test of one value against literals compares, as it is written; null for any other test. */
const operandOf = (test, source) => {
  if (test.type === 'LogicalExpression' && test.operator === '||') {
    const left = operandOf(test.left, source);
    return left === operandOf(test.right, source) ? left : null;
  }
  if (test.type !== 'BinaryExpression' || !equality.has(test.operator)) return null;
  if (literalOf(test.right) !== null) return source.getText(test.left);
  return literalOf(test.left) === null ? null : source.getText(test.right);
};

/** @type {import('eslint').Rule.RuleModule} */
export const noRest = {
  meta: {
    type: 'problem',
    docs: { description: 'A closed set is dealt with member by member, never by a rest.' },
    schema: [{ type: 'object', additionalProperties: true }],
    messages: {
      compared:
        '{{name}} is compared with {{text}}: a new member would fall through. Say it by a record `satisfies Record<{{name}}, …>`.',
      rest: 'What is chosen by {{name}} has a rest, into which a new member would fall. Use a record `satisfies Record<{{name}}, …>` or a switch without default.',
      partial: 'A partial record over {{name}} lacks members in silence.',
    },
  },
  create: (context) => {
    const { root, sets } = context.options[0];
    const services = context.sourceCode.parserServices;
    if (!services?.program) return {};
    const checker = services.program.getTypeChecker();
    const known = readSets(services.program, root, sets);

    /** The texts of what an expression was declared as, before any narrowing. */
    const declaredTexts = (node) => {
      const tsNode = services.esTreeNodeToTSNodeMap.get(node);
      const named = ts.isPropertyAccessExpression(tsNode) ? tsNode.name : tsNode;
      const symbol = checker.getSymbolAtLocation(named);
      const declared = symbol && textsOf(checker.getTypeOfSymbol(symbol));
      return declared ?? textsOf(checker.getTypeAtLocation(tsNode));
    };
    const setOf = (node, text) => {
      const texts = declaredTexts(node);
      return texts === null
        ? undefined
        : known.find(
            (set) =>
              set.texts.includes(text) && set.texts.every((member) => texts.includes(member)),
          );
    };
    /** The comparison with a member of a set that a node is, or undefined. */
    const comparison = (node) => {
      if (node.type !== 'BinaryExpression' || !equality.has(node.operator)) return undefined;
      for (const [left, right] of [
        [node.left, node.right],
        [node.right, node.left],
      ]) {
        const text = literalOf(right);
        const set = text === null ? undefined : setOf(left, text);
        if (set !== undefined) {
          const operand = context.sourceCode.getText(left);
          return { set, text, operand, isEqual: !node.operator.startsWith('!') };
        }
      }
      return undefined;
    };
    const comparisonsIn = (test) => {
      if (test.type === 'LogicalExpression') {
        return [...comparisonsIn(test.left), ...comparisonsIn(test.right)];
      }
      if (test.type === 'UnaryExpression' && test.operator === '!') {
        return comparisonsIn(test.argument).map((one) => ({ ...one, isEqual: !one.isEqual }));
      }
      const found = comparison(test);
      return found === undefined ? [] : [found];
    };
    const reportRest = (node, { set }) =>
      context.report({ node, messageId: 'rest', data: { name: set.name } });
    /** What is not named stays as it is, or is looked at again, as what is left of the set. */
    const dealsWithTheRest = (node, operand) => {
      const text = context.sourceCode.getText(node);
      return operand.startsWith(`${text}.`) || mentions(text, operand);
    };
    const chosenBy = (node, rests) => {
      const [found] = comparisonsIn(node.test);
      if (found === undefined) return;
      const rest = found.isEqual ? rests.otherwise : rests.then;
      if (rest !== null && !saysNothing(rest) && !dealsWithTheRest(rest, found.operand)) {
        reportRest(node, found);
      }
    };
    /** Several ifs of one block that ask the same thing and nothing else. */
    const chain = (statements) => {
      const before = new Map();
      for (const statement of statements) {
        if (statement.type !== 'IfStatement') continue;
        const operand = operandOf(statement.test, context.sourceCode);
        if (operand === null) continue;
        const first = before.get(operand);
        const [found] = comparisonsIn(statement.test);
        if (first !== undefined) reportRest(statement, first);
        else if (found !== undefined) before.set(operand, found);
      }
    };

    return {
      BinaryExpression: (node) => {
        const found = comparison(node);
        if (found?.set.strict !== true) return;
        const data = { name: found.set.name, text: found.text };
        context.report({ node, messageId: 'compared', data });
      },
      ConditionalExpression: (node) =>
        chosenBy(node, { then: node.consequent, otherwise: node.alternate }),
      IfStatement: (node) => {
        if (node.alternate === null) return;
        const [found] = comparisonsIn(node.test);
        if (found === undefined) return;
        const rest = found.isEqual ? node.alternate : node.consequent;
        if (!dealsWithTheRest(rest, found.operand)) reportRest(node, found);
      },
      BlockStatement: (node) => chain(node.body),
      SwitchStatement: (node) => {
        const named = node.cases.find(({ test }) => test !== null && literalOf(test) !== null);
        const rest = node.cases.find(({ test }) => test === null);
        if (named === undefined || rest === undefined) return;
        const set = setOf(node.discriminant, literalOf(named.test));
        if (set !== undefined) reportRest(rest, { set });
      },
      TSTypeReference: (node) => {
        const [inner] = node.typeArguments?.params ?? [];
        if (context.sourceCode.getText(node.typeName) !== 'Partial' || inner === undefined) return;
        if (inner.type !== 'TSTypeReference' || !inner.typeArguments) return;
        if (context.sourceCode.getText(inner.typeName) !== 'Record') return;
        const key = services.esTreeNodeToTSNodeMap.get(inner.typeArguments.params[0]);
        const texts = textsOf(checker.getTypeAtLocation(key));
        const set = known.find(
          (one) => texts !== null && one.texts.every((text) => texts.includes(text)),
        );
        if (set !== undefined) {
          context.report({ node, messageId: 'partial', data: { name: set.name } });
        }
      },
    };
  },
};
