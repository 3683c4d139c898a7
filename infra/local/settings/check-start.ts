import { resolve } from 'node:path';
import { fleetWordsOf } from '../../../functions/domain/fleet/fleet-words.ts';
import { dataFolderFault, fleetFileFault, policyFolderFault, portFault } from './check-places.ts';
import type { LocalVariables } from './local-variables.ts';
import { checkSettings, SettingsFault } from './settings.ts';
import type { CheckedSettings, EnvironmentVariables, LocalSettings } from './settings.ts';

type Given = Partial<LocalVariables>;

const fleetFault = ({ values, intent }: CheckedSettings): string | null =>
  values.FLEET_FILE === undefined
    ? null
    : fleetFileFault({
        fleetFile: values.FLEET_FILE,
        ssmFile: values.SSM_FILE,
        goldenImages: values.GOLDEN_IMAGES,
        words: fleetWordsOf(intent),
      });

const folderFaults = (values: Given): readonly string[] => {
  const data = values.DATA_DIR === undefined ? null : dataFolderFault(resolve(values.DATA_DIR));
  const policies =
    values.POLICY_DIR === undefined || values.OPA_URL !== undefined
      ? null
      : policyFolderFault(resolve(values.POLICY_DIR));
  return [
    ...(data === null ? [] : [`DATA_DIR ${data}; for example DATA_DIR=.data`]),
    ...(policies === null
      ? []
      : [`POLICY_DIR ${policies}; for example POLICY_DIR=policies/bundle`]),
  ];
};

const placeFaults = async (checked: CheckedSettings): Promise<readonly string[]> => {
  const { values } = checked;
  const { HOST: host, PORT: port } = values;
  const listening =
    host === undefined || port === undefined ? null : await portFault({ host, port });
  return [
    ...folderFaults(values),
    ...[fleetFault(checked), listening].filter((one) => one !== null),
  ];
};

/**
 * The settings of a start, when everything that it needs is there: variables, configuration file,
 * fleet files, folders and port. Nothing is kept and nothing listens afterwards.
 * @throws SettingsFault with all the faults at once.
 */
export const checkStart = async (
  environment: EnvironmentVariables,
  root: string,
): Promise<{ readonly settings: LocalSettings; readonly warnings: readonly string[] }> => {
  const checked = checkSettings(environment, root);
  const faults = [...checked.faults, ...(await placeFaults(checked))];
  if (checked.settings === null || faults.length > 0) throw new SettingsFault(faults);
  return { settings: checked.settings, warnings: checked.warnings };
};
