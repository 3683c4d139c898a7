import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder with the state machines: found upwards from here, from source and from the bundle alike. */
export const projectRoot = (): string => {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'statemachines'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('There is no statemachines folder above this file');
    folder = parent;
  }
  return folder;
};
