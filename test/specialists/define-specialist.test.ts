import { describe, expect, it } from 'vitest';
import { reimage } from '../../functions/specialists/actions/reimage.ts';
import {
  defineSpecialist,
  isCallable,
  sharedTools,
} from '../../functions/specialists/define-specialist.ts';
import { declareTool } from '../../functions/specialists/define-tool.ts';
import type { Tool } from '../../functions/specialists/define-tool.ts';
import { driftRules } from '../../functions/specialists/drift/rules.ts';
import { wording } from '../../functions/specialists/drift/wording.ts';

const tool = (name: string, risk_class: Tool['risk_class']) =>
  declareTool({ name, description: '', risk_class, input: {}, output: {} });

const tools = [
  tool('look', 'read_only'),
  tool('draft', 'plan_only'),
  tool('try', 'state_change_nonprod'),
  tool('do', 'state_change_prod'),
];

const definition = {
  name: 'drift_agent',
  purpose: 'Finds drift.',
  taskType: 'drift_remediation',
  wording,
  tools,
  proposes: [reimage],
} as const;

describe('a specialist', () => {
  it('may call the shared tools and those of its own that change nothing', () => {
    const { agent, ownTools } = defineSpecialist(definition);

    expect(sharedTools.map(({ name }) => name)).toEqual(['query_assets', 'get_golden_image']);
    expect(agent).toEqual({
      name: 'drift_agent',
      purpose: 'Finds drift.',
      task_types: ['drift_remediation'],
      tools: ['query_assets', 'get_golden_image', 'look', 'draft'],
      proposes: ['reimage'],
      available: false,
    });
    expect(ownTools).toBe(tools);
    expect(tools.filter(isCallable).map(({ name }) => name)).toEqual(['look', 'draft']);
  });

  it('is available once it has rules', () => {
    expect(defineSpecialist(definition)).toMatchObject({ rules: null });
    expect(defineSpecialist({ ...definition, rules: driftRules })).toMatchObject({
      name: 'drift_agent',
      taskType: 'drift_remediation',
      wording,
      rules: driftRules,
      agent: { available: true },
    });
  });
});
