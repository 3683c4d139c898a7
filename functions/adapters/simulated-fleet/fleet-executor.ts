import * as z from 'zod';
import type {
  BatchAsset,
  BatchFence,
  BeginResult,
  FleetAction,
  FleetBatch,
  FleetExecutor,
} from '../../application/execution/fleet-ports.ts';
import { hasMoved } from '../../domain/action/touched.ts';
import { Asset } from '../../domain/fleet/asset.ts';
import { Rejection } from '../../domain/shared/errors.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import { JsonObject } from '../../domain/shared/json-object.ts';
import { pathOf } from './agent-client.ts';
import type { AgentClient } from './agent-client.ts';
import { capturedOf, changeOf, isAsLeft, touchedOf, undoOf } from './asset-change.ts';
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
  { org_id: org, until }: { readonly org_id: OrgId; readonly until: number },
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

/** What the agent is sent: it acts only on an asset that still has the version that was looked at. */
interface Order {
  readonly change: AssetChange;
  readonly expected_version: string;
}

/** It is refused on an asset that is gone, or that has changed in what the action touches. */
const applyOrder = (asked: FleetAction, asset: Asset | null): Order => {
  const { expected_version: version, touched_digest, action } = asked;
  if (asset === null) {
    return { change: { refused: goneWords(asked.asset_id) }, expected_version: version };
  }
  const now = { version: asset.version, touched: touchedOf(asset, action) };
  const change = hasMoved({ version, touched_digest }, now)
    ? { refused: `moved: the asset has the version ${asset.version} in place of ${version}` }
    : changeOf(asset, action);
  // By the version alone the agent compares with the planned one itself.
  const isCompared = touched_digest !== undefined;
  return { change, expected_version: isCompared ? asset.version : version };
};

const undoOrder = (
  { before, action, expected_version, touched_digest }: FleetAction,
  asset: Asset | null,
): Order => {
  const isCompared = asset !== null && touched_digest !== undefined;
  return {
    change: undoOf(before, action, asset),
    expected_version:
      isCompared && isAsLeft(asset, before, action) ? asset.version : expected_version,
  };
};

const openBatch = (
  agent: AgentClient,
  assets: readonly BatchAsset[],
  fence: BatchFence,
): FleetBatch => {
  const { org_id } = fence;
  const tokens = new Map(assets.map((asset) => [asset.asset_id, asset.fencing_token]));
  const tokenOf = (assetId: string): number => {
    const token = tokens.get(assetId);
    if (token === undefined) throw new Error(`The asset ${assetId} is not of this batch`);
    return token;
  };
  const looked = new Map<string, Asset>();
  /** The asset as this batch saw it first. */
  const look = async (assetId: string): Promise<Asset | null> => {
    const asset =
      looked.get(assetId) ??
      (await readAsset(agent, { org_id, until: fence.captured_by }, assetId));
    if (asset !== null) looked.set(assetId, asset);
    return asset;
  };
  const lookAgain = (assetId: string): Promise<Asset | null> =>
    readAsset(agent, { org_id, until: fence.not_after }, assetId);
  const orderFor = async (asked: FleetAction): Promise<Order> => {
    if (asked.kind === 'undo') return undoOrder(asked, await lookAgain(asked.asset_id));
    const isCompared = asked.touched_digest !== undefined;
    return applyOrder(asked, await (isCompared ? lookAgain : look)(asked.asset_id));
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
      const { kind, asset_id, action, before } = asked;
      const fencing_token = tokenOf(asset_id);
      const { change, expected_version } = await orderFor(asked);
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
 * Changes to the simulated fleet. An asset that is not as planned in what the action touches (by its
 * version where the plan has no digest) is not touched: the action is refused with an error that
 * begins with `moved:`. The agent keeps the fence: it refuses
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
