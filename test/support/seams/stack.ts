import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundleFunctions } from '../../../infra/aws/compute/bundle-functions.ts';
import type { FunctionBundle } from '../../../infra/aws/compute/bundle-functions.ts';
import { OrchestratorStack } from '../../../infra/aws/orchestrator-stack.ts';
import { parseParameters } from '../../../infra/aws/parameters.ts';
import { root } from './machines.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

interface Finding {
  readonly ruleName: string;
  readonly reason?: string;
  readonly acknowledgedId?: string;
}

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly Finding[];
    readonly suppressedViolations?: readonly Finding[];
  }[];
}

export const actionsOf = ({ Action }: Statement): readonly string[] =>
  typeof Action === 'string' ? [Action] : Action;

const parameters = () => {
  const { context } = JSON.parse(readFileSync(`${root}cdk.json`, 'utf8')) as {
    context: { orchestrator: Readonly<Record<string, unknown>> };
  };
  return parseParameters(context.orchestrator);
};

const logicalIdIn = (reference: unknown): string => {
  const { Ref, 'Fn::GetAtt': attribute } = (reference ?? {}) as {
    Ref?: string;
    'Fn::GetAtt'?: readonly string[];
  };
  return Ref ?? attribute?.[0] ?? '';
};

/** Views of a template by the names that the code has for things. */
const views = (
  resources: Readonly<Record<string, Resource>>,
  bundles: readonly FunctionBundle[],
) => {
  const ofType = (type: string) =>
    Object.entries(resources).filter(([, resource]) => resource.Type === type);

  const functionIdOf = (name: string): string => {
    const start = `${name.replaceAll('-', '')}Function`;
    const found = ofType('AWS::Lambda::Function').filter(([id]) => id.startsWith(start));
    if (found.length !== 1) throw new Error(`${found.length} functions are named ${name}`);
    return found[0]?.[0] ?? '';
  };

  const propertiesOf = (name: string) => resources[functionIdOf(name)]?.Properties ?? {};

  const statementsOfRole = (roleId: string): readonly Statement[] =>
    ofType('AWS::IAM::Policy')
      .filter(([, { Properties }]) =>
        (Properties['Roles'] as readonly unknown[]).some((role) => logicalIdIn(role) === roleId),
      )
      .flatMap(
        ([, { Properties }]) =>
          (Properties['PolicyDocument'] as { Statement: readonly Statement[] }).Statement,
      );

  return {
    ofType,
    functionIdOf,
    logicalIdIn,
    statementsOfRole,
    functionNames: bundles.map(({ name }) => name),
    propertiesOf,
    environmentOf: (name: string): Readonly<Record<string, unknown>> =>
      (propertiesOf(name)['Environment'] as { Variables?: Record<string, unknown> } | undefined)
        ?.Variables ?? {},
    statementsOf: (name: string): readonly Statement[] =>
      statementsOfRole(logicalIdIn(propertiesOf(name)['Role'])),
  };
};

/** The stack as `cdk synth` makes it from the parameters of `cdk.json`, with its findings. */
export const synthesise = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-'));
  const outdir = join(folder, 'cdk.out');
  const bundles = await bundleFunctions(join(folder, 'lambda'));
  const app = new App({ outdir });
  const stack = new OrchestratorStack(app, 'test', { parameters: parameters(), bundles });
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  app.synth();
  const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as Report;
  const { Resources } = Template.fromStack(stack).toJSON() as {
    Resources: Readonly<Record<string, Resource>>;
  };
  rmSync(folder, { recursive: true });
  return { bundles, report, resources: Resources, ...views(Resources, bundles) };
};

export type Synthesised = Awaited<ReturnType<typeof synthesise>>;
