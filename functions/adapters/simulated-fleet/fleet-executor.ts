import * as z from 'zod';
import type { ActionRequest, FleetExecutor } from '../../application/ports.ts';
import { pathOf } from './agent-client.ts';
import type { AgentClient } from './agent-client.ts';
import { JsonObject } from '../../domain/shared/json-object.ts';

const Begun = z.object({ ref: z.string(), before: JsonObject });

const State = z.discriminatedUnion('state', [
  z.object({ state: z.literal('in_progress'), wait_seconds: z.int().min(1) }),
  z.object({ state: z.literal('succeeded'), version: z.string(), output: z.string() }),
  z.object({ state: z.literal('failed'), error: z.string() }),
]);

/** One apply and one undo per asset and execution: a step that is repeated finds the first one. */
const keyOf = (request: ActionRequest, kind: 'apply' | 'undo'): string =>
  `${request.execution_id}/${request.asset_id}/${kind}`;

/**
 * Changes to the simulated fleet. An asset whose version is not the expected one is not touched: the
 * action's state is then `failed` with an error that begins with `moved:`.
 * @throws TransientFailure when the agent can't answer; the same call is safe to repeat.
 */
export const makeSimulatedFleetExecutor = (agent: AgentClient): FleetExecutor => {
  const begin = (
    request: ActionRequest,
    kind: 'apply' | 'undo',
    before?: Record<string, unknown>,
  ) =>
    agent.call({
      path: pathOf(request.org_id, 'actions'),
      answer: Begun,
      body: {
        key: keyOf(request, kind),
        kind,
        asset_id: request.asset_id,
        action: { type: request.action.type, parameters: request.action.parameters },
        expected_version: request.expected_version,
        before,
      },
    });
  return {
    beginApply: (request) => begin(request, 'apply'),
    beginUndo: async (request) => ({ ref: (await begin(request, 'undo', request.before)).ref }),
    check: (org, ref) =>
      agent.call({ path: pathOf(org, 'actions', ref), answer: State, subject: 'action' }),
  };
};
