import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fleetNames } from '../../../../functions/runtime/environment.ts';
import { welcome } from '../../../../infra/local/cli/welcome.ts';
import { localFleetNames, localFleets } from '../../../../infra/local/settings/local-fleets.ts';
import type { LocalFleet } from '../../../../infra/local/settings/local-fleets.ts';
import { readSettings } from '../../../../infra/local/settings/settings.ts';

const root = join(import.meta.dirname, 'no-such-folder');
const agent = { assetCount: 7, unmanaged: [] };

const settingsWith = (fleet: LocalFleet) =>
  readSettings(
    { FLEET: fleet, ...(localFleets[fleet].readsFile && { FLEET_FILE: 'instances.json' }) },
    root,
  );

const greetingOf = (fleet: LocalFleet): string =>
  welcome({ url: 'http://127.0.0.1:8083', settings: settingsWith(fleet), fleet: agent });

describe.each(localFleetNames)('the fleet %s of the local target', (name) => {
  it('can be chosen by its name, and is one that the functions have', () => {
    expect(settingsWith(name).fleet).toBe(name);
    expect(fleetNames).toContain(localFleets[name].functions);
  });

  it('is told at the start in its own words', () => {
    const { fleetFile } = settingsWith(name);
    const own = localFleets[name].told({ fleetFile, agent });

    expect(own[0]).toMatch(/^Fleet: \S/);
    expect(greetingOf(name)).toContain(`\n${own.join('\n')}\n`);
  });

  it('is called what no other fleet is called', () => {
    const calledOf = (fleet: LocalFleet) =>
      localFleets[fleet].told({ fleetFile: 'instances.json', agent })[0];
    const others = localFleetNames.filter((other) => other !== name);

    expect(others.map(calledOf)).not.toContain(calledOf(name));
  });
});

describe('a fleet file', () => {
  it('is named by the fleet that is read from it', () => {
    expect(greetingOf('file')).toMatch(/^Fleet: .*instances\.json; actions on it are simulated/m);
  });

  const without = localFleetNames.filter((name) => !localFleets[name].readsFile);
  it.each(without)('is refused beside the fleet %s, which is not read from it', (fleet) => {
    expect(() => readSettings({ FLEET: fleet, FLEET_FILE: 'x.json' }, root)).toThrow(
      `FLEET is ${fleet} and FLEET_FILE names another fleet`,
    );
  });
});
