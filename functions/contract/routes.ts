import type { Right } from '../domain/shared/identity.ts';
import { rightOfGroup } from './groups.ts';
import type { RouteGroup } from './groups.ts';
import type { Operation } from './operation.ts';
import { operationIds, operationOf } from './operations.ts';
import type { OperationId } from './operations.ts';

/** Where an operation is called, and which handler in which function answers. */
export interface Route {
  readonly operation: OperationId;
  readonly method: Operation['method'];
  readonly path: string;
  readonly right: Right;
  readonly group: RouteGroup;
  /** Stem of `handlers/api/<group>/<handler>.ts`. */
  readonly handler: string;
}

const kebabCase = (camel: string): string =>
  camel.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const routeOf = (operation: OperationId): Route => {
  const { method, path, group, handler = kebabCase(operation) } = operationOf(operation);
  return { operation, method, path, right: rightOfGroup[group], group, handler };
};

/** The route of every operation. */
export const routes: readonly Route[] = operationIds.map(routeOf);

/** The route that answers whatever no other route does: 404, or 405 for a known path. */
export const fallbackRoute = { group: 'public', handler: 'answer-fallback' } as const;

/** A parameter stands for a segment that is there. */
const isMatch = (part: string, segment: string): boolean =>
  part.startsWith('{') ? segment !== '' : part === segment;

/** The methods that a concrete path answers; empty when no route has the path. */
export const methodsOf = (path: string): readonly string[] => {
  const segments = path.split('/');
  return routes
    .filter((route) => {
      const pattern = route.path.split('/');
      return (
        pattern.length === segments.length &&
        pattern.every((part, index) => isMatch(part, segments[index] ?? ''))
      );
    })
    .map((route) => route.method);
};
