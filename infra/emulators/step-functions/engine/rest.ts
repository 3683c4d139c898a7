import type { Execution, Frame, Rest } from '../execution/execution.ts';
import { executionKey } from '../journal/store.ts';

const waitOf = ({ phase }: Frame): { untilMs: number; child?: string } | undefined => {
  switch (phase.name) {
    case 'children':
      return { untilMs: Infinity };
    case 'waiting':
    case 'retrying':
      return { untilMs: phase.untilMs };
    case 'task': {
      const { submitted, child, timeoutAtMs = Infinity, heartbeatAtMs = Infinity } = phase.call;
      if (!submitted) return undefined;
      const untilMs = Math.min(timeoutAtMs, heartbeatAtMs);
      if (child === undefined) return { untilMs };
      return { untilMs, child: executionKey(child.machineArn.split(':')[6] ?? '', child.name) };
    }
    default:
      return undefined;
  }
};

/** What the execution waits for; undefined while one of its frames has something to do. */
export const restOf = (execution: Execution): Rest | undefined => {
  let wakeAtMs = execution.record.deadlineMs ?? Infinity;
  const awaits: string[] = [];
  for (const frame of execution.frames.values()) {
    const waits = waitOf(frame);
    if (waits === undefined) return undefined;
    wakeAtMs = Math.min(wakeAtMs, waits.untilMs);
    if (waits.child !== undefined) awaits.push(waits.child);
  }
  return wakeAtMs === Infinity ? { awaits } : { wakeAtMs, awaits };
};
