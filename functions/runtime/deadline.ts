import type { Deadline } from '../application/planning/planning-ports.ts';

/** A deadline by the process's own clock. */
export const deadline: Deadline = async (work, seconds) => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ readonly late: true }>((resolve) => {
    timer = setTimeout(() => resolve({ late: true }), seconds * 1_000);
  });
  try {
    return await Promise.race([work.then((value) => ({ late: false as const, value })), late]);
  } finally {
    clearTimeout(timer);
  }
};
