import type { Finding } from '../policy/finding.ts';

const mostRepairs = 2;

/** Stages whose errors go away when the agent plans again over the fleet of now. */
const repairableRules: readonly string[] = ['drift_safety', 'conflicts'];

export type ValidationOutcome = 'valid' | 'repairable' | 'invalid';

/** What all findings together mean: one error that no repair removes makes the plan invalid. */
export const judgeFindings = (findings: readonly Finding[], repairs: number): ValidationOutcome => {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return 'valid';
  const repairable = errors.every(({ rule }) => repairableRules.includes(rule));
  return repairable && repairs < mostRepairs ? 'repairable' : 'invalid';
};
