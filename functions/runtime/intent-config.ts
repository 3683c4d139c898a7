import * as z from 'zod';
import { IntentSettings } from '../domain/fleet/intent-settings.ts';
import { settingFaults } from './notification-config.ts';

const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};

/** The text of INTENT_SETTINGS: the group `intent` of the configuration file, as JSON. */
export const IntentText = z.string('is missing').superRefine((json, context) => {
  const value = parseJson(json);
  if (value === undefined) {
    context.addIssue('is not valid JSON');
    return;
  }
  const { error } = IntentSettings.safeParse(value);
  for (const { path, reason } of error ? settingFaults(error) : []) {
    context.addIssue(`${path.length === 0 ? 'the whole' : path.map(String).join('.')} ${reason}`);
  }
});

/** What a text that `IntentText` takes says. */
export const readIntentSettings = (json: string): IntentSettings =>
  IntentSettings.parse(JSON.parse(json));
