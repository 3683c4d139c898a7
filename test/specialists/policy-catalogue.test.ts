import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { policyCatalogue } from '../../functions/specialists/catalogue.ts';

it('what policies are told of the specialists is what their data holds', () => {
  const { catalogue } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../policies/data.json'), 'utf8'),
  ) as { catalogue: unknown };

  expect(catalogue).toMatchObject(policyCatalogue());
});

it('policies are told of tools that are called and of tools that are proposed', () => {
  const { shared_tools, proposed_tools, agent_tools } = policyCatalogue();

  expect(shared_tools).toEqual(['query_assets', 'get_golden_image']);
  expect(proposed_tools).toContain('execute_sop');
  expect(proposed_tools).not.toContain('query_assets');
  expect(agent_tools).toMatchObject({
    drift_agent: ['compare_versions', 'generate_patch_plan', 'simulate_rollout'],
  });
});
