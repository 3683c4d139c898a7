import type { IdSource } from '../../../functions/application/shared/ports.ts';
import { ExecutionId, GateId } from '../../../functions/domain/shared/ids.ts';
import { numberPart, taskIdOf } from '../builders/ids.ts';

/** Ids that count up, so that tests read the same each time; tasks are numbered as `taskIdOf` does. */
export const countingIds = (): IdSource => {
  let count = 0;
  const next = (): string => numberPart((count += 1));
  return {
    taskId: () => taskIdOf((count += 1)),
    executionId: () => ExecutionId.parse(`exec-${next()}`),
    gateId: () => GateId.parse(`gate-${next()}`),
    messageId: () => `msg-${next()}`,
  };
};
