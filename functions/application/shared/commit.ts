import { mergeChanges } from '../../domain/shared/changes.ts';
import type { Changes } from '../../domain/shared/changes.ts';
import type { UnitOfWork } from './ports.ts';

/**
 * Writes all of the parts in one transaction, or none.
 * @throws Error when two parts write the same document.
 * @throws Conflict, TransientFailure as the unit of work does.
 */
export const commit = (
  unitOfWork: UnitOfWork,
  ...parts: readonly Partial<Changes>[]
): Promise<void> => unitOfWork.commit(mergeChanges(parts));
