import type { Asset } from '../fleet/asset.ts';
import type { Eligibility } from './action.ts';

export const eligible: Eligibility = { kind: 'eligible' };
export const excluded = (reason: string): Eligibility => ({ kind: 'excluded', reason });
export const satisfied = (reason: string): Eligibility => ({ kind: 'satisfied', reason });
export const always = (): Eligibility => eligible;

/** Most actions need a machine that runs. */
export const whenRunning = (asset: Asset, rest: () => Eligibility = always): Eligibility =>
  asset.state === 'running' ? rest() : excluded('The asset is stopped.');
