import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import { describe, expect, it } from 'vitest';
import { openLocalDatabase } from '../support/local-database.ts';
import { allCases, clientOn, commonCases, describeContract } from './contract-suite.ts';
import type { Implementation } from './contract-suite.ts';
import { differencesOfDynalite, differencesOfMoto } from './differences.ts';

describeContract('the local DynamoDB', () => openLocalDatabase(), {
  cases: allCases,
  differences: new Map(),
});

const openDynalite = async (): Promise<Implementation> => {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = clientOn((server.address() as AddressInfo).port);
  const dispose = async (): Promise<void> => {
    client.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { client, dispose };
};

describeContract('dynalite', openDynalite, {
  cases: commonCases,
  differences: differencesOfDynalite,
});

describe.each([
  ['dynalite', differencesOfDynalite, commonCases],
  ['moto', differencesOfMoto, allCases],
])('the list of differences of %s', (_, differences, cases) => {
  it('names each a case of the contract that expects something else', () => {
    for (const [name, { outcome, why }] of differences) {
      const scenario = cases.find((candidate) => candidate.name === name);
      expect(scenario, name).toBeDefined();
      expect(outcome, name).not.toEqual(scenario?.expected);
      expect(why, name).not.toBe('');
    }
  });
});

describe('the cases', () => {
  it('have names of their own', () => {
    expect(new Set(allCases.map(({ name }) => name)).size).toBe(allCases.length);
  });
});
