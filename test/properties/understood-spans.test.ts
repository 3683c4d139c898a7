import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../functions/domain/task/span.ts';
import { readIntent } from '../support/planning/intent.ts';

const words = fc.constantFrom(
  ...(
    'Patch fix drift on staging prod web servers databases prod-web-search-28 except not tonight at 22:00 CHG0012345 ' +
    'because Überprüfung café naïve of the caches, approvals delete stop rollout 10 % us-east-1 checkout half urgent ' +
    'reboot only kernel if idle kiosk Team=payments https://x.example/a'
  ).split(' '),
);

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/gu, (one) => String.fromCodePoint(one.charCodeAt(0) + 0xfee0));

/** Ways to write the same word that NFKC brings together, of other lengths; and control characters. */
const written = fc
  .tuple(
    words,
    fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => text.toUpperCase(),
      (text) => text.normalize('NFD'),
      (text) => text.replaceAll('fi', 'ﬁ').replaceAll('st', 'ﬆ'),
      fullWidth,
      (text) => `${text.slice(0, 2)}\u0007${text.slice(2)}`,
      (text) => `\u0000${text}\u001F`,
    ),
  )
  .map(([word, write]) => write(word));
const between = fc.constantFrom(
  ' ',
  '  ',
  '\t',
  '\r\n',
  '\n',
  '\u3000',
  ' 🚀 ',
  ' 👩‍🔧 ',
  ' … ',
  ' ½ ',
  ', ',
  '。',
);
const around = fc.constantFrom('', ' ', '\n\t ', '\u00A0\u00A0', '\r\n\r\n', '\uFEFF ', '\u0001');

const texts = fc
  .tuple(around, fc.array(fc.tuple(written, between), { minLength: 1, maxLength: 14 }), around)
  .map(([before, parts, after]) => `${before}${parts.flat().join('')}${after}`);

const understoodOf = (intent: string): readonly Span[] => {
  const reading = readIntent({ intent });
  return reading.kind === 'settled' ? (reading.spec.understood ?? []) : reading.understood;
};

describe('understood, for all texts', () => {
  it('names places of what was sent, in their order, none within another', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: 'binary', maxLength: 80 })), (sent) => {
        let last = 0;
        for (const { text, start, end } of understoodOf(sent)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(sent.length);
          expect(sent.slice(start, end)).toBe(text);
          last = end;
        }
      }),
      { numRuns: 120 },
    );
  });

  it('begins and ends at whole characters, marks included', () => {
    fc.assert(
      fc.property(texts, (sent) => {
        for (const { start, end } of understoodOf(sent)) {
          expect(sent.slice(start)).not.toMatch(/^(?:\p{M}|[\uDC00-\uDFFF]|\s)/u);
          expect(sent.slice(end)).not.toMatch(/^(?:\p{M}|[\uDC00-\uDFFF])/u);
        }
      }),
      { numRuns: 80 },
    );
  });

  it.each([
    ['\n\t Patch staging web servers ', 'staging', 9],
    ['Ｐａｔｃｈ　ｓｔａｇｉｎｇ web servers', 'ｓｔａｇｉｎｇ', 6],
    ['Patch sta\u0007ging web servers', 'sta\u0007ging', 6],
    ['Patch ﬆaging web servers', 'ﬆaging', 6],
    ['Fix\r\ndrift in staging', 'staging', 14],
  ])('says of “%s” where the environment stands', (sent, text, start) => {
    expect(understoodOf(sent)).toContainEqual({
      text,
      start,
      end: start + text.length,
      as: 'environment',
      value: 'staging',
    });
  });

  it('reads a name in full-width letters and signs as the name that it is', () => {
    const sent = fullWidth('prod-web-search-28');

    expect(understoodOf(`Fix drift on ${sent}`)).toContainEqual({
      text: sent,
      start: 13,
      end: 31,
      as: 'scope',
      value: 'name=prod-web-search-28',
    });
  });
});
