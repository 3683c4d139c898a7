import { describe, expect, it } from 'vitest';
import {
  loadExecution,
  makeLoadRepeatedStep,
  makeLoadStep,
} from '../../../../functions/application/execution/steps/loaded-step.ts';
import { neverControlled } from '../../../../functions/domain/execution/execution.ts';
import type { Plan } from '../../../../functions/domain/plan/plan.ts';
import { digestOf } from '../../../../functions/domain/shared/canonical.ts';
import { aPlan } from '../../../support/builders/a-plan.ts';
import { anExecution } from '../../../support/builders/an-execution.ts';
import { memoryStores } from '../../../support/memory/memory-stores.ts';

type StepStores = Parameters<typeof makeLoadStep>[0];

/** An execution whose approved plan is `aPlan()`, and what is read of it. */
const aStore = ({
  stored = aPlan(),
  isThere = true,
}: { stored?: Plan; isThere?: boolean } = {}) => {
  const reads: string[] = [];
  const execution = anExecution({ plan_digest: digestOf(aPlan()) });
  const { executions, plans, plansOf } = memoryStores({ executions: isThere ? [execution] : [] });
  plansOf(execution).set(1, { revision: 1, digest: digestOf(stored), plan: stored });
  const read = <Value>(what: string, value: Promise<Value>): Promise<Value> => {
    reads.push(what);
    return value;
  };
  const stores: StepStores = {
    executions: {
      get: (ref) => read('execution', executions.get(ref)),
      control: (ref) => read('control', executions.control(ref)),
    },
    plans: { get: (ref, revision) => read('plan', plans.get(ref, revision)) },
  };
  const ref = { org_id: execution.org_id, execution_id: execution.id, phase_index: 1 };
  return { stores, reads, execution, ref };
};

describe('loading a step', () => {
  it('reads control before the execution, and the plan only when it is asked for', async () => {
    const { stores, reads, execution, ref } = aStore();

    const step = await makeLoadStep(stores)(ref);

    expect(step.execution).toEqual(execution);
    expect(step.control).toEqual(neverControlled);
    expect(reads).toEqual(['control', 'execution']);
  });

  it('reads the plan once for the plan and its phase', async () => {
    const { stores, reads, ref } = aStore();
    const step = await makeLoadStep(stores)(ref);

    expect((await step.plan()).total_assets).toBe(8);
    expect((await step.phase()).name).toBe('Wave 1');
    expect(reads).toEqual(['control', 'execution', 'plan']);
  });

  it('refuses a stored plan that is not the approved one', async () => {
    const { stores, ref } = aStore({ stored: aPlan({ summary: 'Another plan.' }) });
    const step = await makeLoadStep(stores)(ref);

    expect(await step.findPlan()).toBeNull();
    await expect(step.plan()).rejects.toMatchObject({ code: 'plan-digest-mismatch' });
    await expect(step.phase()).rejects.toMatchObject({ code: 'plan-digest-mismatch' });
  });

  it('refuses a phase that the plan has not', async () => {
    const { stores, ref } = aStore();
    const step = await makeLoadStep(stores)({ ...ref, phase_index: 2 });

    await expect(step.phase()).rejects.toThrow('The plan has no phase 2');
  });

  it('refuses an execution that is not stored', async () => {
    const { stores, ref } = aStore({ isThere: false });

    await expect(loadExecution(stores.executions, ref)).rejects.toThrow(
      `${ref.execution_id} is not stored`,
    );
  });

  it('reads a verified plan again for a step that comes once, and not for one that is repeated', async () => {
    const once = aStore();
    const repeated = aStore();
    const loadOnce = makeLoadStep(once.stores);
    const loadRepeated = makeLoadRepeatedStep(repeated.stores);

    await (await loadOnce(once.ref)).plan();
    await (await loadOnce(once.ref)).plan();
    await (await loadRepeated(repeated.ref)).plan();
    await (await loadRepeated(repeated.ref)).plan();

    expect(once.reads.filter((what) => what === 'plan')).toHaveLength(2);
    expect(repeated.reads.filter((what) => what === 'plan')).toHaveLength(1);
  });
});
