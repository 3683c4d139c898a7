import * as z from 'zod';
import { declareTool } from '../define-tool.ts';
import { Severity } from '../../domain/shared/severity.ts';
import { Name, selector } from '../tools/tool-schemas.ts';

export const scanVulns = declareTool({
  name: 'scan_vulns',
  description: 'Reads scanner findings on the task’s assets.',
  risk_class: 'read_only',
  input: { selector, min_severity: Severity.optional() },
  output: { findings: z.array(z.strictObject({ cve_id: Name, severity: Severity })) },
});

export const checkExposure = declareTool({
  name: 'check_exposure',
  description: 'Finds what can be reached from everywhere.',
  risk_class: 'read_only',
  input: { selector },
  output: { exposures: z.array(z.strictObject({ port: z.int(), protocol: Name })) },
});
