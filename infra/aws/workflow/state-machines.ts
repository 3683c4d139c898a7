import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { MachineFamily } from '../acknowledgements.ts';
import { machineText } from '../compute/bundle-functions.ts';

/** Children before parents: a machine may start only what stands already. */
const machineNames = ['agent-loop', 'roll-back', 'phased-rollout', 'task-lifecycle'] as const;
export type MachineName = (typeof machineNames)[number];

export interface StateMachinesProps {
  /** Functions by handler stem; a placeholder without a function fails the synthesis. */
  readonly functions: Readonly<Record<string, IFunction>>;
}

const pascal = (stem: string): string =>
  stem.replace(/(^|-)([a-z])/g, (_, _dash: string, letter: string) => letter.toUpperCase());

const placeholdersIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name ?? '')),
];

const grantCalls = (role: Role, functionArns: readonly string[]): void => {
  role.addToPolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ['lambda:InvokeFunction'],
      resources: [...functionArns],
    }),
  );
};

/** What `startExecution.sync:2` needs: to start the child, to watch and stop what it started. */
const grantSyncStart = (role: Role, child: StateMachine): void => {
  const stack = Stack.of(child);
  role.addToPolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ['states:StartExecution'],
      resources: [child.stateMachineArn],
    }),
  );
  role.addToPolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ['states:DescribeExecution', 'states:StopExecution'],
      resources: [
        `arn:${stack.partition}:states:${stack.region}:${stack.account}:execution:${child.stateMachineName}:*`,
      ],
    }),
  );
  role.addToPolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      resources: [
        `arn:${stack.partition}:events:${stack.region}:${stack.account}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule`,
      ],
    }),
  );
};

/** The four machines of `statemachines/`, each with a role that may call what its text names. */
export class StateMachines extends Construct {
  readonly byName: Readonly<Record<MachineName, StateMachine>>;
  /** Each machine with those that it starts. */
  readonly families: readonly MachineFamily[];

  constructor(scope: Construct, id: string, props: StateMachinesProps) {
    super(scope, id);
    const made: Partial<Record<MachineName, StateMachine>> = {};
    const families: MachineFamily[] = [];
    for (const name of machineNames) {
      const family = this.#makeMachine(name, props, made);
      made[name] = family.machine;
      families.push(family);
    }
    this.families = families;
    this.byName = made as Record<MachineName, StateMachine>;
  }

  #makeMachine(
    name: MachineName,
    { functions }: StateMachinesProps,
    made: Readonly<Partial<Record<MachineName, StateMachine>>>,
  ): MachineFamily {
    const text = machineText(name);
    const named = placeholdersIn(text);
    const called = Object.entries(functions).filter(([stem]) =>
      named.includes(`${pascal(stem)}FunctionArn`),
    );
    const started = Object.entries(made).filter(([child]) =>
      named.includes(`${pascal(child)}StateMachineArn`),
    );
    const substitutions = Object.fromEntries([
      ...called.map(([stem, lambda]) => [`${pascal(stem)}FunctionArn`, lambda.functionArn]),
      ...started.map(([child, machine]) => [
        `${pascal(child)}StateMachineArn`,
        machine.stateMachineArn,
      ]),
    ]) as Record<string, string>;
    const missing = named.filter((placeholder) => !(placeholder in substitutions));
    if (missing.length > 0) throw new Error(`${name}: nothing stands for ${missing.join(', ')}`);

    const role = new Role(this, `${pascal(name)}Role`, {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      description: `What the machine ${name} may do`,
    });
    const machine = new StateMachine(this, pascal(name), {
      definitionBody: DefinitionBody.fromString(text),
      definitionSubstitutions: substitutions,
      role,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, `${pascal(name)}Log`, {
          logGroupName: `/aws/vendedlogs/states/${Stack.of(this).stackName}-${name}`,
          retention: RetentionDays.THREE_MONTHS,
          removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
        }),
        level: LogLevel.ALL,
        includeExecutionData: true,
      },
    });
    grantCalls(
      role,
      called.map(([, lambda]) => lambda.functionArn),
    );
    const children = started.map(([, child]) => child);
    for (const child of children) grantSyncStart(role, child);
    return { machine, children };
  }
}
