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
import type { FleetInventory } from '../../../functions/application/execution/fleet-ports.ts';
import type { FleetVocabularySource } from '../../../functions/application/task/task-ports.ts';
import type { OrgSettings } from '../../../functions/application/settings/settings-ports.ts';
import { makeRunTool } from '../../../functions/application/planning/run-tool.ts';
import { makeScorePlan } from '../../../functions/application/planning/score-plan.ts';
import { makeSettleIntent } from '../../../functions/application/task/settle-intent.ts';
import { makeSubmitPlan } from '../../../functions/application/planning/submit-plan.ts';
import { makeThink } from '../../../functions/application/planning/think.ts';
import { makeValidatePlan } from '../../../functions/application/planning/validate-plan.ts';
import type {
  Asset,
  GoldenImage,
  UnmanagedAsset,
  Vulnerability,
} from '../../../functions/domain/fleet/asset.ts';
import { matchesSelector } from '../../../functions/domain/plan/select-assets.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import { aTask } from '../builders/a-task.ts';
import { goldenDatabase, goldenWeb } from '../builders/an-asset.ts';
import { noon } from '../builders/moments.ts';
import { demoAssets, demoImages, demoReader } from './intent.ts';
import {
  memoryLedger,
  memoryPlans,
  memoryRecentRuns,
  memoryTasks,
  memoryTranscripts,
} from './stores.ts';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';

export interface FleetState {
  assets: readonly Asset[];
  goldenImages: readonly GoldenImage[];
  unmanaged?: readonly UnmanagedAsset[];
  vulnerabilities: readonly Vulnerability[];
  history: readonly PastChange[];
  /** What a query fails with, while there is one. */
  failure?: Error | null;
}

/** An inventory over what the test keeps in it. */
export const memoryFleet = (state: FleetState): FleetInventory => ({
  about: () =>
    Promise.resolve({
      simulated: true,
      assumptions: ['The fleet is simulated.'],
      sources: [],
      pace: {
        canary_bake_seconds: 3,
        wave_bake_seconds: 2,
        sample_interval_seconds: 1,
        action_seconds: 0.5,
      },
    }),
  query: (_org, selector) =>
    state.failure
      ? Promise.reject(state.failure)
      : Promise.resolve(state.assets.filter((asset) => matchesSelector(asset, selector))),
  get: (_org, ids) => Promise.resolve(state.assets.filter((asset) => ids.includes(asset.asset_id))),
  unmanaged: () => Promise.resolve(state.unmanaged ?? []),
  goldenImages: () => Promise.resolve(state.goldenImages),
  vulnerabilities: () => Promise.resolve(state.vulnerabilities),
  history: () => Promise.resolve(state.history),
});

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

/** Planning from end to end: real use cases, rules and policies over stores and a fleet in memory. */
export const aPlanningWorld = (options: WorldOptions = {}) => {
  const store = memoryTasks(options.task ?? aTask());
  const { plans, kept } = memoryPlans();
  const { transcripts, turns, invocations, counted } = memoryTranscripts();
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
  const common = { clock, tasks: store.tasks, unitOfWork: store.unitOfWork };
  const name = { org_id: store.current().org_id, task_id: store.current().task_id };
  const think = makeThink({
    ...common,
    transcripts,
    planner: options.planner ?? makeDeterministicPlanner(),
  });
  const runTool = makeRunTool({
    clock,
    tasks: store.tasks,
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
    ledger: memoryLedger(options.ledger ?? []),
    recentRuns: options.recentRuns ?? memoryRecentRuns(),
    settings: { get: () => Promise.resolve(options.settings ?? someSettings()) },
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
    ...{ name, time, store, kept, turns, invocations, counted, fleetState, heldAssets },
    ...{ think, runTool, submitPlan, validatePlan, scorePlan, plan },
    settleIntent: makeSettleIntent({
      modelReader: noModelReader,
      ...common,
      ...{ plans, fleet },
      vocabulary: options.vocabulary ?? { of: () => Promise.resolve(demoReader.fleet) },
      words: () => demoReader.words,
    }),
    planOf: (revision = 1) => {
      const stored = kept.get(revision);
      if (stored === undefined) throw new Error(`There is no plan ${revision}`);
      return stored.plan;
    },
  };
};
