import * as fc from 'fast-check';

/** Names that would be more than text somewhere: in Markdown, HTML, mail, Slack or a terminal. */
export const hostileTexts = [
  'https://evil.example/a?b=c',
  'http://evil.example',
  'ftp://evil.example',
  'HTTPS://EVIL.EXAMPLE',
  '//evil.example',
  'www.evil.example',
  'evil.example',
  'evil.com/login',
  'mailto:root@evil.example',
  'root@evil.example',
  'xmpp:root@evil.example/a',
  'javascript:alert(1)',
  '<https://evil.example>',
  '<root@evil.example>',
  '[x](http://evil.example)',
  '[x][y]',
  '[x]: http://evil.example',
  '![x](http://evil.example/i.png)',
  '[^1]',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '<!-- x',
  '&lt;b&gt; &copy; &#64;',
  '`code`',
  '``',
  '```',
  '`',
  '\\`https://evil.example\\`',
  '**bold** __bold__ *i* _i_ ~~s~~',
  '| a | b |',
  '# heading',
  '- item',
  '+ item',
  '1. item',
  '1) item',
  '> quote',
  '[ ] task',
  '---',
  '===',
  '~~~',
  '$x$',
  ':tada:',
  '@here',
  '<!channel>',
  '<@U123>',
  '<http://evil.example|click>',
  'a\nhttps://evil.example',
  'a\r\n\r\n# b',
  'a\n\n    code',
  '\u001b[31mred\u001b]8;;http://evil.example\u0007x',
  '\u009b31mred',
  'abc\u202egpj.exe',
  'h\u200bttps://evil.example',
  'ｈttps：／／evil．example',
  '',
  ' ',
  '{{ x }}',
  'a:b',
  'x.y',
] as const;

const firstSurrogate = 0xd800;
const surrogates = 0x800;

/** Any code point but the halves of a pair: what the unit `binary` draws, which takes a second to prepare. */
export const anyCodePoint = (): fc.Arbitrary<string> =>
  fc
    .integer({ min: 0, max: 0x10_ffff - surrogates })
    .map((point) => String.fromCodePoint(point < firstSurrogate ? point : point + surrogates));

/** Any text, hostile more often than by chance, alone or within other text. */
export const anyText = (): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...hostileTexts),
        fc.string({ unit: anyCodePoint(), maxLength: 12 }),
        fc.string({ maxLength: 12 }),
        fc.constantFrom(' ', '.', ':', '/', '@', '`', '\\', '<', '[', '\n', 'www', 'http', 'a'),
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map((parts) => parts.join(''));
