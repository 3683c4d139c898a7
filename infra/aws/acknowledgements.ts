import { Stack, Validations } from 'aws-cdk-lib';
import { CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import type { CfnStateMachine, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { fallbackRoute, routes } from '../../functions/contract/routes.ts';

/** Why a route is open to callers without a token, by the group of its handler. */
const publicReasons: Readonly<Record<string, string>> = {
  public: 'Liveness, readiness, the API description and unknown paths say nothing about an org.',
  page: 'The approval page has its own door: a code mailed to a registered approver opens a session.',
};

/** Open routes by their key, such as `GET /health`, each with its reason. */
export const openRoutes: ReadonlyMap<string, string> = new Map([
  ...routes
    .filter((route) => route.right === 'public')
    .map((route) => [`${route.method} ${route.path}`, publicReasons[route.group] ?? ''] as const),
  ['$default', publicReasons[fallbackRoute.group] ?? ''],
]);

/** A machine and those that it starts and waits for. */
export interface MachineFamily {
  readonly machine: StateMachine;
  readonly children: readonly StateMachine[];
}

/** Wildcards that a role of a machine may hold, each with why nothing narrower exists. */
const machineReasons = {
  anyResource:
    'X-Ray and the delivery of logs to CloudWatch have no resources that a policy could name.',
  executionsOf: (child: string) =>
    `The machine starts executions of ${child} and has to watch and stop them; their names are made at run time.`,
} as const;

const acknowledgeOpenRoutes = (api: Construct): void => {
  for (const route of api.node.findAll().filter((found) => found instanceof CfnRoute)) {
    const reason = openRoutes.get(route.routeKey);
    if (!reason) continue;
    Validations.of(route).acknowledge({ id: 'AwsSolutions::AwsSolutions-APIG4', reason });
  }
};

const acknowledgeMachine = ({ machine, children }: MachineFamily): void => {
  const role = Validations.of(machine.role);
  role.acknowledge({
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
    reason: machineReasons.anyResource,
  });
  for (const child of children) {
    const logicalId = Stack.of(child).getLogicalId(child.node.defaultChild as CfnStateMachine);
    const executions = `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<${logicalId}.Name>:*`;
    role.acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${executions}]`,
      reason: machineReasons.executionsOf(child.node.id),
    });
  }
};

const acknowledgeArchive = (bucket: Construct): void => {
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions::AwsSolutions-S1',
    reason:
      'The objects are anchors, put once each by one function and locked; a log of requests would need a bucket of its own and prove nothing that the anchors do not.',
  });
};

/** Findings of cdk-nag that stand by design, each with its reason. */
export const acknowledgeFindings = (parts: {
  readonly api: Construct;
  readonly anchors: Construct;
  readonly machines: readonly MachineFamily[];
}): void => {
  acknowledgeOpenRoutes(parts.api);
  acknowledgeArchive(parts.anchors);
  parts.machines.forEach(acknowledgeMachine);
};
