import { search } from '../support/fence/search.ts';

/*
 * npm run fence:search -- [trials] [first seed]
 * Words of operators aimed at the beginning of batches, while fleet, store and functions fail.
 */
const [trials = '2400', firstSeed = '1'] = process.argv.slice(2);
const begun = performance.now();
const results = await search({
  trials: Number(trials),
  firstSeed: Number(firstSeed),
  onResult: (result, done) => {
    for (const fault of result.faults) {
      const { seed, word, fault: weather, place } = result;
      console.log(`seed ${seed}: ${word}, fleet ${weather}, at ${place ?? 'the end'}: ${fault}`);
    }
    if (done % 50 === 0) console.log(`${done} acknowledged`);
  },
});
const sum = (count: (result: (typeof results)[number]) => number): number =>
  results.reduce((total, result) => total + count(result), 0);
const tally = (name: (result: (typeof results)[number]) => string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const result of results) counts[name(result)] = (counts[name(result)] ?? 0) + 1;
  return counts;
};
console.log({
  acknowledged: results.length,
  aimed_at_a_call: sum(({ place }) => (place === null ? 0 : 1)),
  begun_before: sum(({ before }) => before),
  begun_after: sum(({ after }) => after),
  named_in_flight: sum(({ inFlight }) => inFlight),
  words: tally(({ word }) => word),
  fleets: tally(({ fault }) => fault),
  places: tally(({ place }) => place ?? 'the end'),
  seconds: Math.round((performance.now() - begun) / 1_000),
});
const faults = results.filter((result) => result.faults.length > 0);
console.log(faults.length === 0 ? 'The fence holds.' : `${faults.length} trials with faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;
