import { operationIds, operationOf } from './operations.ts';
import type { JsonAnswersOf, JsonOperationId } from './operations.ts';

/** Body of each JSON answer, by operation and status. */
export const responseSchemas = Object.fromEntries(
  operationIds.flatMap((id) => {
    const { answers } = operationOf(id);
    return 'json' in answers ? [[id, answers.json]] : [];
  }),
) as unknown as { readonly [Id in JsonOperationId]: JsonAnswersOf<Id> };
