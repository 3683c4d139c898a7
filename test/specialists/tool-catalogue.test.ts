import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inputJsonSchema } from '../../functions/domain/tool/tool-definition.ts';
import { toolCatalogue, toolNamed } from '../../functions/specialists/catalogue.ts';

const seedTools = [
  ...['query_assets', 'compare_versions', 'generate_patch_plan', 'cve_feed', 'risk_score'],
  ...['generate_rollout', 'check_controls', 'generate_evidence', 'query_logs', 'correlate_events'],
  ...['infra_graph', 'simulate_failover', 'billing_data', 'forecast', 'recommend', 'scan_vulns'],
  ...['check_exposure', 'build_image', 'validate_image', 'promote_image', 'generate_sop'],
  ...['validate_sop', 'execute_sop', 'discover_api', 'generate_adapter'],
  ...['get_golden_image', 'simulate_rollout', 'terraform_plan'],
];

describe('the tools', () => {
  it('are those of the seed and three more, each once', () => {
    expect(toolCatalogue.map(({ name }) => name).sort()).toEqual([...seedTools].sort());
  });

  it('stand in one order: the shared ones, those that work, the others', () => {
    expect(toolCatalogue.slice(0, 10).map(({ name }) => name)).toEqual([
      ...['query_assets', 'get_golden_image', 'compare_versions', 'generate_patch_plan'],
      ...['cve_feed', 'risk_score', 'generate_rollout', 'simulate_rollout'],
      ...['check_controls', 'generate_evidence'],
    ]);
    expect(toolCatalogue.at(-1)?.name).toBe('terraform_plan');
  });

  it('are available exactly where they are implemented', () => {
    const available = toolCatalogue.filter((tool) => tool.available).map(({ name }) => name);

    const implemented = toolCatalogue.filter(({ run }) => run !== null);

    expect(available).toHaveLength(8);
    expect(available).toEqual(implemented.map(({ name }) => name));
  });

  it('change state only where policy calls them proposals', () => {
    const { catalogue } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../policies/data.json'), 'utf8'),
    ) as { catalogue: { proposed_tools: string[] } };
    const changing = toolCatalogue.filter(({ risk_class }) => risk_class.startsWith('state_'));

    expect(changing.map(({ name }) => name).sort()).toEqual([...catalogue.proposed_tools].sort());
    expect(changing.filter(({ run }) => run !== null)).toEqual([]);
  });

  it.each(toolCatalogue)('tell what $name takes as JSON Schema', (tool) => {
    const schema = inputJsonSchema(tool);

    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
  });

  it('take no environment and no asset by name', () => {
    for (const tool of toolCatalogue)
      expect(JSON.stringify(inputJsonSchema(tool)), tool.name).not.toMatch(/environment|asset_id/);
  });

  it('are unknown by any other name', () => {
    expect(toolNamed('constructor')).toBeNull();
  });
});
