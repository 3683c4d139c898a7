/** Hours of the day at which a part of it begins and ends; more than 24 are of the day after. */
export type Hours = readonly [number, number];

const parts: readonly (readonly [RegExp, Hours])[] = [
  [/\b(?:morning)\b/iu, [6, 12]],
  [/\b(?:afternoon)\b/iu, [12, 18]],
  [/\bevening\b/iu, [18, 24]],
  [/\b(?:night|overnight)\b/iu, [20, 30]],
];

/** The usual hours of the part of a day that words name; null where they name none. */
export const hoursOfPart = (text: string): Hours | null =>
  parts.find(([pattern]) => pattern.test(text))?.[1] ?? null;

/** "Tonight 01:00" is of the night that begins today; null where no hour after midnight is named. */
export const hourAfterMidnight = (
  text: string,
): { readonly hour: number; readonly minute: number } | null => {
  if (!/\b(?:tonight|tonite|night)\b/iu.test(text)) return null;
  const named =
    /(?<![\d:])0?([0-5])(?::([0-5]\d)(?! ?pm)| ?am)\b|(?<![\d:])0([0-5])([0-5]\d)\b/iu.exec(text);
  if (named === null) return null;
  return { hour: Number(named[1] ?? named[3]), minute: Number(named[2] ?? named[4] ?? 0) };
};
