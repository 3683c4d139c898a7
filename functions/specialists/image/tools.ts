import * as z from 'zod';
import { declareTool } from '../define-tool.ts';
import { Faults, Name } from '../tools/tool-schemas.ts';

export const buildImageTool = declareTool({
  name: 'build_image',
  description: 'Builds a golden image. Proposed in a plan, never called.',
  risk_class: 'state_change_nonprod',
  input: { pipeline: Name },
  output: { image: Name },
});

export const validateImage = declareTool({
  name: 'validate_image',
  description: 'Checks an image’s tests, vulnerabilities and base.',
  risk_class: 'read_only',
  input: { image: Name },
  output: { passed: z.boolean(), faults: Faults },
});

export const promoteImageTool = declareTool({
  name: 'promote_image',
  description: 'Makes an image the golden one. Proposed in a plan, never called.',
  risk_class: 'state_change_prod',
  input: { image: Name, role: Name },
  output: { image: Name },
});
