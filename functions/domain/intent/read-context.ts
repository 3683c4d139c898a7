import type { FleetVocabulary } from '../fleet/fleet-vocabulary.ts';
import type { FleetWords } from '../fleet/fleet-words.ts';
import type { Environment } from '../shared/environment.ts';
import type { Timestamp } from '../shared/ids.ts';

/** What a request is read against. */
export interface ReadContext {
  /** Words for environments, roles, platforms and regions, with the org's own. */
  readonly words: FleetWords;
  /** The names of the fleet. */
  readonly fleet: FleetVocabulary;
  readonly now: Timestamp;
  /** IANA name of the zone that times are meant in where they name none. */
  readonly timeZone: string;
}

/** Why words can't be read; `from` and `to` name them by their tokens. */
export interface Doubt {
  readonly from: number;
  readonly to: number;
  /** Goes on from the quoted words: `is no environment of this fleet`. */
  readonly reason: string;
  /** Whether it stands where an asset is called by its name. */
  readonly names?: boolean;
  /** What could stand in place of the words, the likeliest first. */
  readonly instead?: readonly string[];
}

/** An environment that words name: `place` where the change goes, `excluded` where it must not. */
export interface NamedEnvironment {
  readonly environment: Environment;
  readonly as: 'place' | 'excluded';
}
