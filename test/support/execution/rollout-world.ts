import { createMemoryLevel } from '../emulators/memory-level.ts';
import { readFileSync } from 'node:fs';
import { SFNClient, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { makeWorkflow } from '../../../functions/adapters/step-functions/workflow.ts';
import { makeEndedMachines } from '../../../functions/adapters/step-functions/ended-machines.ts';
import { makeRollBackStarter } from '../../../functions/adapters/step-functions/roll-back-starter.ts';
import { makeRecoverLost } from '../../../functions/application/execution/recover-lost.ts';
import { makeRecoverRollout } from '../../../functions/application/execution/recover-rollout.ts';
import { makeResumeHold } from '../../../functions/application/execution/resume-hold.ts';
import type { Execution } from '../../../functions/domain/execution/execution.ts';
import { hasExecutionEnded } from '../../../functions/domain/execution/execution-status.ts';
import type { Plan } from '../../../functions/domain/plan/plan.ts';
import type { ExecutionId } from '../../../functions/domain/shared/ids.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import { createStateMachines } from '../../../infra/emulators/step-functions/state-machines.ts';
import { aRunningClock } from '../world/running-clock.ts';
import { anAssetNamed } from '../builders/an-asset.ts';
import { aMemoryFleet } from './fake-fleet.ts';
import { org } from '../builders/ids.ts';
import { openExecutionStores } from '../world/execution-stores.ts';
import { rolloutSteps } from './rollout-steps.ts';

type Definition = Record<string, unknown>;

const arnOf = (kind: string, name: string) =>
  kind === 'Function'
    ? `arn:aws:lambda:us-east-1:000000000000:function:${name}`
    : `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;

const kebab = (pascal: string) => pascal.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();

const definitionOf = (name: string): Definition =>
  JSON.parse(
    readFileSync(`statemachines/${name}.asl.json`, 'utf8').replace(
      /\$\{([A-Za-z]+?)(Function|StateMachine)Arn\}/g,
      (_, pascal: string, kind: string) => arnOf(kind, kebab(pascal)),
    ),
  ) as Definition;

const camel = (stem: string) =>
  stem.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const clientOf = (machines: ReturnType<typeof createStateMachines>) =>
  new SFNClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    endpoint: 'http://states.local',
    requestHandler: machines.requestHandler,
  });

/** The real machines over the real steps and stores; only fleet, policy and clock are the test's. */
export const openRollout = async (plan: Plan) => {
  const clock = aRunningClock();
  const table = await openExecutionStores(clock);
  let swapped: Plan | null = null;
  const plans: typeof table.plans = {
    ...table.plans,
    get: async (named, revision) => {
      const found = await table.plans.get(named, revision);
      return found && swapped ? { ...found, plan: swapped } : found;
    },
  };
  const stores = { ...table, plans };
  const fleet = aMemoryFleet(clock);
  for (const asset of plan.phases.flatMap((phase) => phase.assets)) {
    fleet.assets.set(asset.asset_id, anAssetNamed(asset.asset_id));
  }
  const steps = rolloutSteps({ stores, fleet, clock, sleep: clock.sleep });
  const calls: string[] = [];
  const inFlight = new Set<Promise<unknown>>();
  const hooks = { before: (() => undefined) as (stem: string, payload: unknown) => void };

  const invoke = async (arn: string, payload: unknown): Promise<unknown> => {
    const stem = arn.split(':').at(-1) ?? '';
    calls.push(stem);
    hooks.before(stem, payload);
    const step = (steps as Record<string, unknown>)[camel(stem)] as (
      input: unknown,
    ) => Promise<unknown>;
    const call = step(payload);
    const over = call.then(
      () => undefined,
      () => undefined,
    );
    inFlight.add(over);
    void over.then(() => inFlight.delete(over));
    return call;
  };
  const level = createMemoryLevel();
  const start = () => {
    const machines = createStateMachines({ level, clock, random: () => 0.5, invoke });
    machines.register('roll-back', definitionOf('roll-back'));
    machines.register('phased-rollout', definitionOf('phased-rollout'));
    return machines;
  };
  let machines = start();
  let client = clientOf(machines);

  const task = await stores.approve(plan);
  const started = await steps.startExecution({ org_id: org, task_id: task.task_id });
  if (started.execution_id === null) throw new Error('The execution did not start');
  const id: ExecutionId = started.execution_id;
  const ref = { org_id: org, task_id: task.task_id, execution_id: id };

  const execution = async (): Promise<Execution> => {
    const found = await stores.executions.get(ref);
    if (!found) throw new Error('The execution is gone');
    return found;
  };
  /** Delivers wake-ups as the resumer does. */
  const deliver = async () => {
    const workflow = makeWorkflow(client, arnOf('StateMachine', 'task-lifecycle'));
    const resumeHold = makeResumeHold({ ...stores, clock, workflow });
    const owed = await stores.outbox.owed({
      kinds: ['resume_hold'],
      now: '2099-01-01T00:00:00.000Z',
      limit: 100,
    });
    for (const { message } of owed) {
      if (message.kind === 'resume_hold') await resumeHold(message);
      await stores.outbox.done(message);
    }
  };
  const until = async (holds: (now: Execution) => boolean | Promise<boolean>) => {
    const deadline = performance.now() + 20_000;
    for (;;) {
      await deliver();
      const now = await execution();
      if (await holds(now)) return now;
      if (performance.now() > deadline) {
        throw new Error(`Still ${now.status}: ${JSON.stringify(now.phases)}; ${calls.join(' ')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const recover = () =>
    makeRecoverRollout({
      ...stores,
      clock,
      finishRollout: steps.finishRollout,
      rollBack: makeRollBackStarter(client, arnOf('StateMachine', 'roll-back')),
    });
  return {
    ...{ clock, stores, fleet, steps, calls, hooks, task, id, ref, execution, until },
    run: () =>
      client.send(
        new StartExecutionCommand({
          stateMachineArn: arnOf('StateMachine', 'phased-rollout'),
          name: id,
          input: JSON.stringify(ref),
        }),
      ),
    /** Ends the phased-rollout machine from outside, as an operator of AWS would. */
    stop: () =>
      client.send(
        new StopExecutionCommand({
          executionArn: `arn:aws:states:us-east-1:000000000000:execution:phased-rollout:${id}`,
        }),
      ),
    /** The process dies and comes again: machines go on from their journal. */
    restart: async () => {
      await machines.stop();
      machines = start();
      client = clientOf(machines);
      await machines.recover();
    },
    recover,
    /** Looks for rollouts that ended without an event, as the schedule does. */
    recoverLost: () => {
      const arns = ['phased-rollout', 'roll-back'].map((name) => arnOf('StateMachine', name));
      const machines = makeEndedMachines(client, arns);
      return makeRecoverLost({ machines, recover: recover(), clock })();
    },
    /** Whoever reads the plan from now on finds this one under the approved digest. */
    swapPlan: (other: Plan) => {
      swapped = other;
    },
    /** Until the execution ended, and its task with it. */
    untilEnded: () =>
      until(async (now) => {
        const { status } = (await stores.tasks.get(task)) ?? task;
        return hasExecutionEnded(now.status) && status !== 'executing';
      }),
    lines: () => stores.executions.lines(ref),
    taskNow: async (): Promise<Task | null> => stores.tasks.get(task),
    close: async () => {
      await machines.stop();
      while (inFlight.size > 0) await Promise.all(inFlight);
      await stores.close();
    },
  };
};
export type RolloutWorld = Awaited<ReturnType<typeof openRollout>>;
