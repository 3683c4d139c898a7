export interface Repeating {
  /** Runs again as soon as the run under way, if any, has ended. */
  readonly nudge: () => void;
  /** No further run begins; done when the one under way has ended. */
  readonly stop: () => Promise<void>;
}

/**
 * Runs work at an interval and whenever nudged, one run at a time; a nudge during a run is not
 * lost. A failing run is told and tried again at the next turn.
 */
export const repeat = (options: {
  readonly everyMilliseconds: number;
  readonly work: () => Promise<void>;
  readonly onError: (error: unknown) => void;
}): Repeating => {
  const state = { running: null as Promise<void> | null, isNudged: false, isStopped: false };
  const run = async (): Promise<void> => {
    while (state.isNudged && !state.isStopped) {
      state.isNudged = false;
      try {
        await options.work();
      } catch (error) {
        options.onError(error);
      }
    }
    state.running = null;
  };
  const nudge = (): void => {
    state.isNudged = true;
    if (!state.isStopped) state.running ??= run();
  };
  const timer = setInterval(nudge, options.everyMilliseconds);
  timer.unref();
  return {
    nudge,
    stop: async () => {
      state.isStopped = true;
      clearInterval(timer);
      await state.running;
    },
  };
};
