import { describe, expect, it } from 'vitest';
import {
  sentencesOf,
  mayRehearse,
  readRehearsal,
  readSpeechAct,
} from '../../../../functions/domain/intent/readers/read-speech-act.ts';
import { claimsOf } from '../../../support/planning/small-fleet.ts';

const read = (intent: string) => {
  const claims = claimsOf(intent);
  const { heads, told, asks, tells, questions, rehearses } = readSpeechAct(claims);
  const { tokens } = claims.text;
  return {
    asks,
    tells,
    questions,
    rehearses,
    heads: heads.map((at) => tokens[at]?.text),
    told: told.map(({ from, to }) =>
      tokens
        .slice(from, to)
        .map(({ text }) => text)
        .join(' '),
    ),
  };
};

const command = { asks: true, told: [], tells: false, questions: false, rehearses: false };

describe('readSpeechAct, of what is asked for', () => {
  it.each([
    ['Patch staging web servers', ['patch']],
    ['patch', ['patch']],
    ['please could you patch staging web servers', ['patch']],
    ['Could you check the drift on web servers?', ['check']],
    ['just now also fix drift', ['fix']],
    ['kindly please patch it', ['patch']],
    ['would it be possible to patch staging', ['patch']],
    ['get me a list of drifted servers', ['get']],
    ['in staging: patch the web servers', ['patch']],
    ['staging - patch it', ['patch']],
    ['on the caches (fix them)', ['fix']],
    ['Fix drift on web servers and then patch the app servers', ['fix', 'patch']],
    ['Fix drift on web servers, patch app servers, audit the rest', ['fix', 'patch', 'audit']],
    ['Fix drift;patch app servers', ['fix', 'patch']],
    ['fix drift\npatch staging', ['fix', 'patch']],
    ['review the help', ['review']],
    ['remediat staging web servers', ['remediat']],
    ['to the team, please check drift', ['check']],
  ])('finds the verbs of “%s”', (intent, heads) => {
    expect(read(intent)).toEqual({ ...command, heads });
  });

  it.each([
    'staging web servers need the October patches',
    'I would like the web servers patched',
    'asap: app servers',
    'please',
  ])('hears the wish in “%s” without a verb that commands', (intent) => {
    expect(read(intent)).toEqual({ ...command, heads: [] });
  });

  it.each(['we should patch staging web servers', 'I think maybe patching is due for staging'])(
    'takes the opinion “%s” for no wish',
    (intent) => {
      expect(read(intent)).toMatchObject({ asks: false, heads: [] });
    },
  );

  it('passes over what is a ticket', () => {
    const claims = claimsOf('OPS-1 patch prod');
    claims.take({ from: 0, to: 2, as: 'reference', value: null });

    expect(readSpeechAct(claims).heads).toEqual([2]);
    expect(read('OPS-1 patch prod').heads).toEqual([]);
  });

  it('takes no verb that is left out', () => {
    const claims = claimsOf('patch prod, patch nothing');
    claims.take({ from: 3, to: 5, as: 'exclusion', value: null });

    expect(readSpeechAct(claims).heads).toEqual([0]);
  });

  it('finds a verb behind many polite words', () => {
    expect(read(`${'please '.repeat(12)}patch staging`).heads).toEqual(['patch']);
  });
});

describe('readSpeechAct, of words before a verb', () => {
  it.each([
    ['please make me a client', [1]],
    ['make sure to patch web', [3]],
    ['make sure web is patched', [0]],
    ['just make it patch web', [3]],
    ['I need you to make sure servers are patched', [4]],
    ['I told them to patch web', [4]],
    ['please help patch web', [2]],
    ['can you please check our patch', [3]],
    ['patch web, just now also fix app', [0, 6]],
    ['re-audit staging', [0]],
    ['un-drift web', []],
    ['un web', []],
    ['re web', []],
    ['re audit', []],
    ['the patch check', []],
    ['our check of web', []],
    ['fix drift and. patch staging?', [0]],
  ])('finds in “%s” where it is asked', (intent, heads) => {
    expect(readSpeechAct(claimsOf(intent)).heads).toEqual(heads);
  });

  it.each([
    ['web must be patched please', true],
    ['web should be patched by monday', true],
    ['web should be patched', false],
    ['web is up by monday', false],
  ])('hears a wish in “%s”: %s', (intent, asks) => {
    expect(read(intent).asks).toBe(asks);
  });

  it('tells what is needed from what is asked for beside it', () => {
    expect(read('patch web. App servers need the patches').told).toEqual([
      'app servers need the patches',
    ]);
    expect(read('App servers need the patches').told).toEqual([]);
  });
});

describe('sentencesOf', () => {
  it.each([
    ['', []],
    ['patch web', ['patch web']],
    ['patch. web? now', ['patch .', 'web ?', 'now']],
    ['see https://wiki.example.com/a; patch', ['see https://wiki.example.com/a; patch']],
    ['patch\nweb', ['patch', 'web']],
  ])('parts “%s”', (intent, sentences) => {
    expect(sentencesOf(claimsOf(intent)).map(({ text }) => text)).toEqual(sentences);
  });
});

