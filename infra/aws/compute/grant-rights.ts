import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { grantSendMail } from '../messaging/notice-topic.ts';
import type { NoticeTopic } from '../messaging/notice-topic.ts';
import type { Parameters } from '../parameters.ts';
import type { AnchorArchive } from '../storage/anchor-archive.ts';
import type { TaskTable } from '../storage/task-table.ts';
import type { StateMachines } from '../workflow/state-machines.ts';
import type { OrchestratorFunction } from './orchestrator-function.ts';
import { rights } from './rights.ts';
import type { Rights } from './rights.ts';

export interface GrantProps {
  readonly functions: ReadonlyMap<string, OrchestratorFunction>;
  readonly storage: TaskTable;
  readonly anchors: AnchorArchive;
  readonly notices: NoticeTopic;
  readonly machines: StateMachines;
  readonly parameters: Parameters;
}

const allow = (made: OrchestratorFunction, action: string, resource: string): void => {
  made.role.addToPolicy(
    new PolicyStatement({ effect: Effect.ALLOW, actions: [action], resources: [resource] }),
  );
};

const grant = (made: OrchestratorFunction, granted: Rights, props: GrantProps): void => {
  const { storage, anchors, notices, machines, parameters } = props;
  const lifecycle = machines.byName['task-lifecycle'].stateMachineArn;
  const rollBack = machines.byName['roll-back'].stateMachineArn;
  const phasedRollout = machines.byName['phased-rollout'].stateMachineArn;
  if (granted.items) storage.grantItems(made.lambda, granted.items);
  if (granted.queryIndex) storage.grantIndexQuery(made.lambda);
  if (granted.startLifecycle) {
    allow(made, 'states:StartExecution', lifecycle);
    made.lambda.addEnvironment('TASK_LIFECYCLE_ARN', lifecycle);
  }
  if (granted.startRollBack) {
    allow(made, 'states:StartExecution', rollBack);
    made.lambda.addEnvironment('ROLL_BACK_ARN', rollBack);
  }
  if (granted.listLifecycles) {
    allow(made, 'states:ListExecutions', lifecycle);
    made.lambda.addEnvironment('TASK_LIFECYCLE_ARN', lifecycle);
  }
  if (granted.listRollouts) {
    for (const listed of [phasedRollout, rollBack]) allow(made, 'states:ListExecutions', listed);
    made.lambda.addEnvironment('PHASED_ROLLOUT_ARN', phasedRollout);
  }
  if (granted.resumeTokens) {
    for (const machine of ['task-lifecycle', 'phased-rollout'] as const) {
      allow(made, 'states:SendTaskSuccess', machines.byName[machine].stateMachineArn);
    }
  }
  if (granted.sendMail) grantSendMail(made.lambda, made, parameters.emailFrom);
  if (granted.publish) notices.grantPublish(made.lambda);
  if (granted.readAnchorKey) anchors.grantReadPublicKey(made.lambda);
  if (granted.signAnchors) anchors.grantSign(made.lambda);
  if (granted.archiveAnchors) anchors.grantAdd(made.role);
};

/**
 * Gives each function what `rights` says.
 * @throws Error for a function without a line in the table, and for a line without a function.
 */
export const grantRights = (props: GrantProps): void => {
  for (const name of Object.keys(rights)) {
    if (!props.functions.has(name)) throw new Error(`rights: no function is named ${name}`);
  }
  for (const [name, made] of props.functions) {
    const granted = rights[name];
    if (!granted) throw new Error(`rights: ${name} has no line`);
    grant(made, granted, props);
  }
};
