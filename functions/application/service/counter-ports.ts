import type { OrgId } from '../../domain/shared/ids.ts';

export interface CounterSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Counters {
  readonly ofOrg: (org: OrgId) => Promise<readonly CounterSample[]>;
  /** What was counted before counters were kept by org; it belongs to the whole alone. */
  readonly ofNoOrg: () => Promise<readonly CounterSample[]>;
}
