import { beforeAll, describe, expect, it } from 'vitest';
import { eventfulCourse } from '../support/crash/course.ts';
import { allTears } from '../support/crash/level-log.ts';
import { recordCourse } from '../support/crash/recording.ts';
import type { Recording } from '../support/crash/recording.ts';
import { openAddress } from '../support/crash/virtual-product.ts';

/** Each so many-th write only, for a quick look. */
const stride = Number(process.env['CRASH_STRIDE'] ?? 1);

const endOfCourse = {
  status: 'rolled_back',
  assets: ['apply undo', 'apply undo', ''],
  tasks: 1,
  gates: 1,
  executions: 1,
  heldLocks: 0,
  auditIsWhole: true,
  events: [
    'task_submitted',
    'plan_submitted',
    'plan_validated',
    'plan_scored',
    'task_pending_approval',
    'task_approved',
    'task_executing',
    'execution_pending',
    'execution_running',
    'execution_pausing',
    'execution_paused',
    'execution_running',
    'phase_completed',
    'phase_failed',
    'execution_rolling_back',
    'execution_rolled_back',
    'task_rolled_back',
  ],
  machines: [
    'agent-loop SUCCEEDED',
    'phased-rollout SUCCEEDED',
    'roll-back SUCCEEDED',
    'task-lifecycle SUCCEEDED',
  ],
  counters: {
    'executions pausing': 1,
    'executions paused': 1,
    'executions pending': 1,
    'executions rolled_back': 1,
    'executions rolling_back': 1,
    'executions running': 2,
    'tasks approved': 1,
    'tasks executing': 1,
    'tasks pending_approval': 1,
    'tasks planning': 1,
    'tasks rolled_back': 1,
    'tool_calls compare_versions': 1,
    'tool_calls generate_patch_plan': 1,
    'tool_calls get_golden_image': 1,
    'tool_calls query_assets': 1,
    'tool_calls simulate_rollout': 1,
  },
  defects: [],
};

describe('a crash between any two writes of a job', () => {
  let recording: Recording;

  beforeAll(async () => {
    const address = await openAddress();
    recording = await recordCourse(address, eventfulCourse);
    return async () => {
      recording.remove();
      await address.close();
    };
  }, 120_000);

  it('would do nothing to a job that is not interrupted', () => {
    expect(recording.outcome).toEqual(endOfCourse);
    expect(recording.writes).toBeGreaterThan(100);
  });

  it('makes no difference to its end, whether the next write is absent or torn', async () => {
    const kinds = [null, ...allTears];
    for (let writes = 0; writes < recording.writes; writes += stride) {
      const tear = kinds[writes % kinds.length] ?? null;

      const outcome = await recording.goOnAfter(writes, tear);

      expect
        .soft(outcome, `after ${writes} writes, the next ${tear ?? 'absent'}`)
        .toEqual(endOfCourse);
    }
  }, 900_000);
});
