import { newFolder } from '../folders.ts';
import { connect } from '../http.ts';
import { median, quantile, sampleMilliseconds } from '../measure.ts';
import { startProduct } from '../product.ts';
import { atMost, forInformation, milliseconds, times } from '../report.ts';
import type { Section } from '../report.ts';
import { submit } from '../submission.ts';

/** Until the code that all of them run is compiled. */
const warmUps = 50;
const submissions = 40;
const roundTrips = 300;

export const submitSection: Section = {
  name: 'submit',
  title: 'from POST /execute to the planned task, deterministic planner, demo fleet',
  measure: async () => {
    const product = await startProduct(newFolder());
    const caller = connect(product.url);
    try {
      const health = () => caller.call('GET', '/health');
      const first = await sampleMilliseconds(1, () => submit(caller));
      await sampleMilliseconds(warmUps, () => submit(caller));
      await sampleMilliseconds(warmUps, health);
      const bare = median(await sampleMilliseconds(roundTrips, health));
      const planned = await sampleMilliseconds(submissions, () => submit(caller));
      const value = median(planned);
      const p95 = quantile(planned, 0.95);
      return [
        forInformation('bare round trip, GET /health', milliseconds(bare), '1×'),
        atMost({
          what: `submit to planned, median of ${submissions}`,
          value,
          limit: 150,
          format: milliseconds,
          ratio: times(value, bare, 'bare'),
        }),
        forInformation('submit to planned, p95', milliseconds(p95), times(p95, bare, 'bare')),
        forInformation(
          'first after the start',
          milliseconds(median(first)),
          times(median(first), value, 'median'),
        ),
      ];
    } finally {
      caller.close();
      await product.stop();
    }
  },
};
