import * as z from 'zod';
import { tagKeyTable } from '../../../functions/domain/fleet/word-tables.ts';
import type { TagKind } from '../../../functions/domain/fleet/word-tables.ts';

type Keys = Partial<Record<TagKind, string[]>>;

const isKind = (word: string): word is TagKind => Object.hasOwn(tagKeyTable, word);

const entryFault = (entry: string, read: Keys): string | null => {
  const [kind = '', keys, ...rest] = entry.split('=').map((part) => part.trim());
  const list = (keys ?? '').split('|').map((key) => key.trim());
  if (keys === undefined || rest.length > 0 || list.includes(''))
    return 'must be kind=key or kind=key|key';
  if (!isKind(kind)) return `must begin with ${Object.keys(tagKeyTable).join(', ')}`;
  if (read[kind] !== undefined) return 'an entry before it names the keys of the same kind';
  read[kind] = list;
  return null;
};

/** `environment=Env|Stage,role=Tier`: the tag keys of each kind, in place of the product's own. */
export const fleetTags = z.string().transform((text, context): Keys => {
  const read: Keys = {};
  text.split(',').forEach((entry, index) => {
    const fault = entryFault(entry, read);
    if (fault !== null) context.addIssue(`at entry ${index + 1}: ${fault}`);
  });
  return read;
});
