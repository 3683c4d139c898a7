import type { Engine } from '../engine/engine.ts';
import type { Request } from './request-fields.ts';

/** Does what one operation of the API is asked for, and resolves with the body of its answer. */
export type Operation = (
  engine: Engine,
  request: Request,
) => Promise<Readonly<Record<string, unknown>>>;
