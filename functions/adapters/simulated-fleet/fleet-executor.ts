import * as z from 'zod';
import type {
  BatchAsset,
  BatchFence,
  BeginResult,
  FleetAction,
  FleetBatch,
  FleetExecutor,
} from '../../application/execution/fleet-ports.ts';
import { Asset } from '../../domain/fleet/asset.ts';
import { Rejection } from '../../domain/shared/errors.ts';
import { JsonObject } from '../../domain/shared/json-object.ts';
import { pathOf } from './agent-client.ts';
import type { AgentClient } from './agent-client.ts';
import { capturedOf, changeOf, undoOf } from './asset-change.ts';
import type { AssetChange } from './asset-change.ts';

const Beginning = z.union([
  z.object({ ref: z.string(), before: JsonObject, refused: z.string().optional() }),
  z.object({ not_begun: z.string() }),
]);

const resultOf = (answer: z.infer<typeof Beginning>): BeginResult => {
  if ('not_begun' in answer) return { state: 'not_begun', reason: answer.not_begun };
  const { ref, before, refused } = answer;
  return refused === undefined
    ? { state: 'begun', ref, before }
    : { state: 'refused', error: refused };
};

const State = z.discriminatedUnion('state', [
  z.object({ state: z.literal('in_progress'), wait_seconds: z.int().min(1) }),
  z.object({ state: z.literal('succeeded'), version: z.string(), output: z.string() }),
  z.object({ state: z.literal('failed'), error: z.string() }),
]);

/** The agent answers this at once, or is not there. */
const settleMilliseconds = 2_000;

/** The asset just as it is, with its owner's own words in its tags. */
const readAsset = async (
  agent: AgentClient,
  { org_id: org, captured_by: until }: BatchFence,
  assetId: string,
): Promise<Asset | null> => {
  try {
    const path = pathOf(org, 'assets', assetId);
    return (await agent.call({ path, until, answer: z.object({ asset: Asset }) })).asset;
  } catch (error) {
    if (error instanceof Rejection && error.code === 'not-found') return null;
    throw error;
  }
};

const goneWords = (assetId: string): string =>
  `moved: the asset ${assetId} is not in the fleet any more`;

const openBatch = (
  agent: AgentClient,
  assets: readonly BatchAsset[],
  fence: BatchFence,
): FleetBatch => {
  const tokens = new Map(assets.map((asset) => [asset.asset_id, asset.fencing_token]));
  const tokenOf = (assetId: string): number => {
    const token = tokens.get(assetId);
    if (token === undefined) throw new Error(`The asset ${assetId} is not of this batch`);
    return token;
  };
  const looked = new Map<string, Asset>();
  /** The asset as this batch saw it first. */
  const look = async (assetId: string): Promise<Asset | null> => {
    const asset = looked.get(assetId) ?? (await readAsset(agent, fence, assetId));
    if (asset !== null) looked.set(assetId, asset);
    return asset;
  };
  /** What the agent is to do; it refuses by itself an asset that is gone or has moved since. */
  const changeFor = async (asked: FleetAction): Promise<AssetChange> => {
    if (asked.kind === 'undo') return undoOf(asked.before, asked.action);
    const asset = await look(asked.asset_id);
    if (asset === null) return { refused: goneWords(asked.asset_id) };
    const { expected_version: expected } = asked;
    return asset.version === expected
      ? changeOf(asset, asked.action)
      : { refused: `moved: the asset has the version ${asset.version} in place of ${expected}` };
  };
  return {
    capture: async (assetId, action) => {
      tokenOf(assetId);
      const asset = await look(assetId);
      return asset === null
        ? { state: 'gone', reason: goneWords(assetId) }
        : { state: 'captured', before: capturedOf(asset, action) };
    },
    begin: async (asked: FleetAction, key) => {
      const { execution_id: scope, epoch, not_after } = fence;
      const { kind, asset_id, action, expected_version, before } = asked;
      const fencing_token = tokenOf(asset_id);
      const change = await changeFor(asked);
      const answer = await agent.call({
        path: pathOf(fence.org_id, 'actions'),
        answer: Beginning,
        until: not_after,
        body: {
          ...{ key, kind, asset_id, expected_version, before, change },
          action: { type: action.type, parameters: action.parameters },
          fence: { scope, epoch, fencing_token, not_after },
        },
      });
      return resultOf(answer);
    },
  };
};

/**
 * Changes to the simulated fleet. An asset whose version is not the expected one is not touched: the
 * action is refused with an error that begins with `moved:`. The agent keeps the fence: it refuses
 * what comes after its time, under a lower token or epoch, or after it was settled.
 * @throws TransientFailure when the agent can't answer; the same call is safe to repeat.
 */
export const makeSimulatedFleetExecutor = (agent: AgentClient): FleetExecutor => ({
  openBatch: (assets, fence) => Promise.resolve(openBatch(agent, assets, fence)),
  settle: async (mark) => {
    const { execution_id: scope, asset_id, kind, key, fencing_token } = mark;
    const answer = await agent.call({
      path: pathOf(mark.org_id, 'settlements'),
      answer: Beginning,
      until: Date.now() + settleMilliseconds,
      body: { key, kind, asset_id, scope, fencing_token },
    });
    return resultOf(answer);
  },
  advance: (org, ref) =>
    agent.call({ path: pathOf(org, 'actions', ref), answer: State, subject: 'action' }),
  abandon: (org, ref) =>
    agent.call({
      path: pathOf(org, 'actions', ref, 'abandon'),
      answer: State,
      body: {},
      subject: 'action',
    }),
});
