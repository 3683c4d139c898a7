import { expect, it } from 'vitest';
import {
  hourAfterMidnight,
  hoursOfPart,
} from '../../../../functions/domain/intent/readers/day-parts.ts';

it.each([
  ['Sunday evening', [18, 24]],
  ['tomorrow morning', [6, 12]],
  ['Saturday night', [20, 30]],
  ['Monday', null],
])('knows the hours of “%s”', (text, hours) => {
  expect(hoursOfPart(text)).toEqual(hours);
});

it.each([
  ['tonight 01:00', { hour: 1, minute: 0 }],
  ['tonight at 2am', { hour: 2, minute: 0 }],
  ['tonight 23:00', null],
  ['tonight at 01:00 pm', null],
  ['at 01:00', null],
])('knows whether “%s” is after midnight', (text, hour) => {
  expect(hourAfterMidnight(text)).toEqual(hour);
});
