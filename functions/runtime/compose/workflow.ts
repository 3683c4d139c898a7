import { SFNClient } from '@aws-sdk/client-sfn';
import { makeWorkflow } from '../../adapters/step-functions/workflow.ts';
import { clientConfig, withoutCallLog } from '../aws-clients.ts';
import { readEnvironment } from '../environment.ts';
import { lazy } from '../lazy.ts';

export const stepFunctions = /* @__PURE__ */ lazy(() =>
  withoutCallLog(new SFNClient(clientConfig('sfn'))),
);

export const workflow = /* @__PURE__ */ lazy(() =>
  makeWorkflow(stepFunctions(), readEnvironment('TASK_LIFECYCLE_ARN').TASK_LIFECYCLE_ARN),
);
