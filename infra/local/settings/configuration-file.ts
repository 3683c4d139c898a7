import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LineCounter, isMap, isScalar, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import * as z from 'zod';
import {
  NotificationConfig,
  settingFaults,
} from '../../../functions/runtime/notification-config.ts';
import type { SettingFault } from '../../../functions/runtime/notification-config.ts';
import { IntentSettings } from '../../../functions/domain/fleet/intent-settings.ts';
import { approverList } from '../../../functions/runtime/value-schemas.ts';
import { tagKeyTable } from '../../../functions/domain/fleet/word-tables.ts';
import { fileFault } from './file-fault.ts';
import { nearName } from './near-names.ts';

/** The deployment's settings in YAML; a member that is not known is refused by its path. */
const ConfigurationFile = z.strictObject(
  {
    notification: NotificationConfig.optional(),
    approvers: approverList.optional(),
    intent: IntentSettings.optional(),
  },
  'must be a group of settings',
);

export interface Configuration {
  /** As it was written, without defaults: what NOTIFICATION_CONFIG carries. */
  readonly notification: Readonly<Record<string, unknown>> | null;
  /** As `APPROVERS` has them; null when the file names none. */
  readonly approvers: string | null;
  /** What the org calls things; null when the file doesn't say. */
  readonly intent: IntentSettings | null;
}

export interface ReadConfiguration {
  readonly configuration: Configuration;
  /** In sentences with file, line and column; never a value, which may be a secret. */
  readonly faults: readonly string[];
}

const nothing: Configuration = { notification: null, approvers: null, intent: null };

const knownMembers: readonly string[] = [
  ...Object.keys(ConfigurationFile.shape),
  ...Object.keys(NotificationConfig.unwrap().shape),
  ...Object.keys(IntentSettings.unwrap().shape),
  ...Object.keys(tagKeyTable),
];

const hintOf = ({ path, reason }: SettingFault): string => {
  if (reason !== 'is not a known setting') return '';
  const near = nearName(String(path.at(-1)), knownMembers);
  return near === null ? '' : `; did you mean ${near}?`;
};

/** Where the deepest node of the path begins; a member's key where the member itself is meant. */
const offsetOf = (document: Document, path: readonly PropertyKey[]): number => {
  for (let length = path.length; length > 0; length -= 1) {
    const parent =
      length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && key.value === last)
      : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, length), true);
    if (isScalar(node) || isMap(node)) {
      if (node.range) return node.range[0];
    }
  }
  return 0;
};

const textOf = (bytes: Buffer): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

const asText = (approvers: readonly { id: string; email: string }[]): string =>
  approvers.map(({ id, email }) => `${id}=${email}`).join(',');

const yamlFault = (code: string): string =>
  code === 'DUPLICATE_KEY'
    ? 'the same setting stands there twice'
    : code === 'MULTIPLE_DOCS'
      ? 'a second document begins; the file is one'
      : `is not YAML (${code.toLowerCase().replaceAll('_', ' ')})`;

/** Settings and faults of a YAML text. */
export const readConfigurationText = (text: string, file: string): ReadConfiguration => {
  const counter = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, lineCounter: counter });
  const at = (offset: number): string => {
    const { line, col } = counter.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const refused = (faults: readonly string[]): ReadConfiguration => ({
    configuration: nothing,
    faults,
  });
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0) {
    return refused(broken.map(({ code, pos }) => `${at(pos[0])} ${yamlFault(code)}`));
  }
  let value: unknown;
  try {
    value = document.toJS() ?? {};
  } catch {
    return refused([`${file} refers to its own parts too often`]);
  }
  const parsed = ConfigurationFile.safeParse(value);
  if (!parsed.success) {
    return refused(
      settingFaults(parsed.error).map(
        (fault) =>
          `${at(offsetOf(document, fault.path))} ${fault.path.map(String).join('.')} ${fault.reason}${hintOf(fault)}`,
      ),
    );
  }
  const { notification, approvers, intent = null } = parsed.data;
  const written = (value as { notification?: Record<string, unknown> }).notification;
  return {
    configuration: {
      notification: notification === undefined ? null : (written ?? null),
      approvers: approvers === undefined || approvers.length === 0 ? null : asText(approvers),
      intent,
    },
    faults: [],
  };
};

/** The settings of the configuration file: the one that is named, else `orchestrator.yaml` if there is one. */
export const readConfigurationFile = (
  named: string | undefined,
  root: string,
): ReadConfiguration => {
  const file = resolve(root, named ?? 'orchestrator.yaml');
  if (named === undefined && !existsSync(file)) return { configuration: nothing, faults: [] };
  try {
    const text = textOf(readFileSync(file));
    return text === null
      ? { configuration: nothing, faults: [`${file} is not UTF-8 text`] }
      : readConfigurationText(text, file);
  } catch (error) {
    const fault = fileFault(error);
    if (fault === null) throw error;
    return { configuration: nothing, faults: [`${file} ${fault}`] };
  }
};
