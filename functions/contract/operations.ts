import type * as z from 'zod';
import type { View } from '../domain/shared/view.ts';
import type { Operation } from './operation.ts';
import { approvalPageOperations } from './operations/approval-page.ts';
import { auditOperations } from './operations/audit.ts';
import { catalogueOperations } from './operations/catalogue.ts';
import { executionOperations } from './operations/executions.ts';
import { fleetOperations } from './operations/fleet.ts';
import { serviceOperations } from './operations/service.ts';
import { taskOperations } from './operations/tasks.ts';

/** Every operation of the HTTP API by its name, in the order of the documents. */
export const operations = {
  ...taskOperations,
  ...auditOperations,
  ...executionOperations,
  ...fleetOperations,
  ...catalogueOperations,
  ...serviceOperations,
  ...approvalPageOperations,
} as const;

type Told = typeof operations;
export type OperationId = keyof Told;

/** An operation with what all have; its own literals are in `operations`. */
export const operationOf = (id: OperationId): Operation => operations[id];

export const operationIds = Object.keys(operations) as readonly OperationId[];

/** The function that answers an operation. */
export type GroupOf<Id extends OperationId> = Told[Id]['group'];

/** Schemas of the JSON that an operation answers, by status; never of one that answers no JSON. */
export type JsonAnswersOf<Id extends OperationId> = Told[Id]['answers'] extends {
  readonly json: infer ByStatus extends Readonly<Record<number, z.ZodType>>;
}
  ? ByStatus
  : never;

/** Operations that answer with JSON. */
export type JsonOperationId = {
  [Id in OperationId]: [JsonAnswersOf<Id>] extends [never] ? never : Id;
}[OperationId];

/** The JSON that an operation answers with a status, as whoever makes it gives it. */
export type AnswerBody<
  Id extends JsonOperationId,
  Status extends keyof JsonAnswersOf<Id>,
> = JsonAnswersOf<Id>[Status] extends z.ZodType ? View<JsonAnswersOf<Id>[Status]> : never;
