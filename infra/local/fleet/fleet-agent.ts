import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerRequest } from './answer-request.ts';
import { demoDataset } from './demo-dataset.ts';
import { Fleet } from './fleet.ts';
import type { FleetLevel } from './fleet-store.ts';
import { FleetStore } from './fleet-store.ts';
import type { FleetWords } from '../../../functions/domain/fleet/fleet-words.ts';
import type { UnmanagedInstance } from './fleet-asset.ts';
import { fileDataset } from './file-dataset.ts';
import type { FleetFiles } from './file-dataset.ts';

export interface FleetAgentOptions {
  /** Where changes are kept: a level database, or a sublevel that is the agent's own. */
  readonly level: FleetLevel;
  /** Milliseconds since the epoch; an action's end is reckoned by it. */
  readonly clock: { readonly now: () => number };
  /** What the words of tags mean. @default the product's own */
  readonly words?: FleetWords;
  readonly source: { readonly kind: 'demo' } | ({ readonly kind: 'file' } & FleetFiles);
  /** Path that the agent is mounted under. @default '/_local/fleet' */
  readonly base?: string;
}

export interface FleetAgent {
  /** Answers a request whose `url` is the full path, base included. Never rejects. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Puts an org's fleet, or every org's, back to the dataset. */
  readonly reset: (org?: string) => Promise<void>;
  /** How many assets each org begins with. */
  readonly assetCount: number;
  /** What each org begins with and can't be selected, and why. */
  readonly unmanaged: readonly UnmanagedInstance[];
}

/**
 * A simulated fleet behind HTTP, as an outside thing that the product talks to.
 * @throws FleetFileError when a file of the file fleet is malformed; the message names the place.
 */
export const createFleetAgent = (options: FleetAgentOptions): FleetAgent => {
  const { level, clock, source, words, base = '/_local/fleet' } = options;
  const dataset = source.kind === 'demo' ? demoDataset(words) : fileDataset({ ...source, words });
  const fleet = new Fleet(dataset, new FleetStore(level, dataset.kind), clock);
  return {
    handle: (request, response) => answerRequest({ fleet, base }, request, response),
    reset: (org) => fleet.reset(org),
    assetCount: dataset.assets.length,
    unmanaged: dataset.unmanaged,
  };
};
