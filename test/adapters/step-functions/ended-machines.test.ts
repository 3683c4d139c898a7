import { StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it } from 'vitest';
import { makeEndedMachines } from '../../../functions/adapters/step-functions/ended-machines.ts';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import {
  closeBenches,
  createBench,
  machineOf,
} from '../../infra/emulators/step-functions/bench.ts';
import type { Bench } from '../../infra/emulators/step-functions/bench.ts';

afterEach(closeBenches);

const minutes = 60;
const days = 86_400;

/** Two machines of which executions can be started and stopped. */
const twoMachines = async () => {
  const bench = await createBench();
  const wait = machineOf({ W: { Type: 'Wait', Seconds: 40 * days, End: true } });
  const arns = ['first', 'second'].map((name) => bench.machines.register(name, wait));
  return { bench, arns };
};

const start = (bench: Bench, stateMachineArn: string | undefined, name: string) =>
  bench.client.send(new StartExecutionCommand({ stateMachineArn, name, input: '{}' }));

const stop = async (bench: Bench, stateMachineArn: string | undefined, name: string) => {
  const executionArn = `${stateMachineArn?.replace(':stateMachine:', ':execution:') ?? ''}:${name}`;
  await bench.client.send(new StopExecutionCommand({ executionArn }));
};

const isoNow = (bench: Bench): string => new Date(bench.clock.now()).toISOString();

describe('the machines that ended badly', () => {
  it('are those of every machine that is watched, and of no other time', async () => {
    const { bench, arns } = await twoMachines();
    const [first, second] = arns;
    await start(bench, first, 'long-ago');
    await stop(bench, first, 'long-ago');
    await bench.pass(2 * days);
    const from = isoNow(bench);
    for (const name of ['stopped', 'running']) await start(bench, first, name);
    await start(bench, second, 'other');
    await bench.pass(minutes);
    await stop(bench, first, 'stopped');
    await stop(bench, second, 'other');

    const both = await makeEndedMachines(bench.client, arns).endedBadlySince(from);
    const one = await makeEndedMachines(bench.client, arns.slice(0, 1)).endedBadlySince(from);

    expect(both.map(({ name, status }) => [name, status])).toEqual([
      ['stopped', 'ABORTED'],
      ['other', 'ABORTED'],
    ]);
    expect(one.map(({ name }) => name)).toEqual(['stopped']);
  });

  it('may have begun long before they ended, and fill many pages', async () => {
    const { bench, arns } = await twoMachines();
    const [first] = arns;
    await start(bench, first, 'old');
    await bench.pass(30 * days);
    const from = isoNow(bench);
    await stop(bench, first, 'old');
    for (let index = 0; index < 120; index += 1) {
      await start(bench, first, `new-${index}`);
      await stop(bench, first, `new-${index}`);
    }

    const found = await makeEndedMachines(bench.client, arns).endedBadlySince(from);

    expect(found).toHaveLength(121);
    expect(found.map(({ name }) => name)).toContain('old');
  });

  it('can not be told while Step Functions does not answer', async () => {
    const { bench } = await twoMachines();
    const unknown = 'arn:aws:states:us-east-1:000000000000:stateMachine:unknown';

    await expect(
      makeEndedMachines(bench.client, [unknown]).endedBadlySince(isoNow(bench)),
    ).rejects.toBeInstanceOf(TransientFailure);
  });
});
