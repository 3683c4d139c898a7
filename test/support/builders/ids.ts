import {
  Digest,
  ExecutionId,
  GateId,
  OrgId,
  TaskId,
} from '../../../functions/domain/shared/ids.ts';

export const org = OrgId.parse('org-123');
export const otherOrg = OrgId.parse('org-456');
export const taskId = TaskId.parse('task-01j0000000000000000000000a');
export const gateId = GateId.parse('gate-7zzzzzzzzzzzzzzzzzzzzzzzzz');
export const executionId = ExecutionId.parse('exec-01j0000000000000000000000a');
export const planDigest = Digest.parse('a1'.repeat(32));
export const otherDigest = Digest.parse('b2'.repeat(32));

const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/** What an id of this number ends with; ids sort as their numbers do. */
export const numberPart = (number: number): string => {
  const text = Array.from(number.toString(32), (digit) =>
    digits.charAt(Number.parseInt(digit, 32)),
  ).join('');
  return `01j${text.padStart(23, '0')}`;
};

/** The id of the task with this number. */
export const taskIdOf = (number: number): TaskId => TaskId.parse(`task-${numberPart(number)}`);
