import * as z from 'zod';
import { declareTool } from '../define-tool.ts';
import { Name } from '../tools/tool-schemas.ts';

export const discoverApi = declareTool({
  name: 'discover_api',
  description: 'Reads an OpenAPI document that the org has registered.',
  risk_class: 'read_only',
  input: { api: Name },
  output: { operations: z.array(z.strictObject({ method: Name, path: z.string() })) },
});

export const generateAdapter = declareTool({
  name: 'generate_adapter',
  description: 'Drafts an adapter for a registered API.',
  risk_class: 'plan_only',
  input: { api: Name, operations: z.array(Name).max(100) },
  output: { files: z.array(z.strictObject({ path: z.string(), text: z.string() })) },
});

export const terraformPlan = declareTool({
  name: 'terraform_plan',
  description: 'Reads the output of `terraform show -json` that a task carries.',
  risk_class: 'read_only',
  input: { context_key: Name },
  output: { creates: z.int(), updates: z.int(), destroys: z.int(), addresses: z.array(Name) },
});
