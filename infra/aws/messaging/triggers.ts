import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
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
  readonly anchorAudit: IFunction;
  readonly recoverRollout: IFunction;
  readonly recoverTask: IFunction;
  readonly phasedRollout: StateMachine;
  readonly rollBack: StateMachine;
  readonly taskLifecycle: StateMachine;
}

/** The kinds of owed message that each consumer of the stream handles. */
export const messageKinds = {
  resume: ['start_lifecycle', 'resume_gate', 'resume_hold'],
  deliverNotifications: ['notify', 'send_code'],
} as const;

/** What runs without a request: owed messages, the sweep each minute, and lost rollouts. */
export class Triggers extends Construct {
  constructor(scope: Construct, id: string, props: TriggersProps) {
    super(scope, id);
    props.resume.addEventSource(outboxSource(props.table, messageKinds.resume));
    props.deliverNotifications.addEventSource(
      outboxSource(props.table, messageKinds.deliverNotifications),
    );
    // What the stream could not deliver is still owed: called without records, both look for it.
    new Rule(this, 'EachMinute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [
        props.sweep,
        props.resume,
        props.deliverNotifications,
        // Its messages come by no stream, which bears two readers and no more.
        props.anchorAudit,
      ].map((called) => new LambdaFunction(called)),
    });
    // What no message told of.
    new Rule(this, 'EachHour', {
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [
        new LambdaFunction(props.anchorAudit, {
          event: RuleTargetInput.fromObject({ anchor: 'every_org' }),
        }),
      ],
    });
    // Events of ends are best effort: called without one, both look for what ended badly.
    new Rule(this, 'EachFiveMinutes', {
      schedule: Schedule.rate(Duration.minutes(5)),
      targets: [props.recoverRollout, props.recoverTask].map(
        (called) => new LambdaFunction(called),
      ),
    });
    // A stop, a timeout and the history limit end a machine in a way that no Catch sees.
    this.#onBadEnd('RolloutLost', [props.phasedRollout, props.rollBack], props.recoverRollout);
    this.#onBadEnd('LifecycleLost', [props.taskLifecycle], props.recoverTask);
  }

  #onBadEnd(id: string, machines: readonly StateMachine[], called: IFunction): void {
    new Rule(this, id, {
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          stateMachineArn: machines.map((machine) => machine.stateMachineArn),
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
        },
      },
      targets: [new LambdaFunction(called, { retryAttempts: 10 })],
    });
  }
}

/** New outbox items of some kinds, and no dead letters. What fails here stays in the outbox, and the schedule finds it. */
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
        eventName: FilterRule.isEqual('INSERT') as unknown,
        dynamodb: {
          Keys: { pk: { S: FilterRule.isEqual('outbox#0') as unknown } },
          NewImage: { kind: { S: [...wanted] } },
        },
      }),
    ],
  });
