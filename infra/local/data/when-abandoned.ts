import { readFileSync } from 'node:fs';

const lookMilliseconds = 250;

/** The parent of a process where `/proc` tells; the fields follow the name in parentheses. */
const parentOf = (pid: number): string | null => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '');
    return fields.split(' ')[1] ?? null;
  } catch {
    return null;
  }
};

const starters = (): string => `${process.ppid} ${parentOf(process.ppid) ?? ''}`;

/**
 * Calls back once when whoever started this process is gone. npm passes a signal on to the shell
 * between us alone, and no signal at all when it is killed: without this the process would stay
 * behind and hold port and data.
 */
export const whenAbandoned = (callback: () => void): void => {
  const first = starters();
  const timer = setInterval(() => {
    if (starters() === first) return;
    clearInterval(timer);
    callback();
  }, lookMilliseconds);
  timer.unref();
};
