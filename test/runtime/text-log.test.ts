import { describe, expect, it } from 'vitest';
import { makeTextLog } from '../../functions/runtime/text-log.ts';

const logged = (lowest: Parameters<typeof makeTextLog>[0]) => {
  const lines: string[] = [];
  const log = makeTextLog(lowest, (line) => lines.push(line));
  return { log, lines };
};

describe('the log for people', () => {
  it('writes one line with time, level, message and members', () => {
    const { log, lines } = logged('info');

    log.warn('Messages are still owed', { deliverer: 'resume', owed: 2 });

    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^\d{4}-\d\d-\d\dT[\d:.]+Z WARN Messages are still owed deliverer="resume" owed=2\n$/,
    );
  });

  it('shows the stack of an error', () => {
    const { log, lines } = logged('debug');

    log.error('Request failed', { error: new Error('broken') });

    expect(lines[0]).toContain('ERROR Request failed error=Error: broken\n    at ');
  });

  it('writes out what would steer the terminal', () => {
    const { log, lines } = logged('debug');

    log.error('Failed', { error: new Error('\u001b[2J\u009b31m\u202ex'), name: '\u009b31m' });

    expect(lines[0]).not.toMatch(/[^\P{C}\n]/u);
    expect(lines[0]).toContain('\\u{1b}[2J');
  });

  it('leaves out what is below its level', () => {
    const { log, lines } = logged('error');

    log.info('quiet', {});
    log.warn('quiet', {});
    log.error('loud', {});

    expect(lines.join('')).not.toContain('quiet');
    expect(lines.join('')).toContain('loud');
  });
});
