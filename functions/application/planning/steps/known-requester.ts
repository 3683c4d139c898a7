import { isTiedToOnePerson } from '../../../domain/approval/one-person.ts';
import type { Finding } from '../../../domain/policy/finding.ts';
import type { Task } from '../../../domain/task/task.ts';
import type { Judgement } from './plan-judgement.ts';

/** Whether it is known who asked, where somebody else has to approve. */
export const isRequesterKnown = (
  task: Task,
  { requirement, settings }: Pick<Judgement, 'requirement' | 'settings'>,
): boolean =>
  task.dry_run ||
  !settings.has_identity_provider ||
  !requirement.required ||
  !requirement.four_eyes ||
  isTiedToOnePerson(task.requested_by, settings.approvers);

const requesterUnknown: Finding = {
  code: 'requester-not-one-person',
  severity: 'error',
  message:
    "The change takes somebody else's approval, and the token that asked for it can't be tied to one person: it takes a verified email claim or a registered subject.",
  rule: 'approval_requirement',
};

/** The task with the finding. The validation itself stands: it is not the plan that is at fault. */
export const withUnknownRequester = (task: Task): Task =>
  task.validation === null
    ? task
    : {
        ...task,
        validation: {
          ...task.validation,
          findings: [...task.validation.findings, requesterUnknown],
        },
      };
