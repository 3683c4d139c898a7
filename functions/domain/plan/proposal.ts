import * as z from 'zod';
import { ActionType } from '../action/action-type.ts';
import { JsonObject } from '../shared/json-object.ts';

const Words = z.array(z.string().max(64)).max(50).optional();

/** Narrows what the task spec selects; it names no environment and no asset. */
export const ProposedSelector = z
  .strictObject({
    roles: Words,
    services: Words,
    platforms: z.array(z.enum(['linux', 'windows'])).optional(),
    regions: Words,
  })
  .readonly();
export type ProposedSelector = z.infer<typeof ProposedSelector>;

const Statements = z.array(z.string().max(1_000)).max(20);

const Citations = z
  .array(z.strictObject({ tool_call_id: z.string().max(64), statement: z.string().max(1_000) }))
  .max(40);

/**
 * All that a model may say about a plan. Assets, phases, counts, risk, score and approval are
 * computed from it by code.
 */
export const Proposal = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('change'),
    action: z.strictObject({
      type: ActionType,
      parameters: JsonObject,
    }),
    profile: z.enum(['standard', 'cautious']),
    selector: ProposedSelector,
    assumptions: Statements,
    alternatives: Statements,
    evidence: Citations,
  }),
  z.strictObject({
    kind: z.literal('nothing_to_do'),
    reason: z.string().max(1_000),
    evidence: Citations,
  }),
]);
export type Proposal = z.infer<typeof Proposal>;
export type ProposedChange = Extract<Proposal, { kind: 'change' }>;
