import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import {
  allStates,
  functionCalls,
  machineNames,
  machineText,
  root,
  schemasOf,
  stemOf,
  stemsIn,
  tasks,
} from '../support/seams/machines.ts';

const label = ({ machine, name }: { machine: string; name: string }) => `${machine}: ${name}`;

const labelled = <Placed extends { machine: string; name: string }>(states: readonly Placed[]) =>
  states.map((state) => [label(state), state] as const);

const placeholders = machineNames.flatMap((name) =>
  [...machineText(name).matchAll(/\$\{[^}]*\}/g)].map(
    ([placeholder]) => [name, placeholder] as const,
  ),
);

describe('the machines', () => {
  it('are the four that the product has', () => {
    expect([...machineNames].sort()).toEqual([
      'agent-loop',
      'phased-rollout',
      'roll-back',
      'task-lifecycle',
    ]);
  });

  it.each(placeholders)('%s: %s stands for a handler or a machine', (_, placeholder) => {
    const kind = /^\$\{[A-Z][A-Za-z]+(Function|StateMachine)Arn\}$/.exec(placeholder)?.[1];
    const known = kind === 'Function' ? stemsIn('workflow') : machineNames;

    expect(known).toContain(stemOf(placeholder));
  });

  it('call every workflow handler that there is', () => {
    const called = [...new Set(functionCalls.map(({ stem }) => stem))].sort();

    expect(called).toEqual(stemsIn('workflow'));
  });

  it('name nothing outside but by a placeholder', () => {
    for (const name of machineNames) {
      const outside = [...machineText(name).matchAll(/arn:[^"]*/g)].map(([arn]) => arn);

      expect([...new Set(outside)].sort()).toEqual(
        [...new Set(outside)].filter((arn) => arn.startsWith('arn:aws:states:::')).sort(),
      );
    }
  });

  it.each(labelled(functionCalls))('%s gives its handler just what it takes', async (_, call) => {
    const { input } = await schemasOf(call.stem);
    const given = Object.keys(call.state.Arguments?.Payload ?? {});
    const taken = Object.keys(input.shape);
    const required = taken.filter(
      (key) => !(input.shape[key] as z.ZodType).safeParse(undefined).success,
    );

    expect(given.filter((key) => !taken.includes(key))).toEqual([]);
    expect(required.filter((key) => !given.includes(key))).toEqual([]);
  });

  it.each(labelled(functionCalls))('%s reads only what its handler answers', async (_, call) => {
    const { output } = await schemasOf(call.stem);
    const { Assign, Output } = call.state;
    const isWait = call.state.Resource?.endsWith('.waitForTaskToken') ?? false;
    const read = [
      ...JSON.stringify([Assign, Output]).matchAll(/\$states\.result\.Payload\.(\w+)/g),
    ];

    expect(isWait ? read : []).toEqual([]);
    expect(read.map(([, key]) => key).filter((key) => !((key ?? '') in output.shape))).toEqual([]);
  });

  it.each(machineNames)('%s asks only for outcomes that something gives', async (machine) => {
    const given = new Set(['approved', 'modified']);
    for (const { stem } of functionCalls) {
      const { output } = await schemasOf(stem);
      for (const schema of Object.values(output.shape)) {
        if (schema instanceof z.ZodEnum)
          schema.options.forEach((option) => given.add(String(option)));
      }
    }
    const asked = allStates
      .filter((placed) => placed.machine === machine)
      .flatMap(({ state }) => state.Choices ?? [])
      .flatMap(({ Condition }) =>
        [...Condition.matchAll(/= '(\w+)'/g)].map(([, word]) => word ?? ''),
      );

    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((word) => !given.has(word))).toEqual([]);
  });

  it.each(labelled(tasks))(
    '%s has a timeout, retries what may pass, and is caught',
    (_, placed) => {
      const { state, around } = placed;
      const retried = state.Retry?.[0]?.ErrorEquals ?? [];
      const catchers = [state, ...around].flatMap((one) => one.Catch ?? []);

      expect(state.TimeoutSeconds).toBeGreaterThan(0);
      expect(state.HeartbeatSeconds).toBeUndefined();
      expect(state.Retry?.every(({ JitterStrategy }) => JitterStrategy === 'FULL')).toBe(true);
      expect(retried).toContain(
        state.Arguments?.FunctionName ? 'TransientFailure' : 'StepFunctions.SdkClientException',
      );
      expect(retried).not.toContain('Rejection');
      expect(retried).not.toContain('States.ALL');
      expect(catchers.flatMap(({ ErrorEquals }) => ErrorEquals)).toContain('States.ALL');
    },
  );

  it.each(labelled(tasks.filter(({ state }) => state.Resource?.includes('waitForTaskToken'))))(
    '%s hands its token over, is caught itself, and is not retried when its time is over',
    (_, { state }) => {
      expect(state.Arguments?.Payload?.['task_token']).toBe('{% $states.context.Task.Token %}');
      expect(state.Catch?.length).toBeGreaterThan(0);
      expect(state.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals)).not.toContain(
        'States.Timeout',
      );
    },
  );

  it('ask whether an error has a cause: one that timed out has none', () => {
    for (const name of machineNames) {
      const unguarded = machineText(name)
        .replaceAll(
          '$exists($states.errorOutput.Cause) ? $substring($string($states.errorOutput.Cause)',
          '',
        )
        .includes('errorOutput.Cause');

      expect([name, unguarded]).toEqual([name, false]);
    }
  });
});

const sourcesBelow = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));

describe('the errors that a machine matches', () => {
  const matched = [
    ...new Set(
      tasks.flatMap(({ state }) =>
        [...(state.Retry ?? []), ...(state.Catch ?? [])].flatMap(({ ErrorEquals }) => ErrorEquals),
      ),
    ),
  ];
  const own = matched.filter((name) => !/^(States|Lambda|StepFunctions)\./.test(name));

  it('are names that our classes have, as literals that no minifier changes', () => {
    const named = sourcesBelow('functions').flatMap((text) =>
      [...text.matchAll(/override readonly name = '(\w+)'/g)].map(([, name]) => name),
    );

    expect(own).toContain('TransientFailure');
    expect(own.filter((name) => !named.includes(name))).toEqual([]);
  });

  it('are names that AWS has otherwise', () => {
    const theirs = matched.filter((name) => !own.includes(name)).sort();

    expect(theirs).toEqual([
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.ServiceException',
      'Lambda.TooManyRequestsException',
      'States.ALL',
      'States.Timeout',
      'StepFunctions.SdkClientException',
      'StepFunctions.StepFunctionsException',
    ]);
  });
});
