import { inputJsonSchema } from '../../domain/tool/tool-definition.ts';
import { agents, toolCatalogue } from '../../specialists/catalogue.ts';

/** The tools with the JSON Schema of what each takes and the agents that may call it. */
export const listTools = () => ({
  tools: toolCatalogue.map((tool) => ({
    name: tool.name,
    description: tool.description,
    risk_class: tool.risk_class,
    input_schema: inputJsonSchema(tool),
    timeout_seconds: tool.timeout_seconds,
    available: tool.available,
    agents: agents.filter((agent) => agent.tools.includes(tool.name)).map((agent) => agent.name),
  })),
});
