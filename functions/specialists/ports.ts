import type { Asset, GoldenImage, Vulnerability } from '../domain/fleet/asset.ts';
import type { FleetProfile } from '../domain/fleet/fleet-profile.ts';
import type { OrgId } from '../domain/shared/ids.ts';
import type { Selector } from '../domain/task/task-spec.ts';
import type { Task } from '../domain/task/task.ts';

/** What tools may ask a fleet; nothing in it changes anything. */
export interface ToolFleet {
  readonly query: (org: OrgId, selector: Selector) => Promise<readonly Asset[]>;
  readonly goldenImages: (org: OrgId) => Promise<readonly GoldenImage[]>;
  readonly vulnerabilities: (org: OrgId) => Promise<readonly Vulnerability[]>;
  /** How fast the fleet is. */
  readonly about: () => Promise<Pick<FleetProfile, 'pace'>>;
}

/** What a tool works on: the task's own part of one fleet, read-only. */
export interface ToolContext {
  readonly fleet: ToolFleet;
  readonly task: Task;
}

/** The call was understood and can't be done; the agent sees the message. */
export class ToolRefusal extends Error {
  override readonly name = 'ToolRefusal';
}
