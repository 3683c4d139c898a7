const prose =
  'patch the staging web servers because audit found drift only reboot after each wave kernel'.split(
    ' ',
  );

/** Texts that grow by one more of the same; each has what some reader looks at twice. */
const kinds: Readonly<Record<string, (index: number) => string>> = {
  'words that nobody knows': (index) => `${((index * 7919 + 13) % 46_656).toString(36)}x `,
  'words that are near to known ones': (index) =>
    `${['servrs', 'patchng', 'databses'][index % 3] ?? ''} `,
  'one name again and again': () => 'prod-web-search-28 ',
  'names that the fleet lacks': (index) => `prod-web-search-${1_000 + index} `,
  'host names': (index) => `web${index}.prod.example.com `,
  commas: () => ', ',
  numbers: (index) => `${index} `,
  times: (index) => `at ${index % 24}:00 `,
  'spans of time': () => '1 hour ',
  weekdays: () => 'monday ',
  joints: () => 'and ',
  exclusions: () => 'except the caches ',
  'exclusions of nothing': () => 'without a ',
  'what stays as it is': () => 'leave the web alone, ',
  conditions: () => 'if it ',
  reasons: () => 'because of that, ',
  environments: () => 'prod ',
  'one long word': () => 'a',
  'one word of many parts': () => 'a-',
  paths: () => '/a',
  links: () => 'https://x.example/a ',
  'told sentences': () => 'the team is ill, ',
  'people off limits': () => 'in use ',
  'hidden characters': () => 'aaaaaaaaa\u200B',
  'full-width letters': () => 'ｗｅｂ ',
  'marks on letters': () => 'e\u0301\u0323 ',
  'quotation marks': () => '"',
  'quoted letters': () => '"a" ',
  apostrophes: () => "'",
  'lines of a letter': () => 'a\n',
  'lines that ask': () => 'patch it\n',
  'sentences of two words': () => 'it broke. ',
  'sentences that ask': () => 'patch it. ',
  'conditions by themselves': () => 'if it. ',
  'clauses of a letter': () => 'x; ',
  'told and asked in turn': () => 'the db broke, patch web. ',
  questions: () => 'why? ',
  brackets: () => '(a) ',
  'searches for nothing': () => 'any ',
  prose: (index) => `${prose[index % prose.length] ?? ''} `,
};

/** The names of the kinds. */
export const kindsOfText: readonly string[] = Object.keys(kinds);

/** A request of a kind, of so many characters. */
export const textOf = (kind: string, length: number): string => {
  const parts = ['Patch staging web servers '];
  for (let index = 0, size = 26; size < length; index += 1) {
    const part = kinds[kind]?.(index) ?? '';
    parts.push(part);
    size += part.length;
  }
  return parts.join('').slice(0, length);
};
