import * as z from 'zod';
import { defineAction } from '../../domain/action/action.ts';
import { choosesNothing } from '../../domain/action/honours.ts';
import { notShown } from '../../domain/action/after.ts';
import { always } from '../../domain/action/eligibility.ts';
import { asProposed } from '../../domain/action/resolve.ts';

export const closeExposure = defineAction({
  type: 'close_exposure',
  description: 'Takes a public ingress rule off the asset’s security group.',
  effect: 'Closing an exposure changes a security group',
  honours: { ...choosesNothing, reboot: ['never', 'if_needed'] },
  parameters: z
    .strictObject({ port: z.int().min(0).max(65_535), protocol: z.enum(['tcp', 'udp']) })
    .readonly(),
  undo: 'exact',
  policies: ['production_safety'],
  captures: ['security group rules', 'version'],
  rollback_method: 'Put the captured rule back.',
  drains: false,
  verifies: 'The port can’t be reached from everywhere.',
  eligibility: always,
  resolve: asProposed,
  touches: null,
  changes: (_asset, { port, protocol }) => [
    { field: `ingress ${protocol}/${port}`, from: 'open to everyone', to: 'closed' },
  ],
  after: () => notShown('close_exposure'),
});