describe('readSpeechAct, of what is told and asked about', () => {
  it.each([
    ['the web servers drifted last night', true],
    ['web servers are slow', true],
    ['The team patched prod', true],
    ['someone reimaged the caches', true],
    ['we updated the web servers', true],
    ['thanks for the help', true],
    ['Staging web servers', false],
    ['drift remediation for staging', false],
  ])('knows that “%s” asks for nothing', (intent, tells) => {
    expect(read(intent)).toEqual({
      asks: false,
      heads: [],
      told: tells ? [intent.toLowerCase()] : [],
      tells,
      questions: false,
      rehearses: false,
    });
  });

  it('tells the reason from the wish beside it', () => {
    expect(read('the web servers failed. Fix them')).toEqual({
      ...command,
      heads: ['fix'],
      told: ['the web servers failed .'],
      tells: true,
    });
    expect(read('patch it! Now.')).toMatchObject({ heads: ['patch'], told: ['now .'] });
    expect(read('prod is slow\npatch it')).toMatchObject({
      heads: ['patch'],
      told: ['prod is slow'],
    });
  });

  it.each([
    'Which servers have drifted?',
    'are the prod servers patched',
    'hi team what servers drifted',
    'how many servers need patching?',
    'should we patch staging?',
    'servers patched?',
    'how about we patch staging ?',
  ])('knows that “%s” is a question', (intent) => {
    expect(read(intent)).toEqual({
      asks: false,
      heads: [],
      told: [],
      tells: false,
      questions: true,
      rehearses: false,
    });
  });

  it.each(['Is prod ok? Patch it.', 'Patch it. Is prod ok?'])('hears both in “%s”', (intent) => {
    expect(read(intent)).toMatchObject({ asks: true, heads: ['patch'], questions: true });
  });
});

describe('a rehearsal', () => {
  it.each([
    ['dry run: patch staging web servers', 'dry run'],
    ['Patch staging web servers as a dry run', 'as a dry run'],
    ['patch staging but do not actually change anything', 'but do not actually change anything'],
    ['patch staging, no changes yet', 'no changes yet'],
    ['no-op patch of staging web servers', 'no-op'],
  ])('is heard in “%s”', (intent, words) => {
    const claims = claimsOf(intent);

    expect(readSpeechAct(claims).rehearses).toBe(true);
    expect(claims.spans()).toMatchObject([{ text: words, as: 'speech_act', value: 'rehearse' }]);
  });

  it.each([
    ['simulate patching staging', 'simulate'],
    ['preview the patch of staging', 'preview'],
    ['show me the plan for staging', 'show me the plan for'],
    ['walk me through patching staging', 'walk me through'],
  ])('may be meant by “%s”', (intent, words) => {
    const claims = claimsOf(intent);

    expect(readSpeechAct(claims).rehearses).toBe(false);
    expect(mayRehearse(claims)).toBe(true);
    expect(claims.spans()).toEqual([]);
    expect(readRehearsal(claims)).toBe(true);
    expect(claims.spans()).toMatchObject([{ text: words, as: 'speech_act', value: 'rehearse' }]);
    expect(readRehearsal(claims)).toBe(false);
  });

  it('is not meant by other words', () => {
    const claims = claimsOf('patch staging');

    expect(mayRehearse(claims)).toBe(false);
    expect(readRehearsal(claims)).toBe(false);
    expect(claims.spans()).toEqual([]);
  });
});

describe('readSpeechAct, of asks in other words than a command', () => {
  it.each([
    ['nudge them home', ['nudge']],
    ['the api hosts wandered, snap it back to the approved state', ['snap']],
    ['someone loosened it, tighten back to what we agreed', ['tighten']],
    ['un-patch web', ['un']],
    ['de-patch web', ['de']],
  ])('finds in “%s” what moves machines back', (intent, heads) => {
    expect(read(intent)).toMatchObject({ asks: true, heads });
  });

  it.each([
    'it drifted back to normal',
    'all search hosts',
    'we had three people logging on to check a queue',
    'somebody changed it to fix a bug',
  ])('finds no verb that commands in “%s”', (intent) => {
    expect(read(intent)).toMatchObject({ heads: [] });
  });

  it.each([
    'Have every production server reconciled with its baseline by Sunday.',
    'web should receive the libxml2 update tonight',
    'web must again correspond to the baseline',
    'Could ops put the profile back on?',
    'Could the databases please receive glibc?',
    "I'm asking for the patch on web",
  ])('hears a wish in “%s”', (intent) => {
    expect(read(intent)).toMatchObject({ asks: true, questions: false });
  });

  it.each(['Have you ever patched web?', 'have they been patched', 'Could web get stuck?'])(
    'hears a question in “%s”',
    (intent) => {
      expect(read(intent)).toMatchObject({ questions: true });
    },
  );

  it('tells of nothing in a phrase that asks without a verb', () => {
    expect(read('staging kernel fixes, no reboot, two at a time').told).toEqual([]);
    expect(read('staging kernel fixes. It was slow.').told).toEqual(['it was slow .']);
  });
});
