import * as z from 'zod';
import { declareTool } from '../define-tool.ts';
import { Faults, Name } from '../tools/tool-schemas.ts';

const Step = z.strictObject({ id: Name, text: z.string(), kind: z.string() });

export const generateSop = declareTool({
  name: 'generate_sop',
  description: 'Drafts a standard operating procedure.',
  risk_class: 'plan_only',
  input: { subject: z.string().max(500) },
  output: { name: Name, steps: z.array(Step) },
});

export const validateSop = declareTool({
  name: 'validate_sop',
  description: 'Checks a procedure’s steps, checks and ways back.',
  risk_class: 'read_only',
  input: { name: Name, steps: z.array(Step).max(50) },
  output: { valid: z.boolean(), faults: Faults },
});

export const executeSopTool = declareTool({
  name: 'execute_sop',
  description: 'Carries a procedure out. Proposed in a plan, never called.',
  risk_class: 'state_change_prod',
  input: { sop_id: Name, version: z.int().min(1) },
  output: { completed: z.boolean() },
});
