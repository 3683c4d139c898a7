import * as z from 'zod';
import { declareTool } from '../define-tool.ts';
import { Name, selector } from '../tools/tool-schemas.ts';

export const infraGraph = declareTool({
  name: 'infra_graph',
  description: 'Tells which assets and services depend on which.',
  risk_class: 'read_only',
  input: { selector },
  output: { edges: z.array(z.strictObject({ from: Name, to: Name, kind: Name })) },
});

export const simulateFailover = declareTool({
  name: 'simulate_failover',
  description: 'Plays a failover on a copy of the dependency graph.',
  risk_class: 'plan_only',
  input: { selector, to_region: Name },
  output: { recovered: z.boolean(), recovery_seconds: z.number(), gaps: z.array(z.string()) },
});
