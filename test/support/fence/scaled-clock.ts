/** Time that passes many times faster than the wall's, for one run of everything that shares it. */
export const scaledClock = (speed: number) => {
  const begun = performance.now();
  const start = Date.UTC(2026, 2, 1, 9, 0, 0);
  return {
    now: (): number => Math.floor(start + (performance.now() - begun) * speed),
    sleep: (milliseconds: number): Promise<void> =>
      new Promise((resolve) => setTimeout(resolve, milliseconds / speed)),
  };
};
export type ScaledClock = ReturnType<typeof scaledClock>;
