import { expect, it } from 'vitest';
import {
  faultsOfApprovers,
  readApproverText,
} from '../../../functions/domain/approval/approver-list.ts';

it('an address that the first entry has already is a fault of the second', () => {
  expect(
    faultsOfApprovers([
      { id: 'ada', email: 'team@example.com' },
      { id: 'bob', email: 'Team@example.com' },
    ]),
  ).toEqual([{ entry: 2, fault: 'entry 1 has the same address' }]);
});

it('an entry of blanks is empty', () => {
  expect(readApproverText('ada=ada@example.com, ,bob=bob@example.com').faults).toEqual([
    { entry: 2, fault: 'is empty' },
  ]);
});
