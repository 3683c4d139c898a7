import { hasExecutionEnded } from '../../domain/execution/execution-status.ts';
import { endedBadly } from '../../domain/execution/ended-machine.ts';
import type { EndedMachine } from '../../domain/execution/ended-machine.ts';
import type { Execution } from '../../domain/execution/execution.ts';
import { notFound } from '../../domain/shared/errors.ts';
import { ExecutionId, toTimestamp } from '../../domain/shared/ids.ts';
import { executionChanges } from './steps/execution-context.ts';
import type { ExecutionStore, RollBackStarter, RolloutFinisher } from './execution-ports.ts';
import type { Clock, Directory, IdSource, UnitOfWork } from '../shared/ports.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { executionNotice } from '../shared/owed-messages.ts';
import { commit } from '../shared/commit.ts';

export interface RecoverRolloutDeps {
  readonly directory: Pick<Directory, 'orgOf'>;
  readonly executions: Pick<ExecutionStore, 'get'>;
  readonly finishRollout: RolloutFinisher;
  readonly rollBack: RollBackStarter;
  readonly unitOfWork: UnitOfWork;
  readonly ids: Pick<IdSource, 'messageId'>;
  readonly clock: Clock;
}

export interface Recovery {
  readonly outcome: 'nothing_to_do' | 'ended' | 'roll_back_started' | 'given_up';
}

/** A name of the phased-rollout or roll-back machine: the execution id and what was appended. */
const machineName = /^(exec-[0-9a-z]{26})((?:-[a-z]+)*)$/;
const suffix = '-recovery';
const mostRecoveries = 3;

/** Puts on record, once, that only people can bring the execution to its end, and tells them. */
const giveUp = async (
  { unitOfWork, ids, clock }: RecoverRolloutDeps,
  execution: Execution,
): Promise<void> => {
  if (execution.rollback_error !== null) return;
  const at = toTimestamp(clock.now());
  const reason = `The rollback was broken off ${mostRecoveries + 1} times and is not tried again.`;
  const changes = executionChanges(
    execution,
    { rollback_error: reason },
    { at, event: 'rollback_given_up', details: { reason } },
  );
  const notice = executionNotice(ids, execution, { event: 'execution_failed', at });
  await commit(unitOfWork, changes, { messages: [notice] });
};

/**
 * Finds executions that their machine left unfinished in a way that no Catch sees (stopped, timed
 * out, history full), closes their fence and starts the roll-back machine, which awaits what is in
 * flight and takes back what was touched. Named after the machine that ended, so that a repeated
 * event starts nothing twice; after three recoveries in a row people are told that it is left to them.
 */
export const makeRecoverRollout =
  (deps: RecoverRolloutDeps) =>
  (machine: EndedMachine): Promise<Recovery> =>
    retryOnConflict(async () => {
      const [, text, appended = ''] = machineName.exec(machine.name) ?? [];
      const id = ExecutionId.safeParse(text);
      if (!id.success || !endedBadly(machine)) return { outcome: 'nothing_to_do' };
      const org = await deps.directory.orgOf(id.data);
      const execution = org && (await deps.executions.get({ org_id: org, execution_id: id.data }));
      if (!execution) throw notFound('execution');
      if (hasExecutionEnded(execution.status)) return { outcome: 'nothing_to_do' };
      if (appended.split(suffix).length > mostRecoveries) {
        await giveUp(deps, execution);
        return { outcome: 'given_up' };
      }

      const ref = { org_id: execution.org_id, task_id: execution.task_id, execution_id: id.data };
      const failure = { error: `Workflow ${machine.status.toLowerCase()}`, cause: machine.name };
      const { outcome } = await deps.finishRollout({ ...ref, failure });
      if (outcome === 'finished') return { outcome: 'ended' };
      await deps.rollBack.start({ ...ref, name: `${machine.name}${suffix}` });
      return { outcome: 'roll_back_started' };
    });
