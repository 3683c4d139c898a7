import { parseDocument } from 'yaml';
import * as z from 'zod';
import { NotificationConfig, parseConfig } from './notification-config.ts';

const ConfigurationFile = z.strictObject({
  notification: NotificationConfig.default(NotificationConfig.parse({})),
});

/**
 * The notification settings of a configuration file's YAML text. `JSON.stringify` of it is what
 * NOTIFICATION_CONFIG carries to the functions.
 * @throws Error that names the line of a fault, or each unknown or wrong member; never a value.
 */
export const parseNotificationConfig = (yamlText: string): NotificationConfig => {
  const document = parseDocument(yamlText, { prettyErrors: false });
  const fault = document.errors[0];
  if (fault) {
    const line = yamlText.slice(0, fault.pos[0]).split('\n').length;
    throw new Error(`Configuration file, line ${line}: ${fault.code}`);
  }
  return parseConfig(ConfigurationFile, document.toJS() ?? {}).notification;
};
