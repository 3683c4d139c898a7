import type { CatalogueAction } from '../domain/action/action.ts';
import type { Agent } from '../domain/agent/agent.ts';
import type { AgentName } from '../domain/agent/agent-name.ts';
import type { TaskType } from '../domain/task/task-type.ts';
import type { TaskWording } from '../domain/task/task-wording.ts';
import type { Tool } from './define-tool.ts';
import type { Rules } from './read-transcript.ts';
import { getGoldenImage } from './tools/get-golden-image.ts';
import { queryAssets } from './tools/query-assets.ts';

/** Tools that every specialist looks with. */
export const sharedTools: readonly Tool[] = [queryAssets, getGoldenImage];

interface Definition<Name extends AgentName, Type extends TaskType> {
  readonly name: Name;
  readonly purpose: string;
  /** The one type of task that it serves. */
  readonly taskType: Type;
  readonly wording: TaskWording;
  /** Its tools beside the shared ones; of those that change state it may only propose the action. */
  readonly tools: readonly Tool[];
  readonly proposes: readonly CatalogueAction[];
  /** What it wants next, by rules; without them it is not available. */
  readonly rules?: Rules;
}

/** One specialist, whole. */
export interface Specialist<
  Name extends AgentName = AgentName,
  Type extends TaskType = TaskType,
> extends Pick<Definition<Name, Type>, 'name' | 'taskType' | 'wording'> {
  /** As people and policies see it. */
  readonly agent: Agent;
  /** What its plans may hold. */
  readonly actions: readonly CatalogueAction[];
  readonly ownTools: readonly Tool[];
  readonly rules: Rules | null;
}

const callable: Readonly<Record<Tool['risk_class'], boolean>> = {
  read_only: true,
  plan_only: true,
  state_change_nonprod: false,
  state_change_prod: false,
};

/** Whether an agent may call a tool of the class: those that change state are proposed in a plan. */
export const isCallable = ({ risk_class }: Pick<Tool, 'risk_class'>): boolean =>
  callable[risk_class];

/** A specialist from what is its own; what lists of agents show of it is derived. */
export const defineSpecialist = <Name extends AgentName, Type extends TaskType>({
  name,
  purpose,
  taskType,
  wording,
  tools,
  proposes,
  rules,
}: Definition<Name, Type>): Specialist<Name, Type> => ({
  name,
  taskType,
  wording,
  agent: {
    name,
    purpose,
    task_types: [taskType],
    tools: [...sharedTools, ...tools].filter(isCallable).map((tool) => tool.name),
    proposes: proposes.map((action) => action.type),
    available: rules !== undefined,
  },
  actions: proposes,
  ownTools: tools,
  rules: rules ?? null,
});
