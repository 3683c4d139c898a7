import type { Resolution, ResolveRequest } from './action.ts';

/** The parameters as they were proposed: the inventory has no say in them. */
export const asProposed = ({ parameters }: Pick<ResolveRequest, 'parameters'>): Resolution => ({
  kind: 'parameters',
  parameters,
});
