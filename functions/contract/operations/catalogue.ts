import * as z from 'zod';
import { AutonomyView, GetAutonomyQuery } from '../../domain/policy/autonomy-view.ts';
import { JsonObject } from '../../domain/shared/json-object.ts';
import { AgentName } from '../../domain/agent/agent-name.ts';
import { TaskType } from '../../domain/task/task-type.ts';
import { RiskClass } from '../../domain/tool/tool.ts';
import { base } from '../operation.ts';
import type { Operations } from '../operation.ts';

/** Loose: what more a catalogue says of an agent or a tool grows, and clients pass it over. */
const Agent = z.looseObject({
  name: AgentName,
  purpose: z.string(),
  task_types: z.array(TaskType),
  tools: z.array(z.string()),
});

const Tool = z.looseObject({
  name: z.string(),
  description: z.string(),
  risk_class: RiskClass,
  input_schema: JsonObject,
});

export const catalogueOperations = {
  getAutonomy: {
    method: 'GET',
    path: `${base}/autonomy`,
    group: 'read',
    summary: 'What takes the place of people: grants, what they rest on, what is missing',
    query: GetAutonomyQuery,
    answers: { json: { 200: AutonomyView } },
  },
  listAgents: {
    method: 'GET',
    path: `${base}/agents`,
    group: 'read',
    summary: 'The specialist agents',
    answers: { json: { 200: z.strictObject({ agents: z.array(Agent) }) } },
  },
  listTools: {
    method: 'GET',
    path: `${base}/tools`,
    group: 'read',
    summary: 'The tools, with risk class and JSON Schema of input',
    answers: { json: { 200: z.strictObject({ tools: z.array(Tool) }) } },
  },
} as const satisfies Operations;
