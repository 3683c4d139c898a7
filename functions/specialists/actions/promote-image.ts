import * as z from 'zod';
import { defineAction } from '../../domain/action/action.ts';
import { choosesNothing } from '../../domain/action/honours.ts';
import { notShown } from '../../domain/action/after.ts';
import { eligible, excluded } from '../../domain/action/eligibility.ts';
import { asProposed } from '../../domain/action/resolve.ts';
import { ImageId, Name } from './parameter-schemas.ts';

export const promoteImage = defineAction({
  type: 'promote_image',
  description: 'Makes an image the golden one of a role.',
  effect: 'Promoting an image changes no machine',
  honours: { ...choosesNothing, reboot: ['never', 'if_needed'] },
  parameters: z.strictObject({ image: ImageId, role: Name }).readonly(),
  undo: 'exact',
  policies: ['production_safety', 'image_safety'],
  captures: ['golden image of the role'],
  rollback_method: 'Make the captured image the golden one again.',
  drains: false,
  verifies: 'The role’s golden image is the promoted one.',
  eligibility: (asset, { role }) =>
    asset.role === role ? eligible : excluded('The asset has another role.'),
  resolve: asProposed,
  touches: null,
  changes: (_asset, { image, role }) => [
    { field: `golden image of ${role}`, from: null, to: image },
  ],
  after: () => notShown('promote_image'),
});
