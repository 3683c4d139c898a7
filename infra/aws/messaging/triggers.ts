import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Function as LambdaConstruct } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { ITable, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import {
  kindsOf,
  machineEnds,
  outboxPartition,
  schedules,
  streamReaders,
} from '../../../functions/contract/triggers.ts';
import type { ScheduleRule } from '../../../functions/contract/triggers.ts';
import type { MachineName } from '../workflow/state-machines.ts';

export interface TriggersProps {
  readonly table: TableV2;
  /** Functions by handler stem; a trigger of none fails the synthesis. */
  readonly functionOf: (stem: string) => LambdaConstruct;
  readonly machines: Readonly<Record<MachineName, StateMachine>>;
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
          Keys: { pk: { S: FilterRule.isEqual(outboxPartition) as unknown } },
          NewImage: { kind: { S: [...wanted] } },
        },
      }),
    ],
  });

/** What runs without a request: the contract's triggers as event source mappings and rules. */
export class Triggers extends Construct {
  constructor(scope: Construct, id: string, { table, functionOf, machines }: TriggersProps) {
    super(scope, id);
    for (const reader of streamReaders) {
      functionOf(reader).addEventSource(outboxSource(table, kindsOf(reader)));
    }
    for (const [name, schedule] of Object.entries<ScheduleRule>(schedules)) {
      const { minutes, handlers, event } = schedule;
      const options = event && { event: RuleTargetInput.fromObject(event) };
      new Rule(this, name, {
        schedule: Schedule.rate(Duration.minutes(minutes)),
        targets: handlers.map((stem) => new LambdaFunction(functionOf(stem), options)),
      });
    }
    for (const [name, { machines: ended, statuses, handler }] of Object.entries(machineEnds)) {
      new Rule(this, name, {
        eventPattern: {
          source: ['aws.states'],
          detailType: ['Step Functions Execution Status Change'],
          detail: {
            stateMachineArn: ended.map((machine) => machines[machine].stateMachineArn),
            status: [...statuses],
          },
        },
        targets: [new LambdaFunction(functionOf(handler), { retryAttempts: 10 })],
      });
    }
  }
}
