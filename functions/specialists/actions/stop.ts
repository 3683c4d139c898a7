import * as z from 'zod';
import { defineAction } from '../../domain/action/action.ts';
import { choosesNothing } from '../../domain/action/honours.ts';
import { whenIn } from '../../domain/action/after.ts';
import { eligible, satisfied } from '../../domain/action/eligibility.ts';
import { asProposed } from '../../domain/action/resolve.ts';

export const stop = defineAction({
  type: 'stop',
  description: 'Stops the machine and keeps its volumes.',
  effect: 'Stopping shuts the machine down',
  honours: { ...choosesNothing, reboot: ['never', 'if_needed'] },
  parameters: z.strictObject({}).readonly(),
  undo: 'exact',
  policies: ['production_safety'],
  captures: ['state', 'version'],
  rollback_method: 'Start the machine again.',
  drains: true,
  verifies: 'The machine is stopped.',
  eligibility: (asset) =>
    asset.state === 'stopped' ? satisfied('The asset is stopped already.') : eligible,
  resolve: asProposed,
  touches: ['state'],
  changes: (asset) => [{ field: 'state', from: asset.state, to: 'stopped' }],
  after: (asset) =>
    whenIn('running', asset, () => ({ changed: { state: 'stopped' }, output: 'Stopped' })),
});
