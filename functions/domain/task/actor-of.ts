import type { Identity } from '../shared/identity.ts';
import type { Actor } from './task.ts';

/** An identity as tasks, decisions and records name it. */
export const actorOf = (identity: Identity): Actor => ({
  id: identity.id,
  ...(identity.email !== null && { email: identity.email }),
});
