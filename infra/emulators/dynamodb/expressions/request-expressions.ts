import { validationError } from '../errors.ts';
import type { RequestFields } from '../request-fields.ts';
import { parseCondition } from './parse-condition.ts';
import { parseUpdate } from './parse-update.ts';
import { Placeholders } from './placeholders.ts';
import { parseProjection } from './projection.ts';
import { ExpressionError } from './syntax.ts';
import type { Condition, DocumentPath, Update } from './syntax.ts';

type ConditionParameter = 'ConditionExpression' | 'FilterExpression' | 'KeyConditionExpression';

type Parameter = ConditionParameter | 'UpdateExpression' | 'ProjectionExpression';

/** The parsed expressions of one request. */
interface RequestExpressions {
  readonly condition?: Condition;
  readonly filter?: Condition;
  readonly keyCondition?: Condition;
  readonly update?: Update;
  readonly projection?: readonly DocumentPath[];
}

const assertPlaceholdersWanted = (
  fields: RequestFields,
  parameters: readonly Parameter[],
  placeholders: Placeholders,
): void => {
  const taking = parameters.filter((parameter) => parameter !== 'ProjectionExpression');
  placeholders.assertWanted({
    names: parameters.some((parameter) => fields.has(parameter)),
    values: taking.some((parameter) => fields.has(parameter)),
    valueParameters: `${taking.join(' and ')} ${taking.length > 1 ? 'are' : 'is'} null`,
  });
};

const named = <T>(parameter: Parameter, parse: () => T): T => {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw validationError(`Invalid ${parameter}: ${error.message}`);
  }
};

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

const withoutUndefined = <T extends object>(source: T): Defined<T> =>
  Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined),
  ) as Defined<T>;

/**
 * Parses those expressions of a structure that `parameters` names.
 *
 * @throws ValidationException for a fault in an expression, and for placeholders that are undefined,
 * unused or malformed.
 */
export const readExpressions = (
  fields: RequestFields,
  parameters: readonly Parameter[],
): RequestExpressions => {
  const placeholders = new Placeholders({
    names: fields.raw('ExpressionAttributeNames'),
    values: fields.raw('ExpressionAttributeValues'),
  });
  assertPlaceholdersWanted(fields, parameters, placeholders);
  const parse = <T>(
    parameter: Parameter,
    parser: (text: string, known: Placeholders) => T,
  ): T | undefined => {
    const text = parameters.includes(parameter) ? fields.text(parameter) : undefined;
    return text === undefined ? undefined : named(parameter, () => parser(text, placeholders));
  };
  const expressions = withoutUndefined({
    update: parse('UpdateExpression', parseUpdate),
    condition: parse('ConditionExpression', parseCondition),
    keyCondition: parse('KeyConditionExpression', parseCondition),
    filter: parse('FilterExpression', parseCondition),
    projection: parse('ProjectionExpression', parseProjection),
  });
  placeholders.assertAllUsed();
  return expressions;
};
