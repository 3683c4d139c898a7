import { describe, expect, it } from 'vitest';
import { accountForWords } from '../../../functions/domain/intent/account-for-words.ts';
import { readEnvironments } from '../../../functions/domain/intent/readers/read-environments.ts';
import { readScope } from '../../../functions/domain/intent/readers/read-scope.ts';
import type { Place } from '../../../functions/domain/intent/covered-by.ts';
import type { TaskType } from '../../../functions/domain/task/task-type.ts';
import { claimsOf, smallReader } from '../../support/planning/small-fleet.ts';

type Claims = ReturnType<typeof claimsOf>;

const taken = (claims: Claims) => claims.spans().map(({ text, as, value }) => [text, as, value]);

const open = (claims: Claims, doubts: ReturnType<typeof accountForWords>) =>
  doubts.map(({ from, to, reason }) => {
    const { tokens, source } = claims.text;
    return [source.slice(tokens[from]?.start, tokens[to - 1]?.end), reason];
  });

const accounted = (
  intent: string,
  type: TaskType = 'patch_rollout',
  { told = [] }: { told?: readonly Place[] } = {},
) => {
  const claims = claimsOf(intent);
  readEnvironments(claims, smallReader);
  readScope(claims, smallReader);
  const residue = open(claims, accountForWords(claims, type, told));
  return {
    residue: residue.map(([text]) => text),
    reasons: [...new Set(residue.map(([, reason]) => reason))],
    taken: taken(claims).filter(([, as]) => as !== 'scope' && as !== 'environment'),
  };
};

describe('accountForWords', () => {
  it.each<[string, TaskType, readonly string[]]>([
    ['Patch web servers', 'patch_rollout', ['Patch']],
    ['patch quickly please', 'patch_rollout', ['patch']],
    ['fix out-of-sync web servers', 'drift_remediation', ['fix out-of-sync']],
    ['re-image web servers', 'drift_remediation', ['re-image']],
    ['install 41 missing patches on web', 'patch_rollout', ['install', '41', 'missing patches']],
    ['patch, patch.', 'patch_rollout', ['patch', 'patch']],
  ])('takes of “%s” the words that people use for it', (intent, type, words) => {
    expect(accounted(intent, type)).toEqual({
      residue: [],
      reasons: [],
      taken: words.map((word) => [word, 'task_type', type]),
    });
  });

  it.each([
    ['patch the kiosk web servers', ['kiosk']],
    ['install 41 kiosk patches on web', ['41', 'kiosk']],
    ['patch 41 web', ['41']],
    ['patch 41', ['41']],
    ['patch 1234567 patches', ['1234567']],
    ['patch ~/x on web', ['~/x']],
    ['patch /etc', ['/etc']],
    ['patch kiosk-web now', ['kiosk']],
    ['patch the web servers, please!', []],
  ])('leaves over of “%s” what nobody understands', (intent, residue) => {
    const { residue: found, reasons, taken: spans } = accounted(intent);

    expect(found).toEqual(residue);
    expect(reasons).toEqual(residue.length > 0 ? ['is not understood'] : []);
    expect(spans.filter(([, as]) => as === 'residue')).toEqual(
      residue.map((word) => [word, 'residue', null]),
    );
  });

  it('leaves alone what somebody has taken', () => {
    const claims = claimsOf('patch 41 patches /etc kiosk');
    claims.take({ from: 0, to: 5, as: 'reference', value: null });

    expect(accountForWords(claims, 'patch_rollout', [])).toEqual([]);
    expect(taken(claims)).toEqual([['patch 41 patches /etc kiosk', 'reference', null]]);
  });
});

describe('accountForWords, of what is told', () => {
  const context = (intent: string, from = 0, to = 99) =>
    accounted(intent, 'patch_rollout', { told: [{ from, to }] });

  it('takes a reason for context', () => {
    expect(context('the kiosk broke, patch web', 0, 3)).toEqual({
      residue: [],
      reasons: [],
      taken: [
        ['kiosk', 'reference', 'context'],
        ['broke', 'reference', 'context'],
        ['patch', 'task_type', 'patch_rollout'],
      ],
    });
  });

  it.each([
    ['the kiosk machines broke', 'kiosk'],
    ['kiosk old machines broke', 'kiosk'],
    ['broke on kiosk', 'kiosk'],
    ['broke in the kiosk', 'kiosk'],
    ['kiosk42 broke', 'kiosk42'],
    ['broke kiosk and web', 'kiosk'],
    ['broke lobby staging', 'lobby'],
  ])('takes in “%s” no word for context that tells machines apart', (intent, word) => {
    expect(context(intent).residue).toContain(word);
  });

  it('takes nothing for context that is not told', () => {
    expect(context('kiosk lobby broke', 1, 2)).toMatchObject({
      residue: ['kiosk', 'broke'],
      taken: [
        ['kiosk', 'residue', null],
        ['lobby', 'reference', 'context'],
        ['broke', 'residue', null],
      ],
    });
  });
});

