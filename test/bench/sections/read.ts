import { connect } from '../http.ts';
import { median, quantile, sampleMilliseconds } from '../measure.ts';
import { startProduct } from '../product.ts';
import { atMost, forInformation, milliseconds, times } from '../report.ts';
import type { Section } from '../report.ts';
import { seededFolder, seededTasks } from '../seeded-folder.ts';

const warmUps = 300;
const reads = 1_000;
/** Coprime with the number of tasks, so that the reads wander over all of them. */
const stride = 7_919;

/** Median times of the first and the second page of the list of tasks. */
const listTimes = async ({ call }: ReturnType<typeof connect>): Promise<[number, number]> => {
  const path = '/api/v1/ai/tasks?limit=20';
  const { text } = await call('GET', path);
  const { next_cursor: cursor } = JSON.parse(text) as { next_cursor?: string };
  if (!cursor) throw new Error('The list of tasks has no second page');
  const second = `${path}&cursor=${encodeURIComponent(cursor)}`;
  return [
    median(await sampleMilliseconds(50, () => call('GET', path))),
    median(await sampleMilliseconds(50, () => call('GET', second))),
  ];
};

export const readSection: Section = {
  name: 'read',
  title: `GET /tasks/{id} with ${seededTasks} tasks stored, each with its plan and gate`,
  measure: async () => {
    const { folder, taskIds } = await seededFolder();
    const product = await startProduct(folder);
    const caller = connect(product.url);
    const health = () => caller.call('GET', '/health');
    const read = (index: number) =>
      caller.call('GET', `/api/v1/ai/tasks/${taskIds[(index * stride) % taskIds.length] ?? ''}`);
    try {
      await sampleMilliseconds(warmUps, read);
      await sampleMilliseconds(warmUps, health);
      const bare = await sampleMilliseconds(reads, health);
      const samples = await sampleMilliseconds(reads, (index) => read(index + warmUps));
      const [bareMedian, bareP99] = [median(bare), quantile(bare, 0.99)];
      const [value, p99] = [median(samples), quantile(samples, 0.99)];
      const [list, page] = await listTimes(caller);
      return [
        forInformation('bare round trip, GET /health, median', milliseconds(bareMedian), '1×'),
        forInformation('bare round trip, p99', milliseconds(bareP99), '1×'),
        atMost({
          what: `one task, median of ${reads}`,
          value,
          limit: 5,
          format: milliseconds,
          ratio: times(value, bareMedian, 'bare'),
        }),
        atMost({
          what: 'one task, p99',
          value: p99,
          limit: 25,
          format: milliseconds,
          ratio: times(p99, bareP99, 'bare'),
        }),
        forInformation('newest 20 tasks, median', milliseconds(list), times(list, value, 'task')),
        forInformation('next 20 tasks, median', milliseconds(page), times(page, value, 'task')),
      ];
    } finally {
      caller.close();
      await product.stop();
    }
  },
};
