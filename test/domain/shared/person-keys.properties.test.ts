import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { addressKey, subjectKey } from '../../../functions/domain/shared/person-keys.ts';
import { anyCodePoint } from '../../support/hostile-text.ts';

const texts = fc.string({ unit: anyCodePoint(), maxLength: 4 });

it('the key of an address has somebody before its host, whatever was typed', () => {
  fc.assert(
    fc.property(texts, (local) => {
      expect(addressKey(`${local}@example.com`) ?? 'x@example.com').toMatch(/^.+@example\.com$/su);
    }),
  );
  expect(addressKey('\u200B@example.com')).toBeNull();
  expect(addressKey('ada@')).toBeNull();
});

it('a key is its own key', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const subject = subjectKey(text);
      const address = addressKey(`${text}@example.com`);

      if (subject !== null) expect(subjectKey(subject)).toBe(subject);
      if (address !== null) expect(addressKey(address)).toBe(address);
    }),
  );
});
