import { ApiError } from './api-error.ts';
import { PAYLOAD_LIMIT_BYTES } from './json.ts';
import type { Json } from './json.ts';

type Request = Readonly<Record<string, unknown>>;

export function invalid(field: string, rule: string): ApiError {
  return new ApiError(
    'ValidationException',
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: ${rule}`,
  );
}

export function requiredText(request: Request, field: string): string {
  const value = optionalText(request, field);
  if (value === undefined) throw invalid(field, 'Member must not be null');
  return value;
}

export function optionalText(request: Request, field: string): string | undefined {
  const value = request[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw invalid(field, 'Member must be a string');
  return value;
}

export function optionalFlag(request: Request, field: string): boolean | undefined {
  const value = request[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw invalid(field, 'Member must be a boolean');
  return value;
}

/** `maxResults`: 0 and nothing mean 100, as in AWS. */
export function pageSize(request: Request): number {
  const value = request['maxResults'] ?? 0;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 1000) {
    throw invalid('maxResults', 'Member must be between 0 and 1000');
  }
  return value === 0 ? 100 : value;
}

/** The position that a page's `nextToken` stands for. */
export function positionOf(request: Request): string | undefined {
  const token = optionalText(request, 'nextToken');
  if (token === undefined) return undefined;
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith('at:')) throw new ApiError('InvalidToken', `Invalid Token: '${token}'`);
  return text.slice('at:'.length);
}

export function tokenOf(position: string): string {
  return Buffer.from(`at:${position}`).toString('base64url');
}

/** The names that machines and executions may have. */
export function checkedName(name: string): string {
  const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;
  if (name.length < 1 || name.length > 80 || forbidden.test(name)) {
    throw new ApiError('InvalidName', `Invalid Name: '${name}'`);
  }
  return name;
}

/** JSON text of at most 256 KiB. @throws ApiError of the given code */
export function parseJsonText(text: string, code: string, field: string): Json {
  if (Buffer.byteLength(text) > PAYLOAD_LIMIT_BYTES) {
    throw invalid(field, `Member must have length less than or equal to ${PAYLOAD_LIMIT_BYTES}`);
  }
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new ApiError(code, `Invalid JSON in '${field}'`);
  }
}
