import * as z from 'zod';
import { UntrustedText } from '../../domain/tool/tool-definition.ts';
import { declareTool } from '../define-tool.ts';
import { Name, selector, Window } from '../tools/tool-schemas.ts';

export const checkControls = declareTool({
  name: 'check_controls',
  description: 'Checks the task’s assets against the controls of a framework.',
  risk_class: 'read_only',
  input: { selector, framework: z.enum(['cis', 'pci-dss', 'soc2', 'hipaa']) },
  output: {
    controls: z.array(z.strictObject({ control: Name, passed: z.int(), failed: z.int() })),
  },
});

export const generateEvidence = declareTool({
  name: 'generate_evidence',
  description: 'Compiles an evidence pack from control checks.',
  risk_class: 'plan_only',
  input: { framework: Name, window: Window },
  output: { items: z.array(z.strictObject({ control: Name, evidence: UntrustedText })) },
});
