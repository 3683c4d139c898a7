import { Logger } from '@aws-lambda-powertools/logger';
import { lazy } from './lazy.ts';
import { readEnvironment } from './environment.ts';

/** Structured log of the function; never given a token, code, secret or request body. */
export const logger = /* @__PURE__ */ lazy(() => {
  const { LOG_LEVEL } = readEnvironment('LOG_LEVEL');
  return new Logger({
    serviceName: 'ai-orchestrator',
    logLevel: LOG_LEVEL.toUpperCase() as Uppercase<typeof LOG_LEVEL>,
  });
});
