import * as z from 'zod';
import type { FleetInventory } from '../../application/execution/fleet-ports.ts';
import type { LedgerEntry } from '../../application/planning/planning-ports.ts';
import { Asset, GoldenImage, Vulnerability } from '../../domain/fleet/asset.ts';
import { PastChange } from '../../domain/quality/past-changes.ts';
import { pathOf } from './agent-client.ts';
import type { AgentClient } from './agent-client.ts';
import { cleanAsset } from './clean-text.ts';

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
});
type About = z.infer<typeof About>;

const Assets = z.object({ assets: z.array(Asset) });
const GoldenImages = z.object({ golden_images: z.array(GoldenImage) });
const Vulnerabilities = z.object({ vulnerabilities: z.array(Vulnerability) });

const History = z.object({ entries: z.array(PastChange) });

/**
 * What is known before the agent has said it. Port members that answer at once can't ask; the pace is
 * the one that the product promises for a simulated fleet, and the sentences hold for each source.
 */
const knownBefore: About = {
  simulated: true,
  pace: {
    canary_bake_seconds: 3,
    wave_bake_seconds: 2,
    sample_interval_seconds: 1,
    action_seconds: 0.5,
  },
  assumptions: [
    'The fleet is simulated: actions change the simulation and nothing else.',
    'An asset of unknown patch state is taken to need patching.',
  ],
};

/**
 * The simulated fleet's inventory. `pace` and `assumptions` are the agent's own words after the first
 * answered question, and what holds for each simulated fleet before it. Tags and names are cut to
 * length and freed of control and bidirectional characters.
 * @throws TransientFailure from each question when the agent can't answer.
 */
export const makeSimulatedFleetInventory = (agent: AgentClient): FleetInventory => {
  let about: About | undefined;
  const ask: AgentClient['call'] = async (call) => {
    about ??= await agent.call({ path: '/about', answer: About });
    return agent.call(call);
  };
  const askForAssets = async (path: string, body: unknown): Promise<readonly Asset[]> =>
    (await ask({ path, body, answer: Assets })).assets.map(cleanAsset);
  return {
    simulated: true,
    query: (org, selector) => askForAssets(pathOf(org, 'query'), { selector }),
    get: (org, ids) => askForAssets(pathOf(org, 'assets'), { ids }),
    goldenImages: async (org) =>
      (await ask({ path: pathOf(org, 'golden-images'), answer: GoldenImages })).golden_images,
    vulnerabilities: async (org) =>
      (await ask({ path: pathOf(org, 'vulnerabilities'), answer: Vulnerabilities }))
        .vulnerabilities,
    history: async (org): Promise<readonly LedgerEntry[]> =>
      (await ask({ path: pathOf(org, 'history'), answer: History })).entries.map((entry) => ({
        ...entry,
        // Whatever it says of itself: it was not recorded here.
        origin: 'fleet' as const,
      })),
    assumptions: () => (about ?? knownBefore).assumptions,
    pace: () => (about ?? knownBefore).pace,
  };
};
