import * as z from 'zod';
import { defineAction } from '../../domain/action/action.ts';
import { choosesNothing } from '../../domain/action/honours.ts';
import { whenIn } from '../../domain/action/after.ts';
import { eligible, satisfied } from '../../domain/action/eligibility.ts';
import { asProposed } from '../../domain/action/resolve.ts';

export const start = defineAction({
  type: 'start',
  description: 'Starts a stopped machine.',
  effect: 'Starting boots a stopped machine',
  honours: { ...choosesNothing, reboot: ['never', 'if_needed'] },
  parameters: z.strictObject({}).readonly(),
  undo: 'exact',
  policies: ['production_safety'],
  captures: ['state', 'version'],
  rollback_method: 'Stop the machine again.',
  drains: false,
  verifies: 'The instance status is ok.',
  eligibility: (asset) =>
    asset.state === 'running' ? satisfied('The asset is running already.') : eligible,
  resolve: asProposed,
  touches: ['state'],
  changes: (asset) => [{ field: 'state', from: asset.state, to: 'running' }],
  after: (asset) =>
    whenIn('stopped', asset, () => ({ changed: { state: 'running' }, output: 'Started' })),
});
