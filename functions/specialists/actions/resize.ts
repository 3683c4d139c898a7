import * as z from 'zod';
import { defineAction } from '../../domain/action/action.ts';
import { choosesNothing } from '../../domain/action/honours.ts';
import { whenIn } from '../../domain/action/after.ts';
import { satisfied, whenRunning } from '../../domain/action/eligibility.ts';
import { asProposed } from '../../domain/action/resolve.ts';

export const resize = defineAction({
  type: 'resize',
  description: 'Changes the instance type.',
  effect: 'Resizing stops and starts the machine',
  honours: { ...choosesNothing, reboot: ['if_needed', 'always'] },
  parameters: z
    .strictObject({ instance_type: z.string().regex(/^[a-z][a-z0-9-]*\.[a-z0-9]+$/u) })
    .readonly(),
  undo: 'exact',
  policies: ['production_safety'],
  captures: ['instance type', 'version'],
  rollback_method: 'Change back to the captured instance type.',
  drains: true,
  verifies: 'The machine runs with the instance type.',
  eligibility: (asset, { instance_type }) =>
    asset.tags.instance_type === instance_type
      ? satisfied('The asset has the instance type already.')
      : whenRunning(asset),
  resolve: asProposed,
  touches: ['tags'],
  touchedTags: () => ['instance_type'],
  changes: (asset, { instance_type }) => [
    { field: 'instance type', from: asset.tags['instance_type'] ?? null, to: instance_type },
  ],
  after: (asset, { instance_type }) =>
    whenIn('running', asset, () => ({
      changed: { tags: { ...asset.tags, instance_type } },
      output: `Resized to ${instance_type}`,
    })),
});