describe('accountForWords, of words around a change', () => {
  const around = (intent: string) => accounted(intent, 'patch_rollout');

  it.each([
    ['arrange patching of web', 'arrange'],
    ['please arrange patching of web', 'arrange'],
    ['our ciso wants web servers patched', 'ciso'],
  ])('takes of “%s” the word “%s” for context', (intent, word) => {
    expect(around(intent).taken).toContainEqual([word, 'reference', 'context']);
    expect(around(intent).residue).toEqual([]);
    expect(accounted(intent, 'api_adapter').residue).toContain(word);
  });

  it.each([
    ['patch web servers managed', 'managed'],
    ['patch servers they managed', 'managed'],
    ['patch only vendor', 'vendor'],
    ['patch vendor only', 'vendor'],
    ['patch the vendor servers', 'vendor'],
    ['patch vendor old servers', 'vendor'],
    ['patch web at headquarters', 'headquarters'],
    ['patch web in the bank', 'bank'],
    ['patch the kiosk', 'kiosk'],
  ])('leaves over of “%s” the word “%s”, which may tell machines apart', (intent, word) => {
    expect(around(intent).residue).toContain(word);
  });
});

describe('accountForWords, of versions', () => {
  it.each([
    ['patch web to 5.15.0', '5.15.0'],
    ['patch web to v12', 'v12'],
    ['install 1.2.3 patches on web', '1.2.3'],
    ['patch 5.15.0', '5.15.0'],
  ])('takes of “%s” the version of a patch for a reference', (intent, version) => {
    const { taken: spans, residue } = accounted(intent);

    expect(spans).toContainEqual([version, 'reference', 'version']);
    expect(residue).toEqual([]);
  });

  it.each([
    ['patch web to v12x', ['v12x']],
    ['patch web to xv12', ['xv12']],
    ['patch web to 10', ['10']],
    ['patch 5.15.0 servers', ['5', '15', '0']],
    ['patch servers 5.15.0', ['5', '15', '0']],
    ['patch on 5.15.0', ['5', '15', '0']],
    ['patch 5.15.0 web', ['5', '15', '0']],
    ['patch web 5.15.0', ['5', '15', '0']],
  ])('leaves over of “%s” what may tell machines apart', (intent, residue) => {
    expect(accounted(intent).residue).toEqual(residue);
  });

  it('takes no version for what changes no machines', () => {
    expect(accounted('write an adapter to 5.15.0', 'api_adapter').residue).toEqual([
      ...['5', '15', '0'],
    ]);
  });

  it('leaves alone a version of which somebody has taken a part', () => {
    const claims = claimsOf('patch 5.15.0');
    claims.take({ from: 2, to: 3, as: 'time', value: null });

    expect(open(claims, accountForWords(claims, 'patch_rollout', []))).toEqual([
      ['5', 'is not understood'],
      ['0', 'is not understood'],
    ]);
  });
});

describe('accountForWords, of the kind of what is named', () => {
  it.each([
    ['patch zone us-east-1a', 'zone'],
    ['patch role web', 'role'],
    ['patch web role', 'role'],
    ['patch region eu-west-1', 'region'],
  ])('takes it beside the name: “%s”', (intent, kind) => {
    const claims = claimsOf(intent);
    readScope(claims, smallReader);

    expect(accountForWords(claims, 'patch_rollout', [])).toEqual([]);
    expect(taken(claims)).toContainEqual([kind, 'scope', null]);
  });

  it.each([
    ['patch servers role', 'role'],
    ['patch the role servers', 'role'],
    ['patch role', 'role'],
    ['patch role for web', 'role'],
    ['patch web and role orders, region', 'region'],
  ])('leaves it over where no name stands beside it: “%s”', (intent, kind) => {
    expect(accounted(intent).residue).toEqual([kind]);
  });

  it('leaves it over where nothing is changed', () => {
    expect(accounted('write role web adapter', 'api_adapter').residue).toEqual(['role']);
  });

  it('leaves it to somebody who has taken it', () => {
    const claims = claimsOf('patch role web');
    claims.take({ from: 1, to: 2, as: 'time', value: null });
    claims.take({ from: 2, to: 3, as: 'scope', value: 'role=web' });

    expect(accountForWords(claims, 'patch_rollout', [])).toEqual([]);
    expect(taken(claims)).toContainEqual(['role', 'time', null]);
  });
});
