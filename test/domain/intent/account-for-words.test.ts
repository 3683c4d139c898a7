import { describe, expect, it } from 'vitest';
import {
  accountForWords,
  isOtherLanguage,
  readConditions,
  standsBeforeMachines,
} from '../../../functions/domain/intent/account-for-words.ts';
import { readEnvironments } from '../../../functions/domain/intent/readers/read-environments.ts';
import { readScope } from '../../../functions/domain/intent/readers/read-scope.ts';
import type { Place } from '../../../functions/domain/intent/told-clauses.ts';
import type { TaskType } from '../../../functions/domain/task/task-type.ts';
import { claimsOf, smallReader } from '../../support/planning/small-fleet.ts';

type Claims = ReturnType<typeof claimsOf>;

const taken = (claims: Claims) => claims.spans().map(({ text, as, value }) => [text, as, value]);

const open = (claims: Claims, doubts: ReturnType<typeof readConditions>) =>
  doubts.map(({ from, to, reason }) => {
    const { tokens, source } = claims.text;
    return [source.slice(tokens[from]?.start, tokens[to - 1]?.end), reason];
  });

const accounted = (
  intent: string,
  type: TaskType = 'patch_rollout',
  { told = [], mutating = false }: { told?: readonly Place[]; mutating?: boolean } = {},
) => {
  const claims = claimsOf(intent);
  readEnvironments(claims, smallReader);
  readScope(claims, smallReader);
  const residue = open(claims, accountForWords(claims, type, { told, mutating }));
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

    expect(accountForWords(claims, 'patch_rollout', { told: [], mutating: true })).toEqual([]);
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

describe('readConditions', () => {
  const conditionsOf = (intent: string, type: TaskType = 'patch_rollout') => {
    const claims = claimsOf(intent);
    const doubts = open(claims, readConditions(claims, type));
    return { doubts, taken: taken(claims) };
  };

  it.each([
    ['Patch web if the tests pass', 'if the tests pass'],
    ['Patch web once the scan ends, then audit', 'once the scan ends'],
    ['Patch web unless it is Friday. Go', 'unless it is Friday'],
    ['Patch web as soon as QA signs', 'as soon as QA signs'],
    ['Patch web in case it fails', 'in case it fails'],
    ['Patch web before anyone notices', 'before anyone notices'],
    ['until then', 'until then'],
  ])('finds in “%s” what nobody waits for', (intent, words) => {
    expect(conditionsOf(intent)).toEqual({
      doubts: [[words, 'is a condition, and nothing can wait for it: ask when it holds']],
      taken: [],
    });
  });

  it.each([
    ['Patch web if needed', 'if needed'],
    ['Patch web once it’s done', 'once it’s done'],
    ['Patch web when ready', 'when ready'],
    ['Patch web, let me know', 'let me know'],
  ])('takes the idiom of “%s” for none', (intent, words) => {
    expect(conditionsOf(intent)).toEqual({ doubts: [], taken: [[words, 'reference', null]] });
  });

  it('leaves alone what somebody has taken', () => {
    const claims = claimsOf('Patch web if it rains');
    claims.take({ from: 2, to: 5, as: 'reference', value: null });

    expect(readConditions(claims, 'patch_rollout')).toEqual([]);
  });

  it('lets a drill play through what fails', () => {
    expect(conditionsOf('what happens if a region fails', 'dr_drill')).toEqual({
      doubts: [],
      taken: [['if a region fails', 'task_type', 'scenario']],
    });
    expect(conditionsOf('rehearse if nobody signs', 'dr_drill').doubts).toHaveLength(1);
    expect(conditionsOf('patch if a region fails').doubts).toHaveLength(1);
  });
});

describe('standsBeforeMachines', () => {
  it.each([
    ['patch kiosk servers', 1, true],
    ['patch kiosk-a machines', 1, true],
    ['patch kiosk-a machines', 2, true],
    ['patch service kiosk', 2, true],
    ['service kiosk-a', 2, true],
    ['patch kiosk', 1, false],
    ['patch kiosk now servers', 1, false],
    ['servers', 0, false],
    ['servers', 9, false],
  ])('is asked of “%s” at %i: %s', (intent, at, expected) => {
    expect(standsBeforeMachines(claimsOf(intent), at)).toBe(expected);
  });
});

describe('isOtherLanguage', () => {
  it.each([
    ...['Bitte alle Server in Produktion patchen und prüfen', 'обнови серверы', '日本語'],
    ...['Veuillez mettre à jour les serveurs', 'Parchea los servidores de producción por favor'],
    ...['uppdatera allt på staging och test', 'Patch серверы web', "l'app d'abord"],
    ...['une des les', 'un lancer', 'Für alle'],
  ])('hears it in “%s”', (intent) => {
    expect(isOtherLanguage(claimsOf(intent))).toBe(true);
  });

  it.each([
    ...['Patch web servers in staging', 'Patch die web servers', 'patch 12 34', '12', ''],
    ...['Patch the серверы on staging now please ok yes', 'patch the der die das of my web on it'],
    ...["Patch l'app", 'os patch in no de la', "don't patch o'brien", 'le web de la patch'],
  ])('does not hear it in “%s”', (intent) => {
    expect(isOtherLanguage(claimsOf(intent))).toBe(false);
  });
});
