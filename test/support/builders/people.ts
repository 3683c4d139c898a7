import type { Identity } from '../../../functions/domain/shared/identity.ts';
import { org } from './ids.ts';

export const alice = { id: 'alice', email: 'alice@example.com' };
export const bob = { id: 'bob', email: 'bob@example.com' };
export const rita = { id: 'rita', email: 'rita@example.com' };

/** Who calls the API with a right to everything, unless told otherwise. */
export const callerNamed = (id: string, changes: Partial<Identity> = {}): Identity => ({
  id,
  email: `${id}@example.com`,
  org,
  roles: ['admin'],
  ...changes,
});
