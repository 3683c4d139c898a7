import { noModelReader } from '../../../functions/adapters/rules-planner/no-model-reader.ts';
import { someSettings } from '../builders/some-settings.ts';
import { join } from 'node:path';
import { makeDeterministicPlanner } from '../../../functions/adapters/rules-planner/planner.ts';
import { wasmPolicyEngineOf } from '../../../functions/adapters/opa/wasm-policy.ts';
import type {
  HeldAsset,
  Planner,
  RecentRuns,
  PolicyEngine,
} from '../../../functions/application/planning/planning-ports.ts';
import type { FleetVocabularySource } from '../../../functions/application/task/task-ports.ts';
import type { OrgSettings } from '../../../functions/application/settings/settings-ports.ts';
import { makeRunTool } from '../../../functions/application/planning/run-tool.ts';
import { makeScorePlan } from '../../../functions/application/planning/score-plan.ts';
import { makeSettleIntent } from '../../../functions/application/task/settle-intent.ts';
import { makeSubmitPlan } from '../../../functions/application/planning/submit-plan.ts';
import { makeThink } from '../../../functions/application/planning/think.ts';
import { makeValidatePlan } from '../../../functions/application/planning/validate-plan.ts';
import type { TaskRef } from '../../../functions/domain/shared/refs.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import { aTask } from '../builders/a-task.ts';
import { goldenDatabase, goldenWeb } from '../builders/an-asset.ts';
import { noon } from '../builders/moments.ts';
import { demoAssets, demoImages, demoReader } from './intent.ts';
import { memoryFleet } from '../memory/memory-fleet.ts';
import type { FleetState } from '../memory/memory-fleet.ts';
import { memoryStores } from '../memory/memory-stores.ts';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';

type Stores = ReturnType<typeof memoryStores>;

/** The demo's fleet, as far as requests are read by it. */
export const demoFleet = memoryFleet({
  ...{ assets: demoAssets, goldenImages: demoImages },
  ...{ vulnerabilities: [], history: [] },
});

const policiesFolder = join(import.meta.dirname, '../../../policies/bundle');

interface WorldOptions {
  readonly task?: Task;
  readonly fleet?: Partial<FleetState>;
  readonly ledger?: readonly PastChange[];
  readonly settings?: OrgSettings;
  readonly recentRuns?: RecentRuns;
  readonly planner?: Planner;
  readonly policy?: PolicyEngine;
  readonly vocabulary?: FleetVocabularySource;
}

/** What a world of one task shows of it, and lets a test change. */
const ofOneTask = ({ taskNow, put, tasks, unitOfWork }: Stores, name: TaskRef) => {
  const current = (): Task => {
    const task = taskNow(name);
    if (task === null) throw new Error('The task is gone');
    return task;
  };
  const replace = (changes: Partial<Task>): void => {
    const task = current();
    put.task({ ...task, ...changes, version: task.version + 1 });
  };
  return { tasks, unitOfWork, current, replace };
};

/** Planning from end to end: real use cases, rules and policies over stores and a fleet in memory. */
export const aPlanningWorld = (options: WorldOptions = {}) => {
  const task = options.task ?? aTask();
  const name = { org_id: task.org_id, task_id: task.task_id };
  const stores = memoryStores({
    tasks: [task],
    past: options.ledger ?? [],
    settings: options.settings ?? someSettings(),
  });
  const { tasks, unitOfWork, plans, transcripts } = stores;
  const store = { ...stores.written, ...ofOneTask(stores, name), failures: stores.failures };
  const fleetState: FleetState = {
    assets: [],
    goldenImages: [goldenWeb, goldenDatabase],
    vulnerabilities: [],
    history: [],
    ...options.fleet,
  };
  const time = { now: noon };
  const heldAssets: HeldAsset[] = [];
  const clock = { now: () => time.now };
  const fleet = memoryFleet(fleetState);
  const policy = options.policy ?? wasmPolicyEngineOf(policiesFolder);
  const locks = { held: () => Promise.resolve(heldAssets) };
  const common = { clock, tasks, unitOfWork };
  const think = makeThink({
    ...common,
    transcripts,
    planner: options.planner ?? makeDeterministicPlanner(),
  });
  const runTool = makeRunTool({
    clock,
    tasks,
    transcripts,
    policy,
    fleet,
    deadline: async (work) => ({ late: false, value: await work }),
  });
  const submitPlan = makeSubmitPlan({ ...common, plans, transcripts, fleet, locks });
  const validatePlan = makeValidatePlan({ ...common, plans, policy, fleet, locks });
  const scorePlan = makeScorePlan({
    ...common,
    plans,
    fleet,
    policy,
    ledger: stores.ledger,
    recentRuns: options.recentRuns ?? stores.recentRuns,
    settings: stores.settings,
  });
  /** What the agent-loop machine does. */
  const plan = async (repair = 0) => {
    for (let turn = 1; ; turn += 1) {
      const thought = await think({ ...name, repair, turn });
      if (thought.outcome === 'failed') return { outcome: 'failed' as const, plan_revision: 0 };
      if (thought.outcome === 'submit') return submitPlan({ ...name, repair, turn: thought.turn });
      for (const { call_id } of thought.calls)
        await runTool({ ...name, turn: thought.turn, call_id });
    }
  };
  return {
    ...{ name, time, store, fleetState, heldAssets },
    kept: stores.plansOf(name),
    turns: stores.turnsOf(name),
    invocations: stores.invocationsOf(name),
    counted: stores.counted,
    ...{ think, runTool, submitPlan, validatePlan, scorePlan, plan },
    settleIntent: makeSettleIntent({
      modelReader: noModelReader,
      ...common,
      ...{ plans, fleet },
      vocabulary: options.vocabulary ?? stores.vocabulary,
      words: () => demoReader.words,
    }),
    planOf: (revision = 1) => {
      const stored = stores.plansOf(name).get(revision);
      if (stored === undefined) throw new Error(`There is no plan ${revision}`);
      return stored.plan;
    },
  };
};
