import type { Finding } from '../policy/finding.ts';

const mostRepairs = 2;

/** Stages whose errors go away when the agent plans again over the fleet of now. */
const repairableRules: readonly string[] = ['drift_safety', 'conflicts'];

export type ValidationOutcome = 'valid' | 'repairable' | 'invalid';

/** Whether another look at the fleet of now would give a plan without these errors. */
export const isOfTheFleet = (errors: readonly Finding[]): boolean =>
  errors.every(({ rule }) => repairableRules.includes(rule));

/** What all findings together mean: one error that no repair removes makes the plan invalid. */
export const judgeFindings = (findings: readonly Finding[], repairs: number): ValidationOutcome => {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return 'valid';
  return isOfTheFleet(errors) && repairs < mostRepairs ? 'repairable' : 'invalid';
};

/** The same for a plan that is carried out as it is or not at all: another one was not read by anyone. */
export const judgeFixedPlan = (findings: readonly Finding[]): ValidationOutcome =>
  judgeFindings(findings, mostRepairs);
