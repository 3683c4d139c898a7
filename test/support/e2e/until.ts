/** On a busy machine a rollout takes several times as long as on an idle one. */
export const patienceMilliseconds = 110_000;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * The first value that a look finds; nothing is null, or what a search lacks.
 * @throws Error that says what was waited for, and what was seen last, when the patience is over.
 */
export const until = async <Value>(
  what: string,
  look: () => Promise<Value>,
): Promise<NonNullable<Value>> => {
  const end = Date.now() + patienceMilliseconds;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null) return found;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`);
    await pause(100);
  }
};
