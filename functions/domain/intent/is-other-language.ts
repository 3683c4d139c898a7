import type { Claims } from './claims.ts';
import { functionWords } from './plain-words.ts';

const foreign = new Set(
  (
    'der die das und auf bitte mit nicht alle allen von für ist den dem ein eine zum zur im auch bei nach les des une dans sur pour avec ' +
    'sont est toutes tous le la de du et en los las el una por favor con todos todas del para que en il gli della nei di per tutti tutte ' +
    'os dos das nos em uma não na no och på att het een voor alle op je w na wszystkie proszę'
  ).split(' '),
);

const foreignOnly = new Set(
  [...foreign].filter(
    (word) =>
      ![
        'die',
        'des',
        'per',
        'no',
        'en',
        'on',
        'im',
        'in',
        'de',
        'la',
        'le',
        'el',
        'w',
        'os',
        'on',
        'or',
      ].includes(word),
  ),
);

/** They stand for their language by themselves, though they are no grammar. */
const tellingForeign = new Set(
  (
    'veuillez un lancer alle servidores serveurs produção producción ' +
    'scanne offene unsere warum heute erstelle schreib svp aub tack'
  ).split(' '),
);

const letter = /\p{L}/u;
const latin = /\p{Script=Latin}/u;
const elided = /^(?:l|d|qu|j|n|c)'\p{L}/u;

const accented = /[äöüßéèêçñãõåøæłąęśżźćî]/u;

/** Whether the words are of another language than English. */
export const isOtherLanguage = (claims: Claims): boolean => {
  const words = claims.text.tokens.filter(({ kind, text }) => kind === 'word' && letter.test(text));
  const strange = words.filter(({ text }) => !latin.test(text)).length;
  const grammar = words.filter(
    ({ text }) =>
      foreignOnly.has(text) || elided.test(text) || tellingForeign.has(text) || accented.test(text),
  ).length;
  const english = words.filter(({ text }) => functionWords.has(text)).length;
  return strange > 0 && strange >= words.length / 3 ? true : grammar >= 2 && grammar > english;
};
