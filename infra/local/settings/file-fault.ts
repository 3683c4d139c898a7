const words: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'goes through something that is no folder',
  EISDIR: 'is a folder and not a file',
  EEXIST: 'is a file and not a folder',
  EACCES: 'may not be used by this user',
  EPERM: 'may not be used by this user',
  EROFS: 'is on a file system that can’t be written',
  ENOSPC: 'is on a file system that is full',
  EDQUOT: 'is on a file system that is full for this user',
  ENAMETOOLONG: 'is too long a path',
  ELOOP: 'is a link that leads back to itself',
  EMFILE: 'can’t be opened: too many files are open',
  EADDRINUSE: 'is in use',
  EADDRNOTAVAIL: 'is no address of this machine',
  ENOTFOUND: 'is no name that this machine can find',
  EAI_AGAIN: 'is no name that this machine can find',
};

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** What the operating system's error means, as the rest of a sentence; null for other errors. */
export const fileFault = (error: unknown): string | null => {
  const code = codeOf(error);
  if (code === null || !/^E[A-Z_]+$/.test(code)) return null;
  return words[code] ?? `can’t be used (${code})`;
};

/** What to tell the person who started it: the operating system's errors in words, with their path. */
export const sentenceOf = (error: unknown): string => {
  const fault = fileFault(error);
  if (fault === null) return error instanceof Error ? error.message : String(error);
  const path = error instanceof Error && 'path' in error ? String(error.path) : 'Something';
  return `${path} ${fault}.`;
};
