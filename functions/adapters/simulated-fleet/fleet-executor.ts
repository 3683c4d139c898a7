import * as z from 'zod';
import type {
  ActionRequest,
  BeginResult,
  FleetExecutor,
} from '../../application/execution/fleet-ports.ts';
import { pathOf } from './agent-client.ts';
import type { AgentClient } from './agent-client.ts';
import { JsonObject } from '../../domain/shared/json-object.ts';

const Beginning = z.union([
  z.object({ ref: z.string(), before: JsonObject }),
  z.object({ not_begun: z.string() }),
]);

const resultOf = (answer: z.infer<typeof Beginning>): BeginResult =>
  'not_begun' in answer
    ? { state: 'not_begun', reason: answer.not_begun }
    : { state: 'begun', ...answer };

const State = z.discriminatedUnion('state', [
  z.object({ state: z.literal('in_progress'), wait_seconds: z.int().min(1) }),
  z.object({ state: z.literal('succeeded'), version: z.string(), output: z.string() }),
  z.object({ state: z.literal('failed'), error: z.string() }),
]);

/** One apply and one undo per asset and execution: a step that is repeated finds the first one. */
const keyOf = (
  { execution_id, asset_id }: Pick<ActionRequest, 'execution_id' | 'asset_id'>,
  kind: 'apply' | 'undo',
): string => `${execution_id}/${asset_id}/${kind}`;

/** The agent answers this at once, or is not there. */
const settleMilliseconds = 2_000;

/**
 * Changes to the simulated fleet. An asset whose version is not the expected one is not touched: the
 * action's state is then `failed` with an error that begins with `moved:`. The agent keeps the fence:
 * it refuses what comes after its time, under a lower token or epoch, or after it was settled.
 * @throws TransientFailure when the agent can't answer; the same call is safe to repeat.
 */
export const makeSimulatedFleetExecutor = (agent: AgentClient): FleetExecutor => {
  const begin = async (
    request: ActionRequest,
    kind: 'apply' | 'undo',
    before?: Record<string, unknown>,
  ): Promise<BeginResult> => {
    const { execution_id: scope, epoch, fencing_token, not_after } = request;
    const answer = await agent.call({
      path: pathOf(request.org_id, 'actions'),
      answer: Beginning,
      until: not_after,
      body: {
        key: keyOf(request, kind),
        kind,
        asset_id: request.asset_id,
        action: { type: request.action.type, parameters: request.action.parameters },
        expected_version: request.expected_version,
        before,
        fence: { scope, epoch, fencing_token, not_after },
      },
    });
    return resultOf(answer);
  };
  return {
    beginApply: (request) => begin(request, 'apply'),
    beginUndo: (request) => begin(request, 'undo', request.before),
    settle: async (mark) => {
      const { execution_id: scope, asset_id, kind, fencing_token } = mark;
      const answer = await agent.call({
        path: pathOf(mark.org_id, 'settlements'),
        answer: Beginning,
        until: Date.now() + settleMilliseconds,
        body: { key: keyOf(mark, kind), kind, asset_id, scope, fencing_token },
      });
      return resultOf(answer);
    },
    check: (org, ref) =>
      agent.call({ path: pathOf(org, 'actions', ref), answer: State, subject: 'action' }),
  };
};
