import fc from 'fast-check';

/**
 * A mutant meets the same cases each time, and for a moment only: the thousands of runs that search
 * for the unknown are the business of the whole suite.
 */
fc.configureGlobal({ seed: 20_261_127 });
fc.installGlobalPlugin(fc.interruptAfterTimeLimit(400));
