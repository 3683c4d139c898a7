/** Tests that look at what modules make as they are loaded, so that they share none with others. */
export const unshared: readonly string[] = ['test/domain/intent/pattern-work.test.ts'];
