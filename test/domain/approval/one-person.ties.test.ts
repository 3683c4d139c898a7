import { expect, it } from 'vitest';
import { isSamePerson, isTiedToOnePerson } from '../../../functions/domain/approval/one-person.ts';

const at = (id: string, email: string) => ({ id, email });

it('names tie together over several registrations, in whatever order these come', () => {
  const chain = [at('c', 'b@example.com'), at('a', 'b@example.com')];

  for (const registered of [chain, [...chain].reverse()])
    expect(isSamePerson({ id: 'a' }, { id: 'c' }, registered)).toBe(true);
  expect(isSamePerson({ id: 'a' }, { id: 'c' }, chain.slice(0, 1))).toBe(false);
});

it('a blank subject is nobody’s, though somebody were registered by one', () => {
  expect(isTiedToOnePerson(at(' ', 'x@example.com'), [at(' ', 'y@example.com')])).toBe(false);
});

it('no address is nobody’s, though somebody were registered without one', () => {
  const registered = [at('s', 's@example.com'), at('t', 'none')];

  expect(isTiedToOnePerson({ id: 's' }, registered)).toBe(true);
});

it('a subject with two registered addresses is tied by either', () => {
  const registered = [at('s', 'a@example.com'), at('s', 'b@example.com')];

  for (const { email } of registered)
    expect(isTiedToOnePerson(at('s', email), registered)).toBe(true);
});
