import * as z from 'zod';
import { defineAction } from '../../domain/action/action.ts';
import { choosesNothing } from '../../domain/action/honours.ts';
import { notShown } from '../../domain/action/after.ts';
import { excluded, whenRunning } from '../../domain/action/eligibility.ts';
import { asProposed } from '../../domain/action/resolve.ts';
import { Name } from './parameter-schemas.ts';

export const failoverDrill = defineAction({
  type: 'failover_drill',
  description: 'Fails a service over to another region and back.',
  effect: 'A failover drill moves traffic',
  honours: { ...choosesNothing, reboot: ['never', 'if_needed'] },
  parameters: z.strictObject({ to_region: Name, fail_back: z.literal(true) }).readonly(),
  undo: 'none',
  policies: ['production_safety'],
  captures: ['traffic weights', 'version'],
  rollback_method: 'Fail back; what was written meanwhile can’t be taken back.',
  drains: true,
  fails_over: true,
  verifies: 'The service answers from the other region.',
  eligibility: (asset, { to_region }) =>
    asset.region === to_region
      ? excluded('The asset is in the target region.')
      : whenRunning(asset),
  resolve: asProposed,
  touches: null,
  changes: (asset, { to_region }) => [{ field: 'traffic', from: asset.region, to: to_region }],
  after: () => notShown('failover_drill'),
});
