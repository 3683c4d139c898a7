import { fleetWordsOf } from '../../domain/fleet/fleet-words.ts';
import { readEnvironment } from '../environment.ts';
import { readIntentSettings } from '../intent-config.ts';
import { lazy } from '../lazy.ts';

/** What words mean in this deployment, for requests as for the tags of its fleet. */
export const fleetWords = /* @__PURE__ */ lazy(() =>
  fleetWordsOf(readIntentSettings(readEnvironment('INTENT_SETTINGS').INTENT_SETTINGS)),
);
