import { existsSync } from 'node:fs';

/*
 * Loaded into a process of the product before anything else: while the file is there, the simulated
 * fleet answers no question about its assets.
 */
const file = process.env['FLEET_AWAY_WHILE'] ?? '';
const ask = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const isQuery = /\/_local\/fleet\/[^/]+\/query$/u.test(String(input));
  return isQuery && existsSync(file)
    ? Promise.reject(new TypeError('The fleet is away'))
    : ask(input, init);
};
