import {
  controllable,
  controlTargetsOf,
  namedEnvironment,
} from '../../../domain/intent/control-targets.ts';
import type { ControlTarget } from '../../../domain/task/control-target.ts';
import type { OrgId } from '../../../domain/shared/ids.ts';
import type { TaskStore } from '../task-ports.ts';
import type { ReadIntentDeps, RefusedIntent } from './read-intent.ts';

export interface ControlTargetDeps extends Pick<ReadIntentDeps, 'words'> {
  readonly tasks: Pick<TaskStore, 'list'>;
}

/** Looked through for those of the type that the words sound like. */
const newest = 25;

/**
 * What words about a rollout could mean, of this org alone and by one query; null where they are
 * about none.
 */
export const makeFindTargets =
  ({ tasks, words }: ControlTargetDeps) =>
  async (
    { isControl }: RefusedIntent,
    { intent, org_id }: { readonly intent: string; readonly org_id: OrgId },
  ): Promise<readonly ControlTarget[] | null> => {
    if (!isControl) return null;
    const environment = namedEnvironment(intent, words()) ?? undefined;
    const found = await tasks.list({
      orgs: [org_id],
      statuses: controllable,
      environment,
      limit: newest,
    });
    return controlTargetsOf(found.tasks, intent);
  };
