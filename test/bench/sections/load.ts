import { newFolder } from '../folders.ts';
import { connect } from '../http.ts';
import type { Caller } from '../http.ts';
import { countOf, failuresOf, statusesOf, submitFrom } from '../load/clients.ts';
import type { Tally } from '../load/clients.ts';
import { controlUntil, endOfRollout, startRollout } from '../load/rollouts.ts';
import type { Control } from '../load/rollouts.ts';
import { inParallel, median, pause, quantile, sampleMilliseconds } from '../measure.ts';
import { startProduct } from '../product.ts';
import { atMost, forInformation, milliseconds, times } from '../report.ts';
import type { Row, Section } from '../report.ts';
import { submission, submit } from '../submission.ts';

const warmUps = 50;
const rateMilliseconds = 10_000;
const clients = 10;
const rollouts = 50;
const crowd = 200;
const crowdMilliseconds = 30_000;

const count = (value: number): string => String(value);
const perSecond = (tally: Tally, span: number): number => countOf(tally, 200, 202) / (span / 1_000);
const rate = (value: number): string => `${value.toFixed(1)} /s`;

const submitAs = (caller: Caller, orgs: number, number: number): Promise<Tally> =>
  submitFrom({
    caller,
    clients: number,
    milliseconds: rateMilliseconds,
    bodyOf: (client) => ({ ...submission, org_id: `load-${client % orgs}` }),
  });

/** Accepted tasks that never reach a plan, or that can't be found. */
const lostOf = async (caller: Caller, ids: readonly string[]): Promise<number> => {
  const until = performance.now() + 180_000;
  const open = new Set(ids);
  while (open.size > 0 && performance.now() < until) {
    await inParallel([...open], 8, async (id) => {
      const reply = await caller.attempt('GET', `/api/v1/ai/tasks/${id}`);
      if (reply.status !== 200) return;
      if ((JSON.parse(reply.text) as { status: string }).status !== 'planning') open.delete(id);
    });
    if (open.size > 0) await pause(500);
  }
  return open.size;
};

const none = (what: string, value: number): Row =>
  atMost({ what, value, limit: 0, format: count, ratio: '' });

const rates = async (caller: Caller): Promise<readonly Row[]> => {
  const alone = await submitAs(caller, 1, 1);
  const one = await submitAs(caller, 1, clients);
  const ten = await submitAs(caller, 10, clients);
  const baseline = perSecond(alone, rateMilliseconds);
  const accepted = [...alone.accepted, ...one.accepted, ...ten.accepted];
  return [
    forInformation('submissions, one client', rate(baseline), '1×'),
    forInformation(
      `submissions, ${clients} clients in one org`,
      rate(perSecond(one, rateMilliseconds)),
      times(perSecond(one, rateMilliseconds), baseline, 'one client'),
    ),
    forInformation(
      `submissions, ${clients} clients in ten orgs`,
      rate(perSecond(ten, rateMilliseconds)),
      times(perSecond(ten, rateMilliseconds), perSecond(one, rateMilliseconds), 'one org'),
    ),
    none('errors of these', failuresOf(alone) + failuresOf(one) + failuresOf(ten)),
    none('accepted tasks of these that were lost', await lostOf(caller, accepted)),
  ];
};

const rolloutsAtOnce = async (caller: Caller): Promise<readonly Row[]> => {
  const run = async (org: string): Promise<{ status: string; milliseconds: number }> => {
    const from = performance.now();
    const status = await endOfRollout(caller, await startRollout(caller, org));
    return { status, milliseconds: performance.now() - from };
  };
  const alone = await run('rollout-alone');
  const all = await Promise.all(
    Array.from({ length: rollouts }, (_, number) => run(`rollout-${number}`)),
  );
  const slowest = Math.max(...all.map((one) => one.milliseconds));
  return [
    forInformation('a rollout of 8 assets alone', milliseconds(alone.milliseconds), '1×'),
    forInformation(
      `the slowest of ${rollouts} at once`,
      milliseconds(slowest),
      times(slowest, alone.milliseconds, 'alone'),
    ),
    none('of these not completed', all.filter(({ status }) => status !== 'completed').length),
  ];
};

/** Controls that got neither 202 nor the answer that the state forbids it. */
const unanswered = (controls: readonly Control[]): number =>
  controls.filter(({ status }) => status !== 202 && status !== 409).length;

const controlsBeside = async (caller: Caller): Promise<readonly Row[]> => {
  const org = 'crowded';
  const quiet = await controlUntil(
    caller,
    await startRollout(caller, org),
    performance.now() + 3_000,
  );
  const execution = await startRollout(caller, org);
  const until = performance.now() + crowdMilliseconds;
  const [tally, busy] = await Promise.all([
    submitFrom({
      caller,
      clients: crowd,
      milliseconds: crowdMilliseconds,
      bodyOf: () => ({ ...submission, org_id: org }),
    }),
    controlUntil(caller, execution, until - 2_000),
  ]);
  const ending = await endOfRollout(caller, execution);
  const quietMedian = median(quiet.map((one) => one.milliseconds));
  const busyTimes = busy.map((one) => one.milliseconds);
  return [
    forInformation(
      `submissions of ${crowd} clients in one org, accepted`,
      count(countOf(tally, 200, 202)),
    ),
    forInformation('of these put off by 429 with Retry-After', count(countOf(tally, 429))),
    none('of these 5xx or without an answer', failuresOf(tally)),
    forInformation('of these by status (0: no answer)', statusesOf(tally)),
    forInformation('a control in quiet', milliseconds(quietMedian), '1×'),
    forInformation(
      `${busy.length} controls beside them, median`,
      milliseconds(median(busyTimes)),
      times(median(busyTimes), quietMedian, 'quiet'),
    ),
    forInformation(
      'controls beside them, slowest',
      milliseconds(quantile(busyTimes, 1)),
      times(quantile(busyTimes, 1), quietMedian, 'quiet'),
    ),
    none('controls without 202 or 409', unanswered(busy) + unanswered(quiet)),
    none('cancelled rollouts that ended otherwise', ending === 'cancelled' ? 0 : 1),
    none('accepted tasks that were lost', await lostOf(caller, tally.accepted)),
  ];
};

export const loadSection: Section = {
  name: 'load',
  title: 'many at once: submissions, rollouts, and the controls beside them',
  measure: async () => {
    const product = await startProduct(newFolder());
    const caller = connect(product.url);
    try {
      await sampleMilliseconds(warmUps, () => submit(caller));
      return [
        ...(await rates(caller)),
        ...(await rolloutsAtOnce(caller)),
        ...(await controlsBeside(caller)),
      ];
    } finally {
      caller.close();
      await product.stop();
    }
  },
};
