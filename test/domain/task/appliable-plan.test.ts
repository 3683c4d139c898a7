import { describe, expect, it } from 'vitest';
import { Digest } from '../../../functions/domain/shared/ids.ts';
import { appliablePlan } from '../../../functions/domain/task/appliable-plan.ts';
import { TaskStatus } from '../../../functions/domain/task/task-status.ts';
import { aTask } from '../../support/builders/a-task.ts';

const digest = Digest.parse('a'.repeat(64));
const finished = { dry_run: true, status: 'completed', plan_digest: digest } as const;

describe('appliablePlan', () => {
  it('is the plan of a finished dry run, by the digest that was read', () => {
    expect(appliablePlan(aTask(finished), digest)).toBe(digest);
  });

  it.each(TaskStatus.options.filter((status) => status !== 'completed'))(
    'is none of a dry run that is %s, and says what to do',
    (status) => {
      expect(() => appliablePlan(aTask({ ...finished, status }), digest)).toThrow(
        status === 'planning' ? /still being planned. Apply it once/u : /Submit the request again/u,
      );
    },
  );

  it.each([
    ['no dry run', { dry_run: false }, 'state-forbids', /submit the request with dry_run/u],
    ['nothing to change', { plan_digest: null }, 'state-forbids', /nothing to apply/u],
    [
      'another plan',
      { plan_digest: Digest.parse('b'.repeat(64)) },
      'plan-digest-mismatch',
      /Read it again/u,
    ],
  ])('is none where there is %s', (...[, change, code, words]) => {
    const asked = (): Digest => appliablePlan(aTask({ ...finished, ...change }), digest);

    expect(asked).toThrow(words);
    expect(asked).toThrow(expect.objectContaining({ code }));
  });
});
