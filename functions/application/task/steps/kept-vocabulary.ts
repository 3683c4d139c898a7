import { fleetVocabularyOf } from '../../../domain/fleet/fleet-vocabulary.ts';
import type { FleetVocabulary } from '../../../domain/fleet/fleet-vocabulary.ts';
import { Environment } from '../../../domain/shared/environment.ts';
import type { OrgId } from '../../../domain/shared/ids.ts';
import type { FleetInventory } from '../../execution/fleet-ports.ts';
import type { Clock } from '../../shared/ports.ts';
import type { FleetVocabularySource } from '../task-ports.ts';

/** How old the names may be that requests are read by, in milliseconds. */
const keptFor = 5 * 60_000;
/** Orgs whose names are kept at a time; the first to come is the first to go. */
const mostOrgs = 50;

interface Kept {
  readonly until: number;
  readonly vocabulary: Promise<FleetVocabulary>;
}

/** The names of each org's fleet, asked for once in five minutes; an answer that failed is not kept. */
export const makeKeptVocabulary = ({
  clock,
  inventory,
}: {
  readonly clock: Clock;
  readonly inventory: Pick<FleetInventory, 'query' | 'goldenImages'>;
}): FleetVocabularySource => {
  const kept = new Map<OrgId, Kept>();
  const ask = async (org: OrgId): Promise<FleetVocabulary> => {
    const [goldenImages, ...found] = await Promise.all([
      inventory.goldenImages(org),
      ...Environment.options.map((environment) => inventory.query(org, { environment })),
    ]);
    return fleetVocabularyOf(found.flat(), goldenImages);
  };
  return {
    of: (org) => {
      const standing = kept.get(org);
      if (standing !== undefined && clock.now() < standing.until) return standing.vocabulary;
      const vocabulary = ask(org);
      kept.delete(org);
      kept.set(org, { until: clock.now() + keptFor, vocabulary });
      vocabulary.catch(() => {
        if (kept.get(org)?.vocabulary === vocabulary) kept.delete(org);
      });
      const [oldest] = kept.keys();
      if (kept.size > mostOrgs && oldest !== undefined) kept.delete(oldest);
      return vocabulary;
    },
  };
};
