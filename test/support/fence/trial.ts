import type { ExecutionStores } from '../world/execution-stores.ts';
import { seededRandom } from '../crash/random.ts';
import type { Random } from '../crash/random.ts';
import { Crash, openFenceWorld, patiently } from './fence-world.ts';
import type { FenceWorld } from './fence-world.ts';
import type { RunningClock } from '../world/running-clock.ts';
import { fleetFaults } from './unreliable-agent.ts';
import type { FleetFault } from './unreliable-agent.ts';

export const words = ['pause', 'cancel', 'cancel with rollback', 'pause of a rollback'] as const;
export type Word = (typeof words)[number];

export interface TrialResult {
  readonly seed: number;
  readonly word: Word;
  readonly fault: FleetFault;
  /** The place of the call that the word was aimed at; null where the batches ended before. */
  readonly place: string | null;
  /** Actions that began before the answer and after it, by the fleet's own log. */
  readonly before: number;
  readonly after: number;
  readonly inFlight: number;
  /** What does not hold, in words. */
  readonly faults: readonly string[];
}

type Say = () => Promise<void>;

interface Aim {
  /** Counts calls; the word is said at the chosen one, and the step there may be held up or die. */
  readonly watch: (place: string) => Promise<void>;
  readonly say: { now: Say };
  place: string | null;
  isArmed: boolean;
}

const mostCalls = 120;

const aimAt = (random: Random, clock: RunningClock): Aim => {
  const target = Math.floor(random.fraction() * mostCalls);
  const delay = random.chance(0.5) ? 0 : random.fraction() ** 2 * 8_000;
  const crashes = random.chance(0.25);
  let calls = 0;
  const aim: Aim = {
    say: { now: () => Promise.resolve() },
    place: null,
    isArmed: false,
    watch: async (place) => {
      if (!aim.isArmed || aim.place !== null) return;
      calls += 1;
      if (calls <= target) return;
      aim.place = place;
      void aim.say.now();
      if (delay > 0) await clock.sleep(delay);
      if (crashes) throw new Crash('The function died');
    },
  };
  return aim;
};

const timeoutMilliseconds = 1_500;

/** A step as the machine runs it: again when it fails, and again beside a first one that hangs. */
const runStep = async <Result>(
  world: FenceWorld,
  strays: Promise<unknown>[],
  step: () => Promise<Result>,
): Promise<Result> => {
  const first = patiently(world.clock, step);
  first.catch(() => undefined);
  strays.push(first);
  const late = world.clock.sleep(timeoutMilliseconds).then(() => 'late' as const);
  const result = await Promise.race([first, late]);
  return result === 'late' ? patiently(world.clock, step) : result;
};

const untilFinished = async (
  world: FenceWorld,
  begun: { readonly outcome: string; readonly wait_seconds: number },
  check: () => Promise<{ readonly outcome: string; readonly wait_seconds: number }>,
): Promise<void> => {
  let state = begun;
  while (state.outcome === 'begun' || state.outcome === 'in_progress') {
    await world.clock.sleep(state.wait_seconds * 1_000);
    state = await patiently(world.clock, check);
  }
};

type Steps = FenceWorld['calm'];

/** Every batch of the phase, as the machine runs them: admitted again while something is to begin. */
const rollOut = async (world: FenceWorld, steps: Steps): Promise<void> => {
  const strays: Promise<unknown>[] = [];
  const { epoch, batches } = await patiently(world.clock, () => steps.admitPhase(world.at));
  if (batches.length === 0) return;
  await Promise.all(
    batches.map(async ({ batch }) => {
      const which = { ...world.at, batch };
      const begin = () => steps.beginBatch({ ...which, epoch });
      const begun = await runStep(world, strays, begin);
      await untilFinished(world, begun, () => steps.checkBatch(which));
    }),
  );
  await Promise.allSettled(strays);
  await rollOut(world, steps);
};

/** Takes back what is touched, until nothing is left to list or a pause holds it. */
const rollBack = async (world: FenceWorld, steps: Steps): Promise<string> => {
  for (;;) {
    const strays: Promise<unknown>[] = [];
    const listed = await patiently(world.clock, () => steps.listTouched(world.ref));
    if (listed.outcome === 'settling') {
      await world.clock.sleep(listed.wait_seconds * 1_000);
      continue;
    }
    if (listed.outcome === 'held' || listed.batches.length === 0) return listed.outcome;
    for (const batch of listed.batches) {
      const which = { ...world.at, ...batch };
      const begun = await runStep(world, strays, () => steps.beginUndo(which));
      await untilFinished(world, begun, () => steps.checkUndo(which));
    }
    await Promise.allSettled(strays);
  }
};

const speak = (world: FenceWorld, word: Word) => {
  if (word === 'pause' || word === 'pause of a rollback') return world.calm.pause(world.operator);
  return world.calm.cancel({ ...world.operator, rollback: word === 'cancel with rollback' });
};

interface Answer {
  readonly at: number;
  readonly inFlight: readonly string[];
}

