import { describe, expect, it } from 'vitest';
import { unhealthyCourse } from '../support/crash/course.ts';
import { runThroughTears } from '../support/crash/torn-lives.ts';

const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 1_000_000));

describe(`a process that is killed, with the last record of its data torn (CRASH_SEED=${seed})`, () => {
  it('starts each time, and its job ends as if nothing had been', async () => {
    const outcome = await runThroughTears(unhealthyCourse, { kills: 15, seed });

    expect(outcome).toEqual({
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
        'executions pending': 1,
        'executions rolled_back': 1,
        'executions rolling_back': 1,
        'executions running': 1,
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
    });
  }, 240_000);
});
