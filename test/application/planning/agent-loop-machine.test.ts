import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { createMemoryLevel } from '../../support/emulators/memory-level.ts';
import { createStateMachines } from '../../../infra/emulators/step-functions/state-machines.ts';
import { createVirtualClock } from '../../support/emulators/virtual-clock.ts';
import { anAsset, someAssets } from '../../support/builders/an-asset.ts';
import { noon } from '../../support/builders/moments.ts';
import { aPlanningWorld } from '../../support/planning/world.ts';

type World = ReturnType<typeof aPlanningWorld>;

const definition = (): unknown =>
  JSON.parse(
    readFileSync(
      join(import.meta.dirname, '../../../statemachines/agent-loop.asl.json'),
      'utf8',
    ).replace(/\$\{(\w+)FunctionArn\}/gu, 'arn:aws:lambda:us-east-1:000000000000:function:$1'),
  );

/** Runs the machine over real use cases; `fault` makes calls fail, by function and number of call. */
const run = async (
  world: World,
  fault: (name: string, call: number) => Error | null = () => null,
) => {
  const clock = createVirtualClock(noon);
  const calls: string[] = [];
  const functions: Record<string, (payload: never) => Promise<unknown>> = {
    Think: world.think,
    RunTool: world.runTool,
    SubmitPlan: world.submitPlan,
  };
  const machines = createStateMachines({
    level: createMemoryLevel(),
    clock,
    random: () => 0.5,
    invoke: async (arn, payload) => {
      const name = arn.split(':').at(-1) ?? '';
      calls.push(name);
      const failure = fault(name, calls.filter((call) => call === name).length);
      if (failure !== null) throw failure;
      return functions[name]?.(payload as never);
    },
  });
  const stateMachineArn = machines.register('agent-loop', definition());
  const ask = async (target: string, body: object) =>
    (await machines.answer(`AWSStepFunctions.${target}`, body)).body as Record<string, string>;
  const { executionArn } = await ask('StartExecution', {
    stateMachineArn,
    name: 'loop',
    input: JSON.stringify({ ...world.name, repair: 0 }),
  });
  for (;;) {
    const execution = await ask('DescribeExecution', { executionArn });
    if (execution['status'] !== 'RUNNING') {
      await machines.stop();
      return {
        calls,
        status: execution['status'],
        error: execution['error'],
        output: execution['output'],
      };
    }
    const next = clock.nextTimer();
    await new Promise((resolve) => setImmediate(resolve));
    if (next !== undefined && next - clock.now() < 40_000) clock.moveTo(next);
  }
};

const planned = JSON.stringify({ outcome: 'planned', plan_revision: 1 });

describe('the agent-loop machine', () => {
  it('thinks, uses tools and submits until there is a plan', async () => {
    const world = aPlanningWorld({ fleet: { assets: someAssets(20) } });

    const { status, output, calls } = await run(world);

    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output ?? '')).toEqual(JSON.parse(planned));
    expect(calls.filter((name) => name === 'Think')).toHaveLength(4);
    expect(calls.filter((name) => name === 'RunTool')).toHaveLength(5);
    expect(world.planOf().total_assets).toBe(20);
  });

  it('says that there is nothing to do', async () => {
    const world = aPlanningWorld({
      fleet: { assets: [anAsset(1, { image: 'ami-web-golden' })] },
    });

    const { output } = await run(world);

    expect(JSON.parse(output ?? '')).toEqual({ outcome: 'nothing_to_do', plan_revision: 0 });
  });

  it('ends with the failure that a step decided on', async () => {
    const world = aPlanningWorld({
      planner: {
        name: 'claude',
        think: () =>
          Promise.resolve({ kind: 'declined', reason: 'No.', input_tokens: 1, output_tokens: 1 }),
      },
    });

    const { status, output } = await run(world);

    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output ?? '')).toEqual({ outcome: 'failed', plan_revision: 0 });
    expect(world.store.current().error?.code).toBe('model-declined');
  });

  it('repeats steps that failed for a moment, and makes one plan', async () => {
    const world = aPlanningWorld({ fleet: { assets: someAssets(20) } });

    const { status, calls } = await run(world, (name, call) =>
      call === 1 ? new TransientFailure(`${name} is busy`) : null,
    );

    expect(status).toBe('SUCCEEDED');
    expect(calls.filter((name) => name === 'SubmitPlan')).toHaveLength(2);
    expect(world.kept.size).toBe(1);
  });

  it('fails with the name of an error that no repetition helps', async () => {
    const world = aPlanningWorld({ fleet: { assets: someAssets(20) } });

    const { status, error } = await run(world, (name) =>
      name === 'RunTool' ? new RangeError('A defect') : null,
    );

    expect(status).toBe('FAILED');
    expect(error).toBe('RangeError');
  });
});
