/** A workflow that answers for the tokens it knows, and remembers what it was told. */
export const aWorkflow = (...waiting: string[]) => {
  const told: unknown[] = [];
  return {
    told,
    startLifecycle: () => Promise.resolve(),
    resume: (token: string, output: unknown) => {
      if (!waiting.includes(token)) return Promise.resolve('gone' as const);
      told.push({ token, output });
      return Promise.resolve('resumed' as const);
    },
  };
};
