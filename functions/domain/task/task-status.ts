import * as z from 'zod';

export const TaskStatus = z.enum([
  'planning',
  'pending_approval',
  'approved',
  'blocked',
  'rejected',
  'expired',
  'executing',
  'completed',
  'failed',
  'rolled_back',
  'cancelled',
]);
export type TaskStatus = z.infer<typeof TaskStatus>;

/** The only moves that a task can make. */
const taskTransitions: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  planning: ['pending_approval', 'approved', 'blocked', 'completed', 'failed', 'cancelled'],
  pending_approval: [
    'approved',
    'rejected',
    'expired',
    'cancelled',
    'planning',
    'blocked',
    'failed',
  ],
  blocked: ['pending_approval', 'cancelled'],
  approved: ['executing', 'blocked', 'cancelled', 'expired', 'failed'],
  executing: ['completed', 'failed', 'rolled_back', 'cancelled'],
  failed: ['executing'],
  rolled_back: ['executing'],
  cancelled: ['executing'],
  completed: ['executing'],
  rejected: [],
  expired: [],
};

export const canTaskMove = (from: TaskStatus, to: TaskStatus): boolean =>
  taskTransitions[from].includes(to);

/** Statuses in which nothing more happens unless an operator asks for it. */
const ended: Readonly<Record<TaskStatus, boolean>> = {
  planning: false,
  pending_approval: false,
  approved: false,
  blocked: false,
  executing: false,
  completed: true,
  failed: true,
  rolled_back: true,
  rejected: true,
  expired: true,
  cancelled: true,
};

export const hasTaskEnded = (status: TaskStatus): boolean => ended[status];
