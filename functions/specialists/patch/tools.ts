import { patch } from '../actions/patch.ts';
import { defineDraft } from '../tools/draft-rollout.ts';

export const generateRollout = defineDraft(patch, {
  name: 'generate_rollout',
  description: 'Drafts the phases of a patch rollout.',
});
