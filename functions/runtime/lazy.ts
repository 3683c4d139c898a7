/** A function that computes its value at the first call and keeps it: one per cold start. */
export const lazy = <Value>(compute: () => Value): (() => Value) => {
  let kept: { value: Value } | undefined;
  return () => (kept ??= { value: compute() }).value;
};
