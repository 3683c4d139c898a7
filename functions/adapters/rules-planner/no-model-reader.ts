import type { ModelReader } from '../../application/task/task-ports.ts';

/** No model is configured: what the rules leave open stays unclear. */
export const noModelReader: ModelReader = { propose: () => Promise.resolve(null) };
