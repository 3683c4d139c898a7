import { terminalText } from '../../../functions/domain/notification/safe-text.ts';
import type { Execution, Task } from './api.ts';

const isTerminal = process.stdout.isTTY;

const colour = (code: number) => (text: string) =>
  isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text;

const bold = colour(1);
const dim = colour(2);
const red = colour(31);
const green = colour(32);
const yellow = colour(33);

export const say = (text = ''): void => {
  process.stdout.write(`${text}\n`);
};

export const sayStep = (text: string): void => say(`\n${bold(`▸ ${terminalText(text)}`)}`);
export const sayDone = (text: string): void => say(green(`✔ ${terminalText(text)}`));
export const sayFailure = (text: string): void => say(red(`✘ ${terminalText(text)}`));
export const sayDetail = (text: string): void => say(dim(`  ${terminalText(text)}`));

const row = (cells: readonly (string | number)[], widths: readonly number[]): string =>
  cells.map((cell, index) => String(cell).padEnd(widths[index] ?? 0)).join('  ');

/** What each word of the request was taken for. */
const sayReading = ({ task_spec: { understood = [] } }: Task): void => {
  const widths = [28, 14, 30];
  say(`  ${bold(row(['Words', 'Taken for', 'Which is'], widths))}`);
  for (const { text, as, value } of understood)
    say(`  ${terminalText(row([text, as.replace('_', ' '), value ?? ''], widths))}`);
};

/** The plan as an approver would want it at a glance. */
export const sayPlan = (task: Task): void => {
  const widths = [10, 7, 12, 8, 24];
  sayReading(task);
  say(
    `  ${terminalText(task.task_spec.goal)} (${task.task_spec.task_type}, risk ${task.task_spec.risk_level})`,
  );
  say(`  ${terminalText(task.agent_result?.summary ?? '')}`);
  if (task.quality_score) say(`  Quality score ${task.quality_score.total} of 100`);
  say(`  ${bold(row(['Phase', 'Assets', 'In parallel', 'Bake s', 'Checks'], widths))}`);
  for (const phase of task.plan?.phases ?? []) {
    const checks = phase.health_checks.map((check) => check.type).join(', ');
    const cells = [phase.name, phase.assets.length, phase.max_parallel, phase.bake_seconds, checks];
    say(`  ${terminalText(row(cells, widths))}`);
  }
  say(dim(`  Plan digest ${task.plan_digest ?? ''}`));
};

const marks: Readonly<Record<string, string>> = {
  pending: dim('·'),
  running: yellow('▶'),
  completed: green('■'),
  failed: red('✘'),
  rolled_back: yellow('↺'),
  rollback_failed: red('!'),
  skipped: dim('–'),
};

const phaseLine = (phase: Execution['phases'][number]): string =>
  `  ${terminalText(phase.name).padEnd(8)} ${phase.status.padEnd(12)} ${phase.assets.map(({ status }) => marks[status] ?? '?').join('')}`;

/** Shows an execution as it goes: in place on a terminal, elsewhere a line for each phase that changed. */
export const progressPrinter = (): ((execution: Execution) => void) => {
  let lines: readonly string[] = [];
  return (execution) => {
    const next = execution.phases.map(phaseLine);
    if (isTerminal) {
      if (lines.length > 0) process.stdout.write(`\u001b[${lines.length}A`);
      for (const line of next) process.stdout.write(`\u001b[2K${line}\n`);
    } else {
      for (const line of next.filter((line, index) => line !== lines[index])) say(line);
    }
    lines = next;
  };
};
