import { Logger } from '@aws-lambda-powertools/logger';
import { lazy } from './lazy.ts';
import type { Log } from './log.ts';
import { readEnvironment } from './environment.ts';
import { makeTextLog } from './text-log.ts';

/** Structured log of the function; never given a token, code, secret or request body. */
export const logger = /* @__PURE__ */ lazy((): Log => {
  const { LOG_LEVEL, LOG_FORMAT } = readEnvironment('LOG_LEVEL', 'LOG_FORMAT');
  if (LOG_FORMAT === 'text') return makeTextLog(LOG_LEVEL);
  return new Logger({
    serviceName: 'ai-orchestrator',
    logLevel: LOG_LEVEL.toUpperCase() as Uppercase<typeof LOG_LEVEL>,
  });
});
