import type { Agent, TaskCatalogue } from '../domain/agent/agent.ts';
import { AgentName } from '../domain/agent/agent-name.ts';
import type { TaskType } from '../domain/task/task-type.ts';
import { isCallable, sharedTools } from './define-specialist.ts';
import type { Specialist } from './define-specialist.ts';
import type { Tool } from './define-tool.ts';
import { specialists } from './list.ts';

export const specialistNamed = (name: AgentName): Specialist => specialists[name];

const all: readonly Specialist[] = AgentName.options.map(specialistNamed);

/** The agents as people see them, in the order of their names. */
export const agents: readonly Agent[] = all.map(({ agent }) => agent);

type Served = (typeof specialists)[AgentName]['taskType'];

/** Who serves each type of task; it doesn't compile while a type has nobody. */
export const taskCatalogue: TaskCatalogue = Object.fromEntries(
  all.map(({ taskType, agent, wording, actions }): [TaskType, TaskCatalogue[TaskType]] => [
    taskType,
    { agent, wording, actions },
  ]),
) as Readonly<Record<Served, TaskCatalogue[Served]>>;

/** One that several specialists have stands with the last of them. */
const toolsOf = (some: readonly Specialist[]): readonly Tool[] =>
  some
    .flatMap(({ ownTools }) => ownTools)
    .filter((tool, index, tools) => tools.lastIndexOf(tool) === index);

const working = [...sharedTools, ...toolsOf(all.filter(({ agent }) => agent.available))];

/** Every tool there is: the shared ones, those of specialists that work, and the others. */
export const toolCatalogue: readonly Tool[] = [
  ...working,
  ...toolsOf(all).filter((tool) => !working.includes(tool)),
];

const toolsByName: ReadonlyMap<string, Tool> = new Map(
  toolCatalogue.map((tool) => [tool.name, tool]),
);

export const toolNamed = (name: string): Tool | null => toolsByName.get(name) ?? null;

/** What policies are told of the specialists; `policies/data.json` holds it. */
export const policyCatalogue = () => ({
  shared_tools: sharedTools.map(({ name }) => name),
  proposed_tools: toolCatalogue.filter((tool) => !isCallable(tool)).map(({ name }) => name),
  agent_tools: Object.fromEntries(
    all.map(({ name, ownTools }) => [name, ownTools.filter(isCallable).map((tool) => tool.name)]),
  ),
});
