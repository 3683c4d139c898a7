import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionBundle } from './bundle-functions.ts';

export interface OrchestratorFunctionProps {
  readonly bundle: FunctionBundle;
  /** Just the variables that the bundle reads. */
  readonly environment: Readonly<Record<string, string>>;
  /** @default 29 seconds for the API, 60 seconds elsewhere */
  readonly timeout?: Duration;
}

/** One Lambda function with a role and a log group of its own; the role may write its own log. */
export class OrchestratorFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: OrchestratorFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${props.bundle.name} may do`,
    });
    this.role.addToPolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    this.lambda = new LambdaFunction(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(props.bundle.folder),
      role: this.role,
      logGroup,
      environment: { ...props.environment },
      memorySize: 512,
      timeout: props.timeout ?? Duration.seconds(props.bundle.kind === 'api' ? 29 : 60),
      tracing: Tracing.DISABLED,
    });
  }
}
