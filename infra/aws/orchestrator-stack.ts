import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HttpApi } from './api/http-api.ts';
import { acknowledgeFindings } from './acknowledgements.ts';
import type { FunctionBundle } from './compute/bundle-functions.ts';
import { environmentOf } from './compute/function-environment.ts';
import { grantRights } from './compute/grant-rights.ts';
import { OrchestratorFunction } from './compute/orchestrator-function.ts';
import { NoticeTopic } from './messaging/notice-topic.ts';
import { Triggers } from './messaging/triggers.ts';
import type { Parameters } from './parameters.ts';
import { AnchorArchive } from './storage/anchor-archive.ts';
import { TaskTable } from './storage/task-table.ts';
import { StateMachines } from './workflow/state-machines.ts';

export interface OrchestratorStackProps extends StackProps {
  readonly parameters: Parameters;
  readonly bundles: readonly FunctionBundle[];
}

/** The whole product in one account and region. */
export class OrchestratorStack extends Stack {
  constructor(scope: Construct, id: string, props: OrchestratorStackProps) {
    super(scope, id, { description: 'AI Orchestrator', ...props });
    const { parameters, bundles } = props;

    const storage = new TaskTable(this, 'Storage');
    const anchors = new AnchorArchive(this, 'Anchors', {
      retention: Duration.days(parameters.anchorRetentionDays),
    });
    const notices = new NoticeTopic(this, 'Notices');
    const api = new HttpApi(this, 'HttpApi', {
      issuer: parameters.authIssuer,
      audience: parameters.authAudience,
    });

    const deployment = {
      parameters,
      tableName: storage.table.tableName,
      topicArn: notices.topic.topicArn,
      anchorKeyArn: anchors.key.keyArn,
      anchorBucket: anchors.bucket.bucketName,
      publicUrl: parameters.publicUrl ?? api.origin,
    };
    const functions = new Map(
      bundles.map((bundle) => [
        bundle.name,
        new OrchestratorFunction(this, bundle.name, {
          bundle,
          environment: environmentOf(bundle.variables, deployment),
          // The hourly round over every org takes what it takes.
          ...(bundle.name === 'anchor-audit' && { timeout: Duration.minutes(10) }),
        }),
      ]),
    );
    const get = (name: string): OrchestratorFunction => {
      const made = functions.get(name);
      if (!made) throw new Error(`No function is named ${name}`);
      return made;
    };

    const machines = new StateMachines(this, 'Machines', {
      functions: Object.fromEntries([...functions].map(([name, made]) => [name, made.lambda])),
    });
    grantRights({ functions, storage, anchors, notices, machines, parameters });

    api.routeTo((group) => get(`api-${group}`).lambda);
    new Triggers(this, 'Triggers', {
      table: storage.table,
      functionOf: (stem) => get(stem).lambda,
      machines: machines.byName,
    });
    acknowledgeFindings({ api, anchors: anchors.bucket, machines: machines.families });

    new CfnOutput(this, 'ApiUrl', { value: api.origin });
    new CfnOutput(this, 'TableName', { value: storage.table.tableName });
    new CfnOutput(this, 'NoticeTopicArn', { value: notices.topic.topicArn });
    new CfnOutput(this, 'AnchorKeyArn', { value: anchors.key.keyArn });
    new CfnOutput(this, 'AnchorBucket', { value: anchors.bucket.bucketName });
    new CfnOutput(this, 'TaskLifecycleArn', {
      value: machines.byName['task-lifecycle'].stateMachineArn,
    });
  }
}
