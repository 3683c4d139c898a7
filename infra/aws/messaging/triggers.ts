import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Function as LambdaConstruct } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { ITable, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';

export interface TriggersProps {
  readonly table: TableV2;
  readonly resume: LambdaConstruct;
  readonly deliverNotifications: LambdaConstruct;
  readonly sweep: IFunction;
  readonly recoverRollout: IFunction;
  readonly phasedRollout: StateMachine;
}

/** The kinds of owed message that each consumer of the stream handles. */
const kinds = {
  resume: ['start_lifecycle', 'resume_gate', 'resume_hold'],
  deliverNotifications: ['notify'],
} as const;

/** What runs without a request: owed messages, the sweep each minute, and lost rollouts. */
export class Triggers extends Construct {
  constructor(scope: Construct, id: string, props: TriggersProps) {
    super(scope, id);
    props.resume.addEventSource(outboxSource(props.table, kinds.resume));
    props.deliverNotifications.addEventSource(
      outboxSource(props.table, kinds.deliverNotifications),
    );
    new Rule(this, 'EachMinute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(props.sweep)],
    });
    // A stop, a timeout and the history limit end a rollout in a way that no Catch sees.
    new Rule(this, 'RolloutLost', {
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          stateMachineArn: [props.phasedRollout.stateMachineArn],
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
        },
      },
      targets: [new LambdaFunction(props.recoverRollout, { retryAttempts: 10 })],
    });
  }
}

/** New outbox items of some kinds. What fails here stays in the outbox, and the sweep finds it. */
const outboxSource = (table: TableV2, wanted: readonly string[]) =>
  // CDK's types do not allow for exact optional properties; a TableV2 is an ITable.
  new DynamoEventSource(table as ITable, {
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 10,
    retryAttempts: 3,
    bisectBatchOnError: true,
    reportBatchItemFailures: false,
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('INSERT'),
        dynamodb: {
          Keys: { pk: { S: FilterRule.beginsWith('outbox#') } },
          NewImage: { kind: { S: [...wanted] } },
        },
      }),
    ],
  });
