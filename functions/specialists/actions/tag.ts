import * as z from 'zod';
import { defineAction } from '../../domain/action/action.ts';
import { choosesNothing } from '../../domain/action/honours.ts';
import { eligible, satisfied } from '../../domain/action/eligibility.ts';
import { asProposed } from '../../domain/action/resolve.ts';
import { jsonRecord } from '../../domain/shared/json-object.ts';

export const tag = defineAction({
  type: 'tag',
  description: 'Sets tags.',
  effect: 'Tagging changes no machine',
  honours: { ...choosesNothing, reboot: ['never', 'if_needed'] },
  parameters: z
    .strictObject({ tags: jsonRecord(z.string().max(256), z.string().min(1).max(128)) })
    .readonly(),
  undo: 'exact',
  policies: ['production_safety'],
  captures: ['tags', 'version'],
  rollback_method: 'Set the captured tags again.',
  drains: false,
  verifies: 'The tags are set.',
  eligibility: (asset, { tags }) =>
    Object.entries(tags).every(([key, value]) => asset.tags[key] === value)
      ? satisfied('The asset has the tags already.')
      : eligible,
  resolve: asProposed,
  touches: ['tags'],
  touchedTags: ({ tags }) => Object.keys(tags),
  changes: (asset, { tags }) =>
    Object.entries(tags)
      .filter(([key, value]) => asset.tags[key] !== value)
      .map(([key, value]) => ({ field: `tag ${key}`, from: asset.tags[key] ?? null, to: value })),
  after: (asset, { tags }) => ({
    changed: { tags: { ...asset.tags, ...tags } },
    output: `Set ${Object.keys(tags).sort().join(', ')}`,
  }),
});
