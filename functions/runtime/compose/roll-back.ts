import { makeRollBackStarter } from '../../adapters/step-functions/roll-back-starter.ts';
import { readEnvironment } from '../environment.ts';
import { lazy } from '../lazy.ts';
import { stepFunctions } from './workflow.ts';

export const rollBackStarter = /* @__PURE__ */ lazy(() =>
  makeRollBackStarter(stepFunctions(), readEnvironment('ROLL_BACK_ARN').ROLL_BACK_ARN),
);
