export interface Random {
  /** At least 0, below 1. */
  readonly fraction: () => number;
  readonly chance: (probability: number) => boolean;
}

/** A sequence of numbers that its seed determines (mulberry32). */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { fraction, chance: (probability) => fraction() < probability };
};
