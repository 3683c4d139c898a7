import * as z from 'zod';
import type { FleetInventory } from '../../application/execution/fleet-ports.ts';
import { Asset, GoldenImage, UnmanagedAsset, Vulnerability } from '../../domain/fleet/asset.ts';
import type { FleetProfile } from '../../domain/fleet/fleet-profile.ts';
import { matchesSelector } from '../../domain/plan/select-assets.ts';
import { PastChange } from '../../domain/quality/past-changes.ts';
import { pathOf } from './agent-client.ts';
import type { AgentClient } from './agent-client.ts';
import { Timestamp } from '../../domain/shared/ids.ts';
import { cleanAsset, cleanUnmanaged } from './clean-asset.ts';

const Pace = z.object({
  canary_bake_seconds: z.number().min(0),
  wave_bake_seconds: z.number().min(0),
  sample_interval_seconds: z.number().min(0),
  action_seconds: z.number().min(0),
});

const About = z.object({
  simulated: z.literal(true),
  pace: Pace,
  assumptions: z.array(z.string()),
  sources: z.array(
    z.object({
      kind: z.enum(['demo', 'instances', 'agents']),
      name: z.string(),
      as_of: Timestamp.nullable(),
      entries: z.int().min(0),
    }),
  ),
});

const Assets = z.object({ assets: z.array(Asset) });
const Unmanaged = z.object({ unmanaged: z.array(UnmanagedAsset) });
const GoldenImages = z.object({ golden_images: z.array(GoldenImage) });
const Vulnerabilities = z.object({ vulnerabilities: z.array(Vulnerability) });

const History = z.object({ entries: z.array(PastChange) });

/**
 * The simulated fleet's inventory. What it is, is the agent's own words, asked for once. Tags and
 * names are cut to length and freed of control and bidirectional characters.
 * @throws TransientFailure from each question when the agent can't answer.
 */
export const makeSimulatedFleetInventory = (agent: AgentClient): FleetInventory => {
  let known: FleetProfile | undefined;
  const askForAssets = async (path: string, body: unknown): Promise<readonly Asset[]> =>
    (await agent.call({ path, body, answer: Assets })).assets.map(cleanAsset);
  return {
    about: async () => (known ??= await agent.call({ path: '/about', answer: About })),
    // Looked at again: an agent that knew less of a selector, or other names, would widen it.
    query: async (org, selector) =>
      (await askForAssets(pathOf(org, 'query'), { selector })).filter((asset) =>
        matchesSelector(asset, selector),
      ),
    get: (org, ids) => askForAssets(pathOf(org, 'assets'), { ids }),
    unmanaged: async (org) =>
      (await agent.call({ path: pathOf(org, 'unmanaged'), answer: Unmanaged })).unmanaged.map(
        cleanUnmanaged,
      ),
    goldenImages: async (org) =>
      (await agent.call({ path: pathOf(org, 'golden-images'), answer: GoldenImages }))
        .golden_images,
    vulnerabilities: async (org) =>
      (await agent.call({ path: pathOf(org, 'vulnerabilities'), answer: Vulnerabilities }))
        .vulnerabilities,
    history: async (org): Promise<readonly PastChange[]> =>
      (await agent.call({ path: pathOf(org, 'history'), answer: History })).entries.map(
        (entry) => ({
          ...entry,
          // Whatever it says of itself: it was not recorded here.
          origin: 'fleet' as const,
        }),
      ),
  };
};