/** What the fleet's log and the ledger say against the answer. */
const faultsOf = async (world: FenceWorld, word: Word, answer: Answer) => {
  const kind = word === 'pause of a rollback' ? 'undo' : 'apply';
  const own = (await world.log()).filter((entry) => entry.kind === kind);
  const after = own.filter((entry) => entry.started_at > answer.at);
  const before = own.filter((entry) => entry.started_at <= answer.at);
  const unnamed = before.filter(
    (entry) => entry.ready_at > answer.at && !answer.inFlight.includes(entry.asset_id),
  );
  const lines = await world.lines();
  const open = lines.filter((line) => line.status === 'running');
  const begun = new Set(own.map((entry) => entry.asset_id));
  const counted = kind === 'apply' ? 'applies' : 'undos';
  const astray = lines.filter((line) => line[counted] !== (begun.has(line.asset_id) ? 1 : 0));
  return {
    before: before.length,
    after: after.length,
    faults: [
      ...after.map((entry) => `${entry.asset_id} began ${entry.started_at - answer.at} ms after`),
      ...unnamed.map((entry) => `${entry.asset_id} was in flight and is not named`),
      ...(begun.size === own.length ? [] : ['An asset was acted on twice']),
      ...open.map((line) => `${line.asset_id} is still running`),
      ...astray.map((line) => `${line.asset_id} is noted otherwise than it was done`),
    ],
  };
};

const isCancel = (word: Word): boolean => word === 'cancel' || word === 'cancel with rollback';

/** Brings a cancelled rollout to its end, as its machines do. */
const endCancelled = async (world: FenceWorld): Promise<void> => {
  const { clock, calm, ref } = world;
  const finish = () => calm.finishRollout({ ...ref, failure: null });
  const { outcome } = await patiently(clock, finish);
  if (outcome === 'finished') return;
  await rollBack(world, calm);
  await patiently(clock, () => calm.finishRollback(ref));
};

/** Brings a paused rollout or rollback to its end, after a resume. */
const resume = async (world: FenceWorld, word: Word): Promise<void> => {
  await world.calm.resume(world.operator);
  await (word === 'pause' ? rollOut(world, world.calm) : rollBack(world, world.calm));
};

/** What is wrong with an end at which each asset should have been acted on once. */
const endFaults = async (world: FenceWorld, word: Word): Promise<readonly string[]> => {
  const log = (await world.log()).map((entry) => `${entry.kind} ${entry.asset_id}`);
  const lines = await world.lines();
  const changed = lines.filter((line) => line.status === 'completed').length;
  const wanted = word === 'pause' ? lines.length : word === 'cancel' ? changed : 0;
  const status = (await world.execution())?.status;
  return [
    ...(new Set(log).size === log.length ? [] : ['An asset was acted on twice in the end']),
    ...(changed === wanted ? [] : [`${changed} assets are changed in the end, not ${wanted}`]),
    ...(isCancel(word) && status !== 'cancelled' ? [`It ended ${status ?? 'nowhere'}`] : []),
  ];
};

/** One word aimed at one call of a begin, while fleet and store fail as the seed says. */
export const runTrial = async (
  { table, clock }: { readonly table: ExecutionStores; readonly clock: RunningClock },
  seed: number,
): Promise<TrialResult> => {
  const random = seededRandom(seed);
  const word = words[seed % words.length] ?? 'pause';
  const fault = fleetFaults[Math.floor(seed / words.length) % fleetFaults.length] ?? 'healthy';
  const share = random.fraction();
  const store = random.chance(0.3) ? 0.05 : 0;
  const aim = aimAt(random, clock);
  const weather = { isBad: false };
  const world = await openFenceWorld({
    ...{ table, clock, random, watch: aim.watch },
    fault: () => (weather.isBad && random.chance(share) ? fault : 'healthy'),
    storeFaults: () => (weather.isBad ? store : 0),
  });
  await world.calm.prepareRollout(world.ref);
  if (word === 'pause of a rollback') {
    await rollOut(world, world.calm);
    const failure = { error: 'HealthCheckFailed', cause: '' };
    await world.calm.finishRollout({ ...world.ref, failure });
  }

  const answered = new Promise<Answer>((resolve, reject) => {
    aim.say.now = async () => {
      aim.say.now = () => Promise.resolve();
      await speak(world, word).then(
        ({ in_flight: inFlight }) => resolve({ at: clock.now(), inFlight }),
        reject,
      );
    };
  });
  answered.catch(() => undefined);
  Object.assign(aim, { isArmed: true });
  weather.isBad = true;
  const begins = word === 'pause of a rollback' ? rollBack : rollOut;
  const running = begins(world, world.stepping);
  running.catch(() => undefined);
  // The fleet comes back some time after, as it does when people have long been answered.
  void clock.sleep(4_000 + random.fraction() * 6_000).then(() => (weather.isBad = false));
  await running;
  await aim.say.now();
  const answer = await answered;
  await world.agent.quiet();
  weather.isBad = false;

  if (isCancel(word)) await endCancelled(world);
  const found = await faultsOf(world, word, answer);
  const goesOn = seed % 8 < words.length;
  if (!isCancel(word) && goesOn) await resume(world, word);
  const later = isCancel(word) || goesOn ? await endFaults(world, word) : [];
  return {
    ...{ seed, word, fault, place: aim.place },
    ...{ before: found.before, after: found.after, inFlight: answer.inFlight.length },
    faults: [...found.faults, ...later],
  };
};
