import { describe, expect, it } from 'vitest';
import { listAgents } from '../../../functions/application/service/list-agents.ts';

describe('the list of agents', () => {
  it('shows each with what it may do', () => {
    expect(listAgents().agents).toHaveLength(10);
    expect(listAgents().agents[0]).toMatchObject({
      name: 'drift_agent',
      task_types: ['drift_remediation'],
      proposes: ['reimage'],
      available: true,
    });
  });

  it('has those that nobody serves yet, marked as such, each once', () => {
    const { agents } = listAgents();

    expect(new Set(agents.map(({ name }) => name)).size).toBe(agents.length);
    expect(agents.filter(({ available }) => available).map(({ name }) => name)).toEqual([
      'drift_agent',
      'patch_agent',
    ]);
  });
});
