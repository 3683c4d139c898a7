import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OrchestratorFunction } from '../../../../infra/aws/compute/orchestrator-function.ts';
import { root } from '../../../support/seams/machines.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'function-'));
  writeFileSync(join(folder, 'index.mjs'), 'export const handler = () => null;');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('runs on the Node that the suite runs on a second time', () => {
  const { dependencies } = JSON.parse(readFileSync(`${root}.ci/deployed-node.json`, 'utf8')) as {
    dependencies: { node: string };
  };
  const stack = new Stack();
  new OrchestratorFunction(stack, 'Function', {
    bundle: { name: 'a-function', kind: 'workflow', folder, variables: [], sdkClients: [] },
    environment: {},
  });

  const [made] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));

  expect(made).toMatchObject({
    Properties: { Runtime: `nodejs${dependencies.node.split('.')[0] ?? ''}.x` },
  });
});
