const firstSeconds = 5;
const longestSeconds = 900;

/** How long a message waits after so many failed attempts, in seconds: doubling from 5 to 900. */
export const backOffSeconds = (attempts: number): number =>
  Math.min(longestSeconds, firstSeconds * 2 ** (attempts - 1));
