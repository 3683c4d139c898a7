import { expect, it } from 'vitest';
import { actorOf } from '../../../functions/domain/task/actor-of.ts';
import { org } from '../../support/builders/ids.ts';

const identity = { id: 'ada', email: null, org, roles: ['operator'] } as const;

it('an identity is named by its id, and by its address where it has one', () => {
  expect(actorOf(identity)).toEqual({ id: 'ada' });
  expect(Object.keys(actorOf(identity))).toEqual(['id']);
  expect(actorOf({ ...identity, email: 'ada@example.com' })).toEqual({
    id: 'ada',
    email: 'ada@example.com',
  });
});
