import { describe, expect, it } from 'vitest';
import {
  faultsOfApprovers,
  readApproverText,
} from '../../../functions/domain/approval/approver-list.ts';

const ada = { id: 'ada', email: 'ada@example.com' };
const markup = 'the id must be one word without markup';

describe('a list of approvers', () => {
  it.each([
    ['', []],
    ['  ', []],
    ['ada=ada@example.com', [ada]],
    [
      ' ada = Ada@Example.com , bob=bob@bücher.example',
      [
        { id: 'ada', email: 'Ada@example.com' },
        { id: 'bob', email: 'bob@xn--bcher-kva.example' },
      ],
    ],
  ])('%j is read', (text, approvers) => {
    expect(readApproverText(text)).toEqual({ approvers, faults: [] });
  });

  it.each([
    ['ada', [{ entry: 1, fault: 'is not id=address' }]],
    ['ada=ada@example.com,', [{ entry: 2, fault: 'is empty' }]],
    [
      ',bob,ada=no address',
      [
        { entry: 1, fault: 'is empty' },
        { entry: 2, fault: 'is not id=address' },
      ],
    ],
    ['=ada@example.com', [{ entry: 1, fault: markup }]],
    ['a da=ada@example.com', [{ entry: 1, fault: markup }]],
    ['<b>=ada@example.com', [{ entry: 1, fault: markup }]],
    ['a\u200Bda=ada@example.com', [{ entry: 1, fault: markup }]],
    ['ada=nowhere', [{ entry: 1, fault: 'the address is not a mail address' }]],
    [
      'ada=ada@example.com,bob=bob@example.com,ADA=other@example.com',
      [{ entry: 3, fault: 'entry 1 has the same id' }],
    ],
    [
      'ada=ada@example.com,bob=bob@example.com,cem=BOB@example.com',
      [{ entry: 3, fault: 'entry 2 has the same address' }],
    ],
    [
      'ada=x,bob=y',
      [
        { entry: 1, fault: 'the address is not a mail address' },
        { entry: 2, fault: 'the address is not a mail address' },
      ],
    ],
  ])('%j is at fault', (text, faults) => {
    expect(readApproverText(text).faults).toEqual(faults);
  });

  it.each([
    [128, []],
    [129, [{ entry: 1, fault: markup }]],
  ])('takes an id of %i characters: %j', (length, faults) => {
    expect(faultsOfApprovers([{ ...ada, id: 'x'.repeat(length) }])).toEqual(faults);
  });

  it('has no fault where it holds nobody', () => {
    expect(faultsOfApprovers([])).toEqual([]);
    expect(faultsOfApprovers([{ ...ada, id: '\u115F' }])).toEqual([{ entry: 1, fault: markup }]);
  });
});
