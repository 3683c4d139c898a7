import * as z from 'zod';
import { Environment } from '../shared/environment.ts';
import { jsonRecord } from '../shared/json-object.ts';
import { environmentTable, roleTable } from './word-tables.ts';
import { wordKey } from './word-forms.ts';

const wordsFault = 'must be a list of words, for example [edge, proxy]';

const Word = z
  .string(wordsFault)
  .regex(/^[^\s\p{C}][^\p{C}]{0,63}$/u, 'must be a word of 1 to 64 characters, for example prd');

const words = z.array(Word, wordsFault).max(100, 'must be at most 100 words');

const RoleName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_.-]{0,63}$/,
    'must be the name of a role in lower case, for example web',
  );

const TagKeys = z
  .array(
    z.string('must be the key of a tag').min(1, 'must not be empty').max(128, 'is too long'),
    'must be a list of tag keys, for example [Environment, Env]',
  )
  .min(1, 'must name a tag key, for example [Environment]');

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

interface Meaning {
  readonly path: readonly string[];
  readonly word: string;
  readonly meaning: string;
}

const meaningsOf = (
  kind: string,
  table: Readonly<Record<string, readonly string[] | undefined>>,
): readonly Meaning[] =>
  Object.entries(table).flatMap(([meaning, list]) =>
    (list ?? []).map((word, index) => ({
      path: [kind, meaning, String(index)],
      word: wordKey(word),
      meaning,
    })),
  );

/** What of the product's own table a setting may not say otherwise: an environment's words, a role's name. */
const standing = (kind: string): readonly Meaning[] =>
  kind === 'environments'
    ? meaningsOf(kind, environmentTable)
    : meaningsOf(
        kind,
        Object.fromEntries(Object.keys(roleTable).map((role) => [role, [role]] as const)),
      );

const clashesOf = (
  kind: string,
  table: Readonly<Record<string, readonly string[] | undefined>>,
): readonly { readonly path: readonly string[]; readonly message: string }[] => {
  const own = meaningsOf(kind, table);
  return own.flatMap(({ path, word, meaning }, index) => {
    const other = [...standing(kind), ...own.slice(0, index)].find(
      (one) => one.word === word && one.meaning !== meaning,
    );
    return other === undefined
      ? []
      : [{ path, message: `already stands for ${other.meaning}: leave it out of ${meaning}` }];
  });
};

/**
 * What an org calls things, beside the product's own words: the group `intent` of the configuration
 * file. A word that stands for two things, or an environment's word that means another one, is refused.
 */
export const IntentSettings = z
  .strictObject(
    {
      environments: z
        .partialRecord(
          Environment,
          words,
          'must name environments, for example {production: [prd]}',
        )
        .optional(),
      roles: jsonRecord(words, RoleName).optional(),
      /** In place of the product's own keys of a kind, whatever their case. */
      tag_keys: z
        .strictObject(
          {
            environment: TagKeys.optional(),
            role: TagKeys.optional(),
            service: TagKeys.optional(),
          },
          'must name kinds of tags, for example {environment: [Env]}',
        )
        .readonly()
        .optional(),
      time_zone: z
        .string('must be a time zone, for example Europe/Berlin')
        .refine(isTimeZone, 'must be a time zone of the IANA list, for example Europe/Berlin')
        .optional(),
    },
    'must be a group of settings, for example {environments: {production: [prd]}}',
  )
  .superRefine(({ environments = {}, roles = {} }, context) => {
    const clashes = [...clashesOf('environments', environments), ...clashesOf('roles', roles)];
    for (const { path, message } of clashes) {
      const place = path.map((step, at) => (at === 2 ? Number(step) : step));
      context.addIssue({ code: 'custom', message, path: place });
    }
  })
  .readonly();
export type IntentSettings = z.infer<typeof IntentSettings>;
