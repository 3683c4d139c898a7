import { expect, it } from 'vitest';
import { topicOf } from '../../../functions/domain/intent/task-topics.ts';
import { stemOf } from '../../../functions/domain/intent/word-stem.ts';

it.each([
  ['patch', 'renew'],
  ['baseline', 'state'],
  ['runbook', 'paper'],
  ['kiosk', null],
  ['constructor', null],
])('knows what “%s” is about: %s', (word, topic) => {
  expect(topicOf(stemOf(word))).toBe(topic);
});
