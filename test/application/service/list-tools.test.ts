import { describe, expect, it } from 'vitest';
import { listTools } from '../../../functions/application/service/list-tools.ts';

describe('the list of tools', () => {
  it('shows each with the agents that may call it', () => {
    const tools = listTools().tools;

    expect(tools).toHaveLength(28);
    expect(tools.find(({ name }) => name === 'compare_versions')).toMatchObject({
      risk_class: 'read_only',
      timeout_seconds: 20,
      available: true,
      agents: ['drift_agent'],
    });
    expect(tools.find(({ name }) => name === 'execute_sop')?.agents).toEqual([]);
  });

  it('tells the JSON Schema of what each takes, and nothing of how it runs', () => {
    for (const tool of listTools().tools) {
      expect(tool.input_schema, tool.name).toMatchObject({ type: 'object' });
      expect(Object.keys(tool).sort(), tool.name).toEqual([
        ...['agents', 'available', 'description', 'input_schema', 'name', 'risk_class'],
        'timeout_seconds',
      ]);
    }
  });
});
