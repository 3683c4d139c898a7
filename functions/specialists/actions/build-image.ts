import * as z from 'zod';
import { defineAction } from '../../domain/action/action.ts';
import { choosesNothing } from '../../domain/action/honours.ts';
import { notShown } from '../../domain/action/after.ts';
import { always } from '../../domain/action/eligibility.ts';
import { asProposed } from '../../domain/action/resolve.ts';
import { Name } from './parameter-schemas.ts';

export const buildImage = defineAction({
  type: 'build_image',
  description: 'Builds a golden image by an existing pipeline.',
  effect: 'Building an image changes no machine',
  honours: { ...choosesNothing, reboot: ['never', 'if_needed'] },
  parameters: z.strictObject({ pipeline: Name }).readonly(),
  undo: 'not_needed',
  policies: ['production_safety', 'image_safety'],
  captures: [],
  rollback_method: 'A new image is used by nothing until it is promoted.',
  drains: false,
  verifies: 'The image is available and passed its tests.',
  eligibility: always,
  resolve: asProposed,
  touches: null,
  changes: (_asset, { pipeline }) => [{ field: 'image pipeline', from: null, to: pipeline }],
  after: () => notShown('build_image'),
});
