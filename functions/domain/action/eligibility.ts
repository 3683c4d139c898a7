import type { Asset } from '../fleet/asset.ts';
import { cleanText } from '../task/clean-text.ts';
import type { Eligibility } from './action.ts';

export const eligible: Eligibility = { kind: 'eligible' };
export const excluded = (reason: string): Eligibility => ({ kind: 'excluded', reason });
export const satisfied = (reason: string): Eligibility => ({ kind: 'satisfied', reason });
export const always = (): Eligibility => eligible;

/** Most actions need a machine that runs. */
export const whenRunning = (asset: Asset, rest: () => Eligibility = always): Eligibility =>
  asset.state === 'running' ? rest() : excluded('The asset is stopped.');

/** What goes through the agent of Systems Manager also needs that it answers, where that is known. */
export const whenReachable = (asset: Asset): Eligibility =>
  whenRunning(asset, () =>
    asset.ping_status === undefined || asset.ping_status === 'Online'
      ? eligible
      : excluded(
          `Systems Manager does not reach the asset: PingStatus ${cleanText(asset.ping_status, 64)}.`,
        ),
  );
