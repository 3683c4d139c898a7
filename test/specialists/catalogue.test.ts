import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AgentName } from '../../functions/domain/agent/agent-name.ts';
import { TaskType } from '../../functions/domain/task/task-type.ts';
import {
  agents,
  specialistNamed,
  taskCatalogue,
  toolNamed,
} from '../../functions/specialists/catalogue.ts';

const policyData = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../policies/data.json'), 'utf8'),
) as { catalogue: { agent_tools: Record<string, string[]>; shared_tools: string[] } };

describe('the agents', () => {
  it('are the ten of the product, each for one task type', () => {
    expect(agents.map(({ name }) => name)).toEqual(AgentName.options);
    expect(agents.flatMap(({ task_types }) => task_types)).toEqual(TaskType.options);
    expect(taskCatalogue.dr_drill.agent.name).toBe('dr_agent');
  });

  it('are available exactly where rules serve them', () => {
    const available = agents.filter((agent) => agent.available).map(({ name }) => name);

    expect(available).toEqual(['drift_agent', 'patch_agent']);
    expect(AgentName.options.filter((name) => specialistNamed(name).rules !== null)).toEqual(
      available,
    );
  });

  it.each(agents)('let $name call only tools that exist, look or draft', ({ tools }) => {
    for (const name of tools)
      expect(toolNamed(name)?.risk_class, name).toMatch(/^(read_only|plan_only)$/);
  });

  it.each(agents)('let $name call only tools that policy lets it call', ({ name, tools }) => {
    const { agent_tools, shared_tools } = policyData.catalogue;
    const allowed = [...(agent_tools[name] ?? []), ...shared_tools];

    expect(tools.filter((tool) => !allowed.includes(tool))).toEqual([]);
  });

  it.each(agents.filter((agent) => agent.available))(
    'have an implementation for every tool of $name',
    ({ tools }) => {
      expect(tools.filter((tool) => toolNamed(tool)?.available !== true)).toEqual([]);
    },
  );
});
