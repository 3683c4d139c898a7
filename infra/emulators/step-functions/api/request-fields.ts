import { ApiError, unsupported } from '../engine/api-error.ts';
import { invalidJsonReason } from './invalid-json-reason.ts';
import { isRecord, payloadLimitBytes } from '../language/json.ts';
import type { Json } from '../language/json.ts';

/** The body of a request, or one of the structures in it. */
export type Request = Readonly<Record<string, unknown>>;

const mostBytesOfDefinition = 1_048_576;

/** AWS's wording for a value that breaks the rule of its field; what is secret is not repeated. */
export const invalid = (field: string, rule: string, value?: string | number | null): ApiError => {
  const shown = value === undefined ? '' : value === null ? ' null' : ` '${value}'`;
  return new ApiError(
    'ValidationException',
    `1 validation error detected: Value${shown} at '${field}' failed to satisfy constraint: ${rule}`,
  );
};

/** @throws ApiError `ValidationException` that names the first field outside `known`. */
export const refuseUnknown = (request: Request, known: readonly string[], of: string): void => {
  for (const [field, value] of Object.entries(request)) {
    if (known.includes(field) || value === null || value === undefined) continue;
    throw unsupported(`The field ${field} of ${of}`);
  }
};

const wrongType = (field: string, type: string): ApiError =>
  new ApiError('SerializationException', `${field} can not be converted to a ${type}`);

export const optionalText = (request: Request, field: string): string | undefined => {
  const value = request[field] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw wrongType(field, 'String');
};

export const requiredText = (request: Request, field: string): string => {
  const value = optionalText(request, field);
  if (value === undefined) throw invalid(field, 'Member must not be null', null);
  return value;
};

export const optionalFlag = (request: Request, field: string): boolean | undefined => {
  const value = request[field] ?? undefined;
  if (value === undefined || typeof value === 'boolean') return value;
  throw wrongType(field, 'Boolean');
};

/** A structure within the request, without any field but these. */
export const optionalStructure = (
  request: Request,
  field: string,
  known: readonly string[],
): Request | undefined => {
  const value = request[field] ?? undefined;
  if (value === undefined) return undefined;
  if (!isRecord(value)) throw wrongType(field, 'Structure');
  refuseUnknown(value, known, field);
  return value;
};

export const optionalList = (request: Request, field: string): readonly unknown[] | undefined => {
  const value = request[field] ?? undefined;
  if (value === undefined || Array.isArray(value)) return value as readonly unknown[] | undefined;
  throw wrongType(field, 'List');
};

/** One of AWS's values for the field, whether or not it means something here. */
export const optionalChoice = <Choice extends string>(
  request: Request,
  field: string,
  choices: readonly Choice[],
): Choice | undefined => {
  const value = optionalText(request, field);
  if (value === undefined) return undefined;
  const choice = choices.find((one) => one === value);
  if (choice !== undefined) return choice;
  throw invalid(field, `Member must satisfy enum value set: [${choices.join(', ')}]`, value);
};

/** `maxResults`: 0 and nothing mean 100, as in AWS. */
export const pageSize = (request: Request): number => {
  const value = request['maxResults'] ?? 0;
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw wrongType('maxResults', 'Integer');
  }
  const bound =
    value < 0 ? 'greater than or equal to 0' : value > 1000 ? 'less than or equal to 1000' : '';
  if (bound !== '') throw invalid('maxResults', `Member must have value ${bound}`, value);
  return value === 0 ? 100 : value;
};

/** A text of so many characters; in AWS's words where it has fewer or more. */
export const optionalLimitedText = (
  request: Request,
  field: string,
  { least, most }: { readonly least: number; readonly most: number },
): string | undefined => {
  const value = optionalText(request, field);
  if (value === undefined) return undefined;
  const bound =
    value.length < least
      ? `greater than or equal to ${least}`
      : value.length > most
        ? `less than or equal to ${most}`
        : '';
  if (bound !== '') throw invalid(field, `Member must have length ${bound}`, value);
  return value;
};

/** The position that a page's `nextToken` stands for. */
export const positionOf = (request: Request, mostCharacters = 1024): string | undefined => {
  const token = optionalLimitedText(request, 'nextToken', { least: 1, most: mostCharacters });
  if (token === undefined) return undefined;
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith('at:')) throw new ApiError('InvalidToken', `Invalid Token: '${token}'`);
  return text.slice('at:'.length);
};

export const tokenOf = (position: string): string =>
  Buffer.from(`at:${position}`).toString('base64url');

/** The names that machines and executions may have. */
export const checkedName = (name: string): string => {
  const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;
  if (name.length < 1 || name.length > 80 || forbidden.test(name)) {
    throw new ApiError('InvalidName', `Invalid Name: '${name}'`);
  }
  return name;
};

const parseJsonText = (
  text: string,
  rules: {
    readonly field: string;
    readonly mostBytes: number;
    readonly refuse: (reason: string) => ApiError;
  },
): Json => {
  const { field, mostBytes, refuse } = rules;
  if (Buffer.byteLength(text) > mostBytes) {
    throw invalid(field, `Member must have length less than or equal to ${mostBytes}`);
  }
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw refuse(invalidJsonReason(text));
  }
};

/** JSON text of at most 256 KiB. @throws ApiError that `refuse` makes of the reason */
export const parsePayload = (
  text: string,
  field: string,
  refuse: (reason: string) => ApiError,
): Json => parseJsonText(text, { field, mostBytes: payloadLimitBytes, refuse });

/** The text of a definition as JSON. @throws ApiError `InvalidDefinition` */
export const parseDefinition = (text: string): Json =>
  parseJsonText(text, {
    field: 'definition',
    mostBytes: mostBytesOfDefinition,
    refuse: (reason) =>
      new ApiError(
        'InvalidDefinition',
        `Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: ${reason}'`,
      ),
  });
