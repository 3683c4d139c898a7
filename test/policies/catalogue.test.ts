import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import data from '../../policies/data.json' with { type: 'json' };
import { actionCatalogue } from '../../functions/specialists/actions/list.ts';
import { agents } from '../../functions/specialists/catalogue.ts';
import { Environment } from '../../functions/domain/shared/environment.ts';
import { wasmPolicyEngineOf } from '../../functions/adapters/opa/wasm-policy.ts';
import { dataWithCatalogue } from '../../policies/catalogue-data.ts';
import { allowedToolCall } from './inputs.ts';

const engine = wasmPolicyEngineOf(join(import.meta.dirname, '../../policies/bundle'));

describe('the policies and the catalogues', () => {
  test.each(agents.map(({ name, tools }) => ({ name, tools })))(
    'grant $name exactly its tools',
    async ({ name, tools }) => {
      const everyTool = [...new Set(agents.flatMap((agent) => agent.tools))];

      const verdicts = await Promise.all(
        everyTool.map((tool) =>
          engine.evaluate('tool_authorization', { ...allowedToolCall, agent: name, tool }),
        ),
      );

      const granted = everyTool.filter((_, at) => verdicts[at]?.allowed);
      expect(granted.sort()).toEqual([...tools].sort());
    },
  );

  test('are told of agents, tools and actions what the product has', async () => {
    const folder = join(import.meta.dirname, '../../policies');

    expect(readFileSync(join(folder, 'data.json'), 'utf8')).toBe(await dataWithCatalogue(folder));
  });

  test('know the same agents', () => {
    expect(Object.keys(data.catalogue.agent_tools).sort()).toEqual(
      agents.map(({ name }) => name).sort(),
    );
  });

  test('know the same actions', () => {
    expect([...data.catalogue.actions].sort()).toEqual(Object.keys(actionCatalogue).sort());
  });

  test('know the same environments', () => {
    expect(data.catalogue.environments).toEqual(Environment.options);
  });
});
