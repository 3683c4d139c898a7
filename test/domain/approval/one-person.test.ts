import { describe, expect, test } from 'vitest';
import { isSamePerson, isTiedToOnePerson } from '../../../functions/domain/approval/one-person.ts';
import type { Actor } from '../../../functions/domain/task/task.ts';
import { alice, bob } from '../../support/builders/people.ts';

const registered = [alice, bob, { id: 'uta', email: 'uta@xn--bcher-kva.example' }];

describe('two identities are one person', () => {
  test.each<[string, Actor, Actor]>([
    ['with one subject', { id: 'sub-1' }, { id: 'sub-1' }],
    ['with a space behind the subject', { id: 'sub-1 ' }, { id: 'sub-1' }],
    ['with a space nobody sees in the subject', { id: 'sub\u200b-1' }, { id: 'sub-1\ufeff' }],
    ['with a subject in capitals', { id: 'SUB-1' }, { id: 'sub-1' }],
    ['with a full-width subject', { id: 'ｓｕｂ-1' }, { id: 'sub-1' }],
    [
      'with one address',
      { id: 'sub-1', email: 'Eve@Example.com' },
      { id: 'sub-2', email: 'eve@example.com' },
    ],
    [
      'with a host in punycode',
      { id: 'sub-1', email: 'eve@BÜCHER.example' },
      { id: 'sub-2', email: 'eve@xn--bcher-kva.example' },
    ],
    [
      'with a decomposed host',
      { id: 'sub-1', email: 'eve@bu\u0308cher.example.' },
      { id: 'sub-2', email: 'eve@bücher.example' },
    ],
    [
      'with a full-width address',
      { id: 'sub-1', email: 'ｅｖｅ＠ｅｘａｍｐｌｅ．ｃｏｍ' },
      { id: 'sub-2', email: 'eve@example.com' },
    ],
    [
      'with other letters of one case',
      { id: 'sub-1', email: 'ΟΔΥΣΣΕΥΣ@example.com' },
      { id: 'sub-2', email: 'οδυσσευς@example.com' },
    ],
    ['by a registered subject without an address', { id: 'alice' }, alice],
    ['by a registered subject with another address', { id: 'alice', email: 'a@other.com' }, alice],
    ['by a registered address', { id: 'sub-9', email: 'ALICE@example.com' }, { id: 'alice' }],
    ['by an address as subject', { id: 'alice@example.com' }, alice],
    [
      'by two ways to one registration',
      { id: 'alice', email: 'a@other.com' },
      { id: 'sub-9', email: 'alice@example.com ' },
    ],
    [
      'by a registered international address',
      { id: 'x', email: 'UTA@bücher.example' },
      { id: 'uta' },
    ],
  ])('%s', (_, one, other) => {
    expect([isSamePerson(one, other, registered), isSamePerson(other, one, registered)]).toEqual([
      true,
      true,
    ]);
  });

  test.each<[string, Actor, Actor]>([
    ['two registered subjects', { id: 'alice' }, { id: 'bob' }],
    ['two addresses', { id: 'sub-1', email: 'a@x.com' }, { id: 'sub-2', email: 'b@x.com' }],
    ['a subject and an address of others', { id: 'sub-1' }, bob],
    ['two blank subjects', { id: ' ' }, { id: '\u200b' }],
  ])('but not %s', (_, one, other) => {
    expect(isSamePerson(one, other, registered)).toBe(false);
  });
});

describe('an identity', () => {
  test.each<[string, Actor, boolean]>([
    ['with a registered subject is tied', { id: 'alice' }, true],
    ['with a registered subject and its address is tied', alice, true],
    [
      'with a registered subject and an unknown address is tied',
      { id: 'alice', email: 'a@x.io' },
      true,
    ],
    ['with a verified address is tied', { id: 'sub-1', email: 'eve@example.com' }, true],
    ['with a registered address is tied', { id: 'sub-1', email: 'alice@example.com' }, true],
    ['without address and registration is not', { id: 'sub-1' }, false],
    ['with two people’s names is not', { id: 'alice', email: 'bob@example.com' }, false],
    ['with a blank subject is not', { id: ' ', email: 'eve@example.com' }, false],
    ['with something that is no address is not', { id: 'sub-1', email: 'eve' }, false],
  ])('%s', (_, actor, expected) => {
    expect(isTiedToOnePerson(actor, registered)).toBe(expected);
  });
});
