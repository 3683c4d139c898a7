import { terminalText } from '../domain/notification/safe-text.ts';
import type { Variables } from './environment.ts';
import type { Log } from './log.ts';

const levels = ['debug', 'info', 'warn', 'error'] as const;

const shown = (value: unknown): string =>
  value instanceof Error ? (value.stack ?? value.message) : JSON.stringify(value);

const lineOf = (level: string, message: string, extra: Readonly<Record<string, unknown>>) =>
  [
    new Date().toISOString(),
    level.toUpperCase(),
    message,
    ...Object.entries(extra).map(([name, value]) => `${name}=${shown(value)}`),
  ].join(' ');

/** A log for people: one line an event, with the stack of an error below it. */
export const makeTextLog = (
  lowest: Variables['LOG_LEVEL'],
  write: (line: string) => void = (line) => void process.stderr.write(line),
): Log => {
  const at =
    (level: (typeof levels)[number]): Log['info'] =>
    (message, extra) => {
      if (levels.indexOf(level) >= levels.indexOf(lowest)) {
        write(`${terminalText(lineOf(level, message, extra))}\n`);
      }
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
};
