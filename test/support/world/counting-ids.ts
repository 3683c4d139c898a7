import type { IdSource } from '../../../functions/application/shared/ports.ts';
import { ExecutionId, GateId, TaskId } from '../../../functions/domain/shared/ids.ts';

const crockford = '0123456789abcdefghjkmnpqrstvwxyz';

const numbered = (count: number): string =>
  Array.from(count.toString(32), (digit) => crockford[Number.parseInt(digit, 32)]).join('');

/** Ids that count up, so that tests read the same each time. */
export const countingIds = (): IdSource => {
  let count = 0;
  const next = () => numbered((count += 1)).padStart(26, '0');
  return {
    taskId: () => TaskId.parse(`task-${next()}`),
    executionId: () => ExecutionId.parse(`exec-${next()}`),
    gateId: () => GateId.parse(`gate-${next()}`),
    messageId: () => `msg-${next()}`,
  };
};
