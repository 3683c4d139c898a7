/** A piece of a text in which a time may stand; `at` is where it begins. */
export interface Passage {
  readonly at: number;
  readonly text: string;
}

/** What every time that the calendar library knows has in it. */
const timeLike =
  /\d|^\W*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|noon|midday|midnight|morning|afternoon|evening|night|tonight|today|tonite|tomorrow|tmr|tmrw|yesterday|overmorrow|now|last|next|past|previous|this|these|coming|after|later|ago|before|earlier|hence|henceforth|forward|from|second|sec|minute|min|hour|hr|day|week|weekend|weekday|month|quarter|qtr|year|yr|spring|summer|autumn|fall|winter)/iu;

/** As many runs of characters stand between the words of one time, or beside them. */
const reach = 6;

/** Times beyond are left unread: a change with as many is refused by the words that are left over. */
const longestRead = 600;

/**
 * The pieces of a text in which times may stand, in their order. The calendar library takes long over
 * each character, so that it is given these alone; together they have at most 600 characters.
 */
export const timePassages = (text: string): readonly Passage[] => {
  const runs = [...text.matchAll(/\S+/gu)].map(({ index, 0: run }) => ({
    from: index,
    to: index + run.length,
    isTime: timeLike.test(run),
  }));
  const passages: Passage[] = [];
  let left = longestRead;
  let last = -1;
  for (let index = 0; index < runs.length && left > 0; index += 1) {
    if (runs[index]?.isTime !== true) continue;
    let end = index;
    for (let next = index; next < runs.length && next <= end + 2 * reach; next += 1)
      if (runs[next]?.isTime === true) end = next;
    const from = runs[Math.max(last + 1, index - reach)]?.from ?? 0;
    last = Math.min(runs.length - 1, end + reach);
    const to = Math.min(runs[last]?.to ?? text.length, from + left);
    passages.push({ at: from, text: text.slice(from, to) });
    left -= to - from;
    index = last;
  }
  return passages;
};
