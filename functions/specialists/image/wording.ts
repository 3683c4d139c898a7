import { near, phrase } from '../../domain/intent/word-patterns.ts';
import type { TaskWording } from '../../domain/task/task-wording.ts';

const image = 'golden images?|images?|amis?|machine images?|base images?';

/** How people ask for it. */
export const wording: TaskWording = {
  asks: [
    near(
      'build|bake|create|rebuild|refresh|validate|promote|publish|retire|deprecate|rotate|make|produce|release|test|update(?!.* (?:on)?to )|harden|manage',
      image,
    ),
    phrase('image (?:build|pipeline|promotion|validation|rotation|refresh|lifecycle|management)'),
  ],
  mentions: phrase(image),
  takesSubject: false,
  mutates:
    /\b(?:build|bake|create|rebuild|refresh|promote|publish|retire|deprecate|rotate|release|update|make|produce|harden|manage)\b/u,
  failsOver: false,
  ownsRoleWords: false,
  phrase: 'manage images',
  command: null,
  goal: 'Manage golden images of',
  quotesIntent: true,
  need: 'an image change',
  title: 'Golden image plan',
};
