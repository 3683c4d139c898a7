import { Environment } from '../shared/environment.ts';

interface Permission {
  readonly allowed: boolean;
  readonly needs_approval: boolean;
}

const freely: Permission = { allowed: true, needs_approval: false };
const approved: Permission = { allowed: true, needs_approval: true };
const never: Permission = { allowed: false, needs_approval: true };

/** What a score permits, by environment; the first row that the total reaches holds. */
const scoreThresholds: readonly ({ readonly from: number } & Readonly<
  Record<Environment, Permission>
>)[] = [
  { from: 80, development: freely, staging: freely, production: freely },
  { from: 60, development: freely, staging: freely, production: approved },
  { from: 40, development: freely, staging: approved, production: never },
  { from: 0, development: freely, staging: never, production: never },
];

export const permissionOf = (total: number, environment: Environment): Permission =>
  scoreThresholds.find((row) => total >= row.from)?.[environment] ?? never;

export const allowedEnvironments = (total: number): Environment[] =>
  Environment.options.filter((environment) => permissionOf(total, environment).allowed);
