/** Words that could narrow a task, set a condition or turn it round; never taken for the type’s own. */
export const narrowingWords: ReadonlySet<string> = new Set(
  'except without unless until if after before once only not no never but excluding apart'.split(
    ' ',
  ),
);
