import { describe, expect, it } from 'vitest';
import { isScenarioWord, isStoryWord } from '../../../functions/domain/intent/is-story-word.ts';
import { readIntent } from '../../support/planning/intent.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

describe('isStoryWord', () => {
  it.each([
    ['the handshakes broke', 1],
    ['it went quietly wrong', 2],
    ['quietly reimage web', 0],
    ['the servers wandered off', 2],
  ])('hears plain English tell in “%s”, at %i', (intent, at) => {
    expect(isStoryWord(claimsOf(intent), at)).toBe(true);
  });

  it.each([
    ['polish the doors', 0],
    ['patch web and polish the doors', 3],
    ['patch web , polish the doors', 3],
    ['patch servers hospital', 2],
    ['the jira broke', 1],
    ['it is not there', 2],
    ['three of them', 0],
    ['the machine broke', 1],
    ['until it broke', 0],
    ['the stage broke', 1],
    ['a live one', 1],
    ['the disappointing update', 1],
  ])('hears none in “%s”, at %i', (intent, at) => {
    expect(isStoryWord(claimsOf(intent), at)).toBe(false);
  });

  it('reads a change around which a story is told', () => {
    expect(
      readIntent({
        intent: 'please patch staging web servers, the customers grumble about it',
      }).kind,
    ).toBe('settled');
  });

  it.each([
    'patch staging hospital',
    'patch staging web hospital',
    'patch hospital servers in staging',
    'patch servers in staging of the hospital',
    'patch staging web servers and polish the doors',
    'patch staging web servers, feed the animals',
    'patch staging web servers for the hospital',
  ])('leaves open what may be a scope or a second thing to do: “%s”', (intent) => {
    expect(readIntent({ intent }).kind).toBe('unclear');
  });
});

describe('isScenarioWord', () => {
  it('takes what a drill plays through, in whatever words', () => {
    expect(isScenarioWord(claimsOf('lose the aurora reader'), 2)).toBe(true);
    expect(
      readIntent({ intent: 'Run a failover drill in staging: the aurora reader goes haywire' })
        .kind,
    ).toBe('settled');
  });

  it.each([
    ['no drill there', 0],
    ['three go dark', 0],
    ['until it burns', 0],
    ['stage goes dark', 0],
    ['the kiosk servers', 1],
    ['servers kiosk', 1],
  ])('takes nothing that narrows or holds back: “%s”, at %i', (intent, at) => {
    expect(isScenarioWord(claimsOf(intent), at)).toBe(false);
  });

  it.each([
    'AZ outage drill on the web tier in production, no drill on prod-web-search-56',
    'Run a failover drill on the kiosk servers in staging',
  ])('leaves “%s” open', (intent) => {
    expect(readIntent({ intent }).kind).toBe('unclear');
  });
});
