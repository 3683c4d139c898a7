import type { CatalogueAction } from '../../domain/action/action.ts';
import { ActionType } from '../../domain/action/action-type.ts';
import { actions } from '../list.ts';

/** All actions. A plan holds the parameters that its action's schema parsed, and nothing else runs. */
export const actionCatalogue: Readonly<Record<ActionType, CatalogueAction>> = actions;

/** The action of a name from outside, or null: a plan with any other is refused. */
export const actionNamed = (type: string): CatalogueAction | null => {
  const known = ActionType.safeParse(type);
  return known.success ? actionCatalogue[known.data] : null;
};
