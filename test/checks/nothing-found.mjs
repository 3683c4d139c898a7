import ts from 'typescript';

const partsOf = (type) => (type.isUnion() ? type.types : [type]);

const has = (type, flag) => partsOf(type).some((part) => (part.flags & flag) !== 0);

/** Of a value of JSON null is a member like a number: it isn't the word for nothing. */
const isJson = (type) =>
  has(type, ts.TypeFlags.Null) &&
  has(type, ts.TypeFlags.NumberLike) &&
  has(type, ts.TypeFlags.StringLike) &&
  has(type, ts.TypeFlags.BooleanLike);

const keywords = {
  null: { flag: ts.TypeFlags.Null, other: 'undefined' },
  undefined: { flag: ts.TypeFlags.Undefined, other: 'null' },
};

/**
 * Holds each room to one word for nothing. With `nothing: 'null'` a function that finds nothing
 * answers null, and undefined is what was not given; with `nothing: 'undefined'`, where null is a
 * value of JSON, it answers undefined. What is told by its receiver is not looked at: a function
 * that is handed over as an argument, or that stands where its type is declared elsewhere. With
 * `declared` only answers that are written down are judged, and a builder's options may tell what
 * is left out, and so has a default, from null.
 * @type {import('eslint').Rule.RuleModule}
 */
export const nothingFound = {
  meta: {
    type: 'problem',
    docs: { description: 'One word for nothing: what a function answers, and what was not given.' },
    schema: [
      {
        type: 'object',
        properties: { nothing: { enum: ['null', 'undefined'] }, declared: { type: 'boolean' } },
        required: ['nothing'],
        additionalProperties: false,
      },
    ],
    messages: {
      answer: 'A function that finds nothing answers {{nothing}} here, not {{other}}.',
      both: 'null and undefined in one type are two words for nothing: null is found nowhere, undefined not given.',
      optional: 'What may be left out is not null as well: leave it out, or always give it.',
    },
  },
  create: (context) => {
    const { nothing, declared = false } = context.options[0];
    const { other } = keywords[nothing];
    const services = context.sourceCode.parserServices;
    if (!services?.program) return {};
    const checker = services.program.getTypeChecker();

    /** Whether somebody else says what the function answers. */
    const isToldElsewhere = (node) => {
      const tsNode = services.esTreeNodeToTSNodeMap.get(node);
      return ts.isExpression(tsNode) && checker.getContextualType(tsNode) !== undefined;
    };
    const answerOf = (node) => {
      const signature = checker.getSignatureFromDeclaration(
        services.esTreeNodeToTSNodeMap.get(node),
      );
      if (!signature) return null;
      const type = checker.getReturnTypeOfSignature(signature);
      return checker.getAwaitedType(type) ?? type;
    };
    const judge = (node) => {
      if (declared && !node.returnType) return;
      if (isToldElsewhere(node)) return;
      const type = answerOf(node);
      if (type === null || !type.isUnion() || has(type, ts.TypeFlags.Void)) return;
      const isOther = has(type, keywords[other].flag);
      if (!isOther || (other === 'null' && isJson(type))) return;
      context.report({ node, messageId: 'answer', data: { nothing, other } });
    };
    const isOptional = ({ parent }) =>
      parent.type === 'TSTypeAnnotation' &&
      parent.parent.optional === true &&
      ['TSPropertySignature', 'PropertyDefinition', 'Identifier'].includes(parent.parent.type);
    /** What stands behind `extends` asks what a type is, and declares nothing. */
    const isAsked = (node) =>
      node.parent.type === 'TSConditionalType' && node.parent.extendsType === node;

    return {
      ArrowFunctionExpression: judge,
      FunctionExpression: judge,
      FunctionDeclaration: judge,
      TSFunctionType: judge,
      TSCallSignatureDeclaration: judge,
      TSMethodSignature: judge,
      TSDeclareFunction: judge,
      TSEmptyBodyFunctionExpression: judge,
      TSUnionType: (node) => {
        const words = node.types.map(({ type }) => type);
        if (!words.includes('TSNullKeyword') || isAsked(node)) return;
        if (words.includes('TSUndefinedKeyword')) context.report({ node, messageId: 'both' });
        else if (!declared && nothing === 'null' && isOptional(node)) {
          context.report({ node, messageId: 'optional' });
        }
      },
    };
  },
};
