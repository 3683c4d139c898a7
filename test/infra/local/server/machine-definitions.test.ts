import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { functionArn } from '../../../../infra/local/lambda/lambda.ts';
import { readMachines } from '../../../../infra/local/machine-definitions.ts';

const aFolder = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'machines-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

const known = { functionArn, functions: ['settle-intent', 'think'] };

describe('the state machines of a folder', () => {
  it('have local ARNs in place of placeholders', () => {
    const folder = aFolder({
      'parent.asl.json':
        '{"a":"${SettleIntentFunctionArn}","b":"${AgentLoopStateMachineArn}","c":"${ThinkFunctionArn}"}',
      'agent-loop.asl.json': '{}',
      'notes.md': '${Unknown}',
    });

    expect(readMachines(folder, known)).toEqual([
      { name: 'agent-loop', definition: {} },
      {
        name: 'parent',
        definition: {
          a: 'arn:aws:lambda:us-east-1:000000000000:function:settle-intent',
          b: 'arn:aws:states:us-east-1:000000000000:stateMachine:agent-loop',
          c: 'arn:aws:lambda:us-east-1:000000000000:function:think',
        },
      },
    ]);
  });

  const unknown: readonly [string, RegExp][] = [
    ['${DoNothingFunctionArn}', /one\.asl\.json.*\$\{DoNothingFunctionArn\}.*do-nothing/],
    ['${NowhereStateMachineArn}', /\$\{NowhereStateMachineArn\}.*nowhere/],
    ['${TableName}', /\$\{TableName\}/],
    ['${}', /\$\{\}/],
  ];
  it.each(unknown)('are refused for the placeholder %s', (placeholder, message) => {
    const folder = aFolder({ 'one.asl.json': JSON.stringify({ a: placeholder }) });

    expect(() => readMachines(folder, known)).toThrow(message);
  });
});
