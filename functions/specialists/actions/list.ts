import type { CatalogueAction } from '../../domain/action/action.ts';
import { ActionType } from '../../domain/action/action-type.ts';
import { buildImage } from './build-image.ts';
import { closeExposure } from './close-exposure.ts';
import { executeSop } from './execute-sop.ts';
import { failoverDrill } from './failover-drill.ts';
import { patch } from './patch.ts';
import { promoteImage } from './promote-image.ts';
import { reboot } from './reboot.ts';
import { reimage } from './reimage.ts';
import { resize } from './resize.ts';
import { runDocument } from './run-document.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { tag } from './tag.ts';

/** All actions. A plan holds the parameters that its action's schema parsed, and nothing else runs. */
export const actionCatalogue: Readonly<Record<ActionType, CatalogueAction>> = {
  patch,
  reimage,
  run_document: runDocument,
  reboot,
  stop,
  start,
  resize,
  tag,
  close_exposure: closeExposure,
  build_image: buildImage,
  promote_image: promoteImage,
  failover_drill: failoverDrill,
  execute_sop: executeSop,
};

/** The action of a name from outside, or null: a plan with any other is refused. */
export const actionNamed = (type: string): CatalogueAction | null => {
  const known = ActionType.safeParse(type);
  return known.success ? actionCatalogue[known.data] : null;
};
