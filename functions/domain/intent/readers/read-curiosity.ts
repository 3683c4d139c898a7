import type { Claims } from '../claims.ts';

/** What somebody wants to see or know by it: "and tell us how it copes". */
const curiosity =
  /\b(?:see|know|learn|find out|understand|watch|tell (?:us|me|him|her)|show (?:us|me)|brief (?:us|me)|report|note|record|measure|document) (?:if|whether|how|what|where|which|on|about) (?:(?!and |then |but |not |except|skip|only |unless |until |before |after |patch|reimage|fix |update|reboot)[^ .,;!?]+ ?)+/gu;

/** Takes what is only asked to be seen, where it names no machines. */
export const readCuriosity = (claims: Claims): void => {
  for (const { from, to } of claims.find(curiosity)) {
    const isOpen = claims.text.tokens
      .slice(from, to)
      .every(
        (_token, index) =>
          !['scope', 'environment', 'exclusion'].includes(claims.claimAt(from + index)?.as ?? ''),
      );
    if (isOpen) claims.take({ from, to, as: 'reference', value: 'what is to be seen' });
  }
};
