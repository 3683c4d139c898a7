import * as z from 'zod';

/** What a plan may have done to an asset; `functions/specialists/actions` defines each of them. */
export const ActionType = z.enum([
  'patch',
  'reimage',
  'run_document',
  'reboot',
  'stop',
  'start',
  'resize',
  'tag',
  'close_exposure',
  'build_image',
  'promote_image',
  'failover_drill',
  'execute_sop',
]);
export type ActionType = z.infer<typeof ActionType>;
