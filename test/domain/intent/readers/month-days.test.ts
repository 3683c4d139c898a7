import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { withMonths } from '../../../../functions/domain/intent/readers/month-days.ts';

/** A Friday. */
const today = Temporal.PlainDate.from('2026-11-27');

it.each([
  ['finish by the 8th', 'finish by   8 dec'],
  ['start on the 27th, please', 'start on   27 nov, please'],
  ['go monday 30th 07:30', 'go      30 nov 07:30'],
  ['go Wednesday the 2nd at noon', 'go             2 dec at noon'],
])('gives the day of “%s” its month, letter for letter as long', (source, named) => {
  expect(withMonths(source, today, true)).toBe(named);
  expect(named).toHaveLength(source.length);
});

it('looks back where something happened since, and where a question asks', () => {
  expect(withMonths('failing since the 12th', today, true)).toBe('failing since   12 nov');
  expect(withMonths('what failed on the 28th?', today, false)).toBe('what failed on   28 oct?');
});

it.each([
  'tuesday 30th at 07:30',
  'on the 1st wave',
  'the 2nd failure',
  'stop after the 3rd host',
  'on the 8th of December',
  'on the 41st',
  'the 5th server',
])('leaves “%s” as it is', (source) => {
  expect(withMonths(source, today, true)).toBe(source);
});
