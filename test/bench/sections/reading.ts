import { join } from 'node:path';
import { casual } from 'chrono-node';
import { build } from 'esbuild';
import type { readIntent } from '../../support/planning/intent.ts';
import { kindsOfText, textOf } from '../../support/planning/long-texts.ts';
import { readCorpus } from '../../intent/corpus.ts';
import { newFolder } from '../folders.ts';
import { median, sampleMilliseconds } from '../measure.ts';
import { atMost, forInformation, milliseconds, times } from '../report.ts';
import type { Section } from '../report.ts';

const warmUps = 500;
/** Each third request of the corpus: of all kinds, since they stand in the order of their kinds. */
const stride = 3;
const repeats = 7;
const longest = 4_000;
const short = 500;
/** As much as the engine gives to the calendar library at most. */
const passageLength = 600;

/** The engine as `npm start` bundles it: what runs TypeScript unbundled names each closure anew. */
const loadReader = async (): Promise<typeof readIntent> => {
  const outfile = join(newFolder(), 'reading.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, '../../support/planning/intent.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: {
      js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return ((await import(outfile)) as { readonly readIntent: typeof readIntent }).readIntent;
};

/** Milliseconds of one request, the median of some readings of it. */
const timeOf = async (read: typeof readIntent, intent: string): Promise<number> =>
  median(await sampleMilliseconds(repeats, () => Promise.resolve(read({ intent }))));

export const readingSection: Section = {
  name: 'reading',
  title: 'a request read by rules and the trained model, over the demo’s fleet',
  measure: async () => {
    const read = await loadReader();
    const requests = readCorpus()
      .map(({ request }) => request)
      .filter((_request, index) => index % stride === 0);
    const each = (work: (intent: string) => unknown): Promise<readonly number[]> =>
      sampleMilliseconds(requests.length, (index) => Promise.resolve(work(requests[index] ?? '')));
    for (const intent of requests.slice(0, warmUps)) read({ intent });
    const now = new Date();
    const passage = textOf('prose', passageLength);
    const calendar = median(await each(() => casual.parse(passage, now)));
    const value = median(await each((intent) => read({ intent })));
    const rows = [
      forInformation(
        `the calendar library alone, ${passageLength} characters, median`,
        milliseconds(calendar),
        '1×',
      ),
      atMost({
        what: `one request, median of ${requests.length}`,
        value,
        limit: 3,
        format: milliseconds,
        ratio: times(value, calendar, 'calendar'),
      }),
    ];
    let slowest = { kind: '', whole: 0, part: 1 };
    for (const kind of kindsOfText) {
      const part = await timeOf(read, textOf(kind, short));
      const whole = await timeOf(read, textOf(kind, longest));
      if (whole > slowest.whole) slowest = { kind, whole, part };
    }
    return [
      ...rows,
      atMost({
        what: `${longest} characters, the slowest of ${kindsOfText.length} kinds: ${slowest.kind}`,
        value: slowest.whole,
        limit: 15,
        format: milliseconds,
        ratio: times(slowest.whole, slowest.part, `its ${short} characters`),
      }),
    ];
  },
};
