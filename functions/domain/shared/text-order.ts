/** Orders texts by UTF-16 code units: the same everywhere, whatever the locale. 0 for equal ones. */
export const compareText = (left: string, right: string): -1 | 0 | 1 => {
  if (left < right) return -1;
  return left > right ? 1 : 0;
};
