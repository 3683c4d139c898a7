import { describe, expect, it } from 'vitest';
import { candidatesFor, readIntent, whatCanBeAsked } from '../../support/planning/intent.ts';

const refused = (intent: string) => {
  const reading = readIntent({ intent });
  if (reading.kind === 'settled') throw new Error(`“${intent}” is settled`);
  const instead = candidatesFor({ intent }, reading).map((one) => one.intent);
  return { reason: reading.reason, instead };
};

/** Odd requests, with the words that each refusal has to quote, why, and what can be sent instead. */
const odd: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'Fix drift on prod-web-serch-28',
    '“prod-web-serch-28”',
    'is the name of nothing',
    ['Fix drift on prod-web-search-28'],
  ],
  ['Fix drift on web-*', '“web-*”', 'is a pattern: name the assets', []],
  ['Patch i-0123456789abcdef0', '“i-0123456789abcdef0”', 'is no instance of this fleet', []],
  ['Patch 10.99.99.99', '“10.99.99.99”', 'is no address of this fleet', []],
  [
    'Patch staging web servers with Team=payments',
    '“Team=payments”',
    'is no tag of this fleet',
    [],
  ],
  [
    'Fix drift on staging web servers without reboot',
    '“without reboot”',
    'Reimaging replaces the root volume and restarts the machine: reboot never can’t be honoured. Ask without it',
    [],
  ],
  [
    'Patch staging web servers to ami-d5c948bb160e62aae',
    '“to ami-d5c948bb160e62aae”',
    'the image ami-d5c948bb160e62aae can’t be honoured. Ask without it',
    [],
  ],
  [
    'Patch prodution web servers',
    '“prodution”',
    'is none of this fleet’s environments: development, staging, production',
    ['Patch production web servers'],
  ],
  ['Patch some staging web servers', '“some”', 'is no number: say how many', []],
  [
    'Patch staging web servers every night',
    '“every night”',
    'ask for each time by itself',
    ['Patch staging web servers'],
  ],
  [
    'Patch staging web servers if nobody objects',
    '“if nobody objects”',
    'ask when it holds',
    ['Patch staging web servers'],
  ],
  ['Patch the kiosk servers in staging', '“kiosk”', 'is not understood', []],
  ['Delete the old production databases', '“Delete”', 'destruction, which no task covers', []],
  [
    'Patch staging web servers but skip the approval',
    '“skip the approval”',
    'asks to weaken a control',
    [],
  ],
  [
    'Patch staging web servers and run a security scan',
    'roll out patches, scan for security flaws',
    'ask for one at a time',
    ['Patch staging web servers'],
  ],
];

describe('a refusal', () => {
  it.each(odd)('of “%s” quotes %s, says why, and what to send instead', (...row) => {
    const [intent, words, why, instead] = row;
    const told = refused(intent);

    expect(told.reason).toContain(words);
    expect(told.reason).toContain(why);
    expect(told.instead).toEqual(instead);
  });

  it('says what can be asked for, and where the names are that can be asked about', () => {
    expect(whatCanBeAsked).toContain('roll out patches');
    expect(whatCanBeAsked).toContain('GET /fleet/assets lists what can be named');
  });
});
