import { describe, expect, it } from 'vitest';
import { isEnglishWord } from '../../../functions/domain/intent/english-words.ts';

describe('isEnglishWord', () => {
  it.each(['wander', 'wandered', 'wandering', 'hospital', 'hospitals', 'quietly', 'umbrella'])(
    'knows “%s” in any of its forms',
    (word) => {
      expect(isEnglishWord(word)).toBe(true);
    },
  );

  it.each(['kiosk', 'jira', 'grafana', 'erp', 'loyalty-points', 'blue7', ''])(
    'knows no name and nothing that machines are called by: “%s”',
    (word) => {
      expect(isEnglishWord(word)).toBe(false);
    },
  );
});
