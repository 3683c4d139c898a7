import { describe, expect, it } from 'vitest';
import { namedPackages } from '../../../functions/domain/intent/named-packages.ts';
import { readIntent, specOf } from '../../support/planning/intent.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

const named = (intent: string) => namedPackages(claimsOf(intent));

describe('namedPackages', () => {
  it.each([
    ['roll the libxslt update to staging', ['libxslt']],
    ['polkitd fix for prod', ['polkitd']],
    ['push zeromq 4.3.6 to the workers', ['zeromq']],
    ['upgrade libraw to 0.21.5', ['libraw']],
    ['libapache2-mod-php errata', ['libapache2-mod-php']],
    ['apply the giflib backport and the exempi patch', ['giflib', 'exempi']],
    ['hiredis -> 1.3.0', ['hiredis']],
  ])('knows those of “%s”', (intent, packages) => {
    expect(named(intent)).toEqual(packages);
  });

  it.each([
    'the agreed update',
    'that emergency patch',
    'the quarterly fix',
    'a small patch',
    'missing updates',
    'December updates',
    'the firmware update',
    'KeyTrap variant',
    'no libxslt update',
    'without the libxslt update',
    'the security fixes',
    'version 4.3.6',
    'two fixes',
    'libxslt is old',
    'drift fix',
    "the vendor's update",
  ])('knows none in “%s”', (intent) => {
    expect(named(intent)).toEqual([]);
  });

  it('narrows a patch to what it names', () => {
    expect(specOf('Roll out the libxslt update to the staging app servers').constraints).toEqual({
      packages: ['libxslt'],
    });
  });

  it('leaves a word of the language open', () => {
    expect(
      readIntent({ intent: 'Roll out the disappointing update to the staging app servers' }),
    ).toMatchObject({ kind: 'unclear' });
  });
});
