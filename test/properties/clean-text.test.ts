import { expect, it } from 'vitest';
import { cleanText } from '../../functions/domain/task/clean-text.ts';

const isSurrogate = (point: number): boolean => point >= 0xd800 && point <= 0xdfff;

it('no code point brings a control or format character back by its compatible form', () => {
  const found: number[] = [];
  for (let point = 0; point <= 0x10_ffff; point += 1) {
    if (isSurrogate(point)) continue;
    if (/[\p{Cc}\p{Cf}\p{Co}]/u.test(cleanText(String.fromCodePoint(point)))) found.push(point);
  }

  expect(found).toEqual([]);
});
