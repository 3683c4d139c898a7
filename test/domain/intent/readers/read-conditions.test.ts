import { describe, expect, it } from 'vitest';
import { readConditions } from '../../../../functions/domain/intent/readers/read-conditions.ts';
import type { TaskType } from '../../../../functions/domain/task/task-type.ts';
import type { Place } from '../../../../functions/domain/intent/covered-by.ts';
import { claimsOf } from '../../../support/planning/small-fleet.ts';

type Claims = ReturnType<typeof claimsOf>;

const taken = (claims: Claims) => claims.spans().map(({ text, as, value }) => [text, as, value]);

const open = (claims: Claims, doubts: ReturnType<typeof readConditions>) =>
  doubts.map(({ from, to, reason }) => {
    const { tokens, source } = claims.text;
    return [source.slice(tokens[from]?.start, tokens[to - 1]?.end), reason];
  });

describe('readConditions', () => {
  const conditionsOf = (
    intent: string,
    type: TaskType = 'patch_rollout',
    told: readonly Place[] = [],
  ) => {
    const claims = claimsOf(intent);
    const doubts = open(claims, readConditions(claims, type, { told, heads: [] }));
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

  it.each([
    ['Patch web if it rains when it snows', 'if it rains when it snows'],
    ['Patch web, if it rains', 'if it rains'],
  ])('hears “%s” once, to the end of its clause', (intent, words) => {
    expect(conditionsOf(intent).doubts.map(([text]) => text)).toEqual([words]);
  });

  it('plays through no clause but the one of the condition', () => {
    expect(conditionsOf('rehearse losing a region if nobody signs', 'dr_drill')).toMatchObject({
      doubts: [['if nobody signs', expect.any(String)]],
      taken: [],
    });
  });

  it.each<[string, TaskType]>([
    ['Patch web so I can see if it rains', 'patch_rollout'],
    ['rehearse and verify if it rains', 'dr_drill'],
  ])('takes what “%s” wants to know for no condition', (intent, type) => {
    expect(conditionsOf(intent, type).taken).toContainEqual(['if', 'reference', 'context']);
  });

  it.each<[string, TaskType]>([
    ['Patch web, wonder unless it rains', 'patch_rollout'],
    ['if see it rains', 'patch_rollout'],
    ['verify if it rains', 'patch_rollout'],
    ['rehearse and recheck if it rains', 'dr_drill'],
    ['rehearse, checked if it rains', 'dr_drill'],
    ['if verify it rains', 'dr_drill'],
  ])('takes “%s” for one all the same', (intent, type) => {
    const { doubts, taken: spans } = conditionsOf(intent, type);

    expect(doubts).toHaveLength(1);
    expect(spans).toEqual([]);
  });

  it('takes what is told of the past for none', () => {
    const told = [{ from: 0, to: 6 }];

    expect(conditionsOf('if it rained it broke. Patch web', 'patch_rollout', told)).toEqual({
      doubts: [],
      taken: [['if', 'reference', 'context']],
    });
  });

  it.each([
    ['if it rained it is broken', 6],
    ['if it rains it breaks', 5],
    ['until it rained it broke', 5],
    ['patch web if it rained', 2],
    ['if it rains. It broke', 4],
    ['if it has been cold it broke', 8],
  ])('takes “%s”, of which %i words are told, for one', (intent, to) => {
    expect(conditionsOf(intent, 'patch_rollout', [{ from: 0, to }]).doubts).toHaveLength(1);
  });
});
