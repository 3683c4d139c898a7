import { noModelReader } from '../../../functions/adapters/rules-planner/no-model-reader.ts';
import { demoReader } from '../planning/intent.ts';
import { makeViewTask } from '../../../functions/application/task/get-task.ts';
import { makeApplyTask } from '../../../functions/application/task/apply-task.ts';
import type { ApplyTaskDeps } from '../../../functions/application/task/apply-task.ts';
import { makeSubmitTask } from '../../../functions/application/task/submit-task.ts';
import type { SubmitTaskDeps } from '../../../functions/application/task/submit-task.ts';
import type { Workflow } from '../../../functions/application/shared/ports.ts';
import { approvalSettings } from '../builders/some-settings.ts';
import { countingIds } from '../world/counting-ids.ts';
import type { Stores } from '../world/open-stores.ts';
import { memorySettings, memoryVocabulary } from '../memory/memory-stores.ts';

/** A workflow that remembers what it started, and fails while it is told to. */
const aFailingWorkflow = () => {
  const started: (readonly [string, string])[] = [];
  const faults: { start: Error | null } = { start: null };
  const workflow: Workflow = {
    startLifecycle: ({ org_id: org, task_id: id }) => {
      if (faults.start) return Promise.reject(faults.start);
      started.push([org, id]);
      return Promise.resolve();
    },
    resume: () => Promise.resolve('resumed'),
  };
  return { workflow, started, faults };
};

/**
 * Submitting and applying over real stores; time passes while it waits for a plan. `whilePausing` is what the
 * rest of the product does meanwhile.
 */
export const aSubmission = (
  stores: Stores,
  options: {
    readonly whilePausing?: () => Promise<unknown>;
    readonly deps?: Partial<SubmitTaskDeps>;
  } = {},
) => {
  const { workflow, started, faults } = aFailingWorkflow();
  const pauses: number[] = [];
  const deps: SubmitTaskDeps & ApplyTaskDeps = {
    executions: stores.executions,
    clock: stores.clock,
    vocabulary: memoryVocabulary(),
    modelReader: noModelReader,
    words: () => demoReader.words,
    deadline: async (work) => ({ late: false, value: await work }),
    ids: countingIds(),
    directory: stores.directory,
    unitOfWork: stores.unitOfWork,
    tasks: stores.tasks,
    workflow,
    outbox: stores.outbox,
    idempotency: stores.idempotency,
    rateLimiter: stores.rateLimiter,
    submissionsPerMinute: 120,
    settings: memorySettings(approvalSettings()),
    viewTask: makeViewTask({
      plans: stores.plans,
      gates: stores.gates,
      publicUrl: 'https://orchestrator.example.com',
    }),
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
      stores.advance(milliseconds / 1_000);
      await options.whilePausing?.();
    },
    ...options.deps,
  };
  const submit = makeSubmitTask(deps);
  const apply = makeApplyTask(deps);
  return { submit, apply, started, faults, pauses };
};
