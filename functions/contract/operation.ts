import type * as z from 'zod';
import type { RouteGroup } from './groups.ts';

/** Below this stands the API; health, metrics and the approval page stand beside it. */
export const base = '/api/v1/ai';

/** What an operation answers where it succeeds: JSON by status, plain text, a page, or the way back to one. */
export type Answers =
  | { readonly json: Readonly<Record<number, z.ZodType>> }
  | { readonly text: true }
  | { readonly page: true }
  | { readonly backToPage: true };

/** One operation of the HTTP API, told once: the stack, the local target, OpenAPI and the README read it here. */
export interface Operation {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** The deployed function that answers, which says who may call; see `groups.ts`. */
  readonly group: RouteGroup;
  /** Stem of `handlers/api/<group>/<handler>.ts`. @default the operation's name in kebab case */
  readonly handler?: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: z.ZodType;
  readonly bodyRequired?: boolean;
  /** The form that a page posts. */
  readonly form?: z.ZodObject;
  readonly answers: Answers;
  /**
   * Statuses of problems beyond 400, 401 and 403 of an operation that is not public, 413 and 415 of
   * one with a body, and 429, 500 and 503.
   */
  readonly problems?: readonly number[];
}

/** Operations by name. */
export type Operations = Readonly<Record<string, Operation>>;
