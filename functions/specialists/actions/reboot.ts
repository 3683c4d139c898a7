import * as z from 'zod';
import { defineAction } from '../../domain/action/action.ts';
import { choosesNothing } from '../../domain/action/honours.ts';
import { unchanged, whenIn } from '../../domain/action/after.ts';
import { whenRunning } from '../../domain/action/eligibility.ts';
import { asProposed } from '../../domain/action/resolve.ts';

export const reboot = defineAction({
  type: 'reboot',
  description: 'Restarts the machine.',
  effect: 'A reboot restarts the machine',
  honours: { ...choosesNothing, reboot: ['always'] },
  parameters: z.strictObject({}).readonly(),
  undo: 'not_needed',
  policies: ['production_safety'],
  captures: ['version'],
  rollback_method: 'A restart changes nothing that would be taken back.',
  drains: true,
  verifies: 'The instance status is ok.',
  eligibility: (asset) => whenRunning(asset),
  resolve: asProposed,
  touches: [],
  changes: () => [{ field: 'restart', from: null, to: 'once' }],
  after: (asset) => whenIn('running', asset, () => unchanged('Rebooted')),
});
