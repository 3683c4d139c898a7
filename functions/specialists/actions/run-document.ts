import * as z from 'zod';
import { defineAction } from '../../domain/action/action.ts';
import { choosesNothing } from '../../domain/action/honours.ts';
import { unchanged, whenIn } from '../../domain/action/after.ts';
import { whenReachable } from '../../domain/action/eligibility.ts';
import { asProposed } from '../../domain/action/resolve.ts';

/** Names of SSM documents that a plan may run; none takes a shell command. */
const DocumentName = z.enum([
  'AWS-RunPatchBaseline',
  'AWS-UpdateSSMAgent',
  'AWS-RestartEC2Instance',
]);

export const runDocument = defineAction({
  type: 'run_document',
  description: 'Runs one of the approved SSM documents.',
  effect: 'A document does what it says',
  honours: { ...choosesNothing, reboot: [] },
  parameters: z.strictObject({ document: DocumentName }).readonly(),
  undo: 'none',
  policies: ['production_safety'],
  captures: ['version'],
  rollback_method: 'A document can’t be taken back.',
  drains: false,
  verifies: 'The document ended with success.',
  eligibility: (asset) => whenReachable(asset),
  resolve: asProposed,
  touches: null,
  changes: (_asset, { document }) => [{ field: 'document', from: null, to: document }],
  after: (asset, { document }) => whenIn('running', asset, () => unchanged(`Ran ${document}`)),
});
