import type { Claims } from './claims.ts';
import { isRelease, releaseWord } from './task-features.ts';

const placeholders: Readonly<Record<string, string>> = {
  environment: '<env>',
  scope: '<scope>',
  exclusion: '<scope>',
  time: '<time>',
  constraint: '<number>',
  reference: '<ref>',
  residue: '<scope>',
};

/** The words between two places as the model was taught to read them. */
export const modelWords = (claims: Claims, from: number, to: number): readonly string[] => {
  const { tokens, chunks } = claims.text;
  return tokens.slice(from, to).flatMap((token, index) => {
    const at = from + index;
    const chunk = chunks[token.chunk];
    if (chunk !== undefined && isRelease(chunk.text)) return chunk.from === at ? [releaseWord] : [];
    if (token.kind === 'mark') return [];
    const claim = claims.claimAt(at);
    // That machines are brought to an image is a reimage, by whatever verb; the id says nothing.
    if (claim?.as === 'constraint' && claim.value?.startsWith('image=') === true)
      return claim.from === at ? ['reimage'] : [];
    if (claim?.as === 'residue' && claim.value === 'image') return [];
    // What people call their machines tells much of what they want done to them.
    const isKept = claim === null || claim.as === 'constraint' || claim.as === 'speech_act';
    return [isKept ? token.text : (placeholders[claim.as] ?? token.text)];
  });
};
