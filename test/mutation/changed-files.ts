import { execFileSync } from 'node:child_process';

const git = (...args: readonly string[]): string | null => {
  try {
    return execFileSync('git', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
};

/** Where this line of work left the main one; on the main line itself, the commit before. */
export const baseOf = (): string | null => {
  const head = git('rev-parse', 'HEAD');
  const fork = git('merge-base', 'origin/main', 'HEAD');
  return fork !== null && fork !== head ? fork : git('rev-parse', 'HEAD~1');
};

/** Files that differ from a base in the working tree, the most changed first; null without a history. */
export const changedFiles = (base: string): readonly string[] | null => {
  const stat = git('diff', '--numstat', '--no-renames', base);
  if (stat === null) return null;
  return stat
    .split('\n')
    .map((row) => row.split('\t'))
    .map(([added = '0', , file = '']) => ({ file, added: Number(added) || 0 }))
    .filter(({ file }) => file !== '')
    .sort((left, right) => right.added - left.added || (left.file < right.file ? -1 : 1))
    .map(({ file }) => file);
};
