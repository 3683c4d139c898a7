import * as z from 'zod';
import { defineAction } from '../../domain/action/action.ts';
import { choosesNothing } from '../../domain/action/honours.ts';
import { notShown } from '../../domain/action/after.ts';
import { whenReachable } from '../../domain/action/eligibility.ts';
import { asProposed } from '../../domain/action/resolve.ts';
import { Name } from './parameter-schemas.ts';

export const executeSop = defineAction({
  type: 'execute_sop',
  description: 'Carries out a validated standard operating procedure.',
  effect: 'A procedure does what its steps say',
  honours: { ...choosesNothing, reboot: [] },
  parameters: z.strictObject({ sop_id: Name, version: z.int().min(1) }).readonly(),
  undo: 'none',
  policies: ['production_safety', 'sop_safety'],
  captures: ['version'],
  rollback_method: 'A procedure’s steps can’t be taken back by the orchestrator.',
  drains: false,
  verifies: 'Each step’s own check.',
  eligibility: (asset) => whenReachable(asset),
  resolve: asProposed,
  touches: null,
  changes: (_asset, { sop_id, version }) => [
    { field: 'procedure', from: null, to: `${sop_id} version ${version}` },
  ],
  after: () => notShown('execute_sop'),
});
