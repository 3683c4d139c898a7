import type { CatalogueAction } from '../domain/action/action.ts';
import type { ActionType } from '../domain/action/action-type.ts';
import type { AgentName } from '../domain/agent/agent-name.ts';
import { buildImage } from './actions/build-image.ts';
import { closeExposure } from './actions/close-exposure.ts';
import { executeSop } from './actions/execute-sop.ts';
import { failoverDrill } from './actions/failover-drill.ts';
import { patch as patchAction } from './actions/patch.ts';
import { promoteImage } from './actions/promote-image.ts';
import { reboot } from './actions/reboot.ts';
import { reimage } from './actions/reimage.ts';
import { resize } from './actions/resize.ts';
import { runDocument } from './actions/run-document.ts';
import { start } from './actions/start.ts';
import { stop } from './actions/stop.ts';
import { tag } from './actions/tag.ts';
import { adapter } from './adapter/specialist.ts';
import { compliance } from './compliance/specialist.ts';
import { cost } from './cost/specialist.ts';
import type { Specialist } from './define-specialist.ts';
import { dr } from './dr/specialist.ts';
import { drift } from './drift/specialist.ts';
import { image } from './image/specialist.ts';
import { incident } from './incident/specialist.ts';
import { patch } from './patch/specialist.ts';
import { security } from './security/specialist.ts';
import { sop } from './sop/specialist.ts';

/*
 * What stands behind each name of the roster. Who imports the actions alone carries no specialist:
 * `sideEffects` in package.json lets bundlers leave out what is not used.
 */

/** Who each of the names is. What lists agents, tools or words is derived from it, in the names' order. */
export const specialists = {
  drift_agent: drift,
  patch_agent: patch,
  compliance_agent: compliance,
  incident_agent: incident,
  dr_agent: dr,
  cost_agent: cost,
  security_agent: security,
  image_agent: image,
  sop_agent: sop,
  adapter_agent: adapter,
} satisfies { readonly [Name in AgentName]: Specialist<Name> };

/** What each of the names does. */
export const actions = {
  patch: patchAction,
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
} satisfies Readonly<Record<ActionType, CatalogueAction>>;
