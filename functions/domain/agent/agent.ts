import type { Honouring } from '../action/honours.ts';
import type { ActionType } from '../action/action-type.ts';
import type { AgentName } from './agent-name.ts';
import type { TaskType } from '../task/task-type.ts';
import type { TaskWording } from '../task/task-wording.ts';

/** A specialist: what it is for, what it may look with, and what it may propose. */
export interface Agent {
  readonly name: AgentName;
  readonly purpose: string;
  readonly task_types: readonly TaskType[];
  /** Tools that it may call; none of them changes anything. */
  readonly tools: readonly string[];
  /** Actions that its plans may hold. */
  readonly proposes: readonly ActionType[];
  /** False while no planner knows its work: its tasks end with `agent-not-available`. */
  readonly available: boolean;
}

/** Who serves each type of task, and how people ask for it. */
export type TaskCatalogue = Readonly<
  Record<
    TaskType,
    {
      readonly agent: Agent;
      readonly wording: TaskWording;
      /** What each action that it may propose says of constraints; none where it only reports. */
      readonly actions: readonly Honouring[];
    }
  >
>;
