import type {
  FleetExecutor,
  FleetInventory,
} from '../../../functions/application/execution/fleet-ports.ts';
import type { Asset } from '../../../functions/domain/fleet/asset.ts';
import type { PlannedAction } from '../../../functions/domain/plan/plan.ts';

/** A fleet with two assets or more that the action changes, and what the contract can't see of it. */
export interface FleetUnderTest {
  readonly inventory: FleetInventory;
  readonly executor: FleetExecutor;
  /** The fleet's clock, which stands until it is moved. */
  readonly clock: { readonly now: () => number; readonly advance: (milliseconds: number) => void };
  readonly environment: Asset['environment'];
  /** How many assets the environment has. */
  readonly size: number;
  readonly one: string;
  readonly other: string;
  /** One that changes either asset, and can be undone exactly. */
  readonly action: PlannedAction;
  /** How often the fleet really acted on an asset, by its own log. */
  readonly acts: (assetId: string) => Promise<number>;
  /** Somebody else changes the asset in what the action touches. */
  readonly move: (assetId: string) => Promise<void>;
  /** Somebody else changes the asset in what the action leaves alone; its version is another then. */
  readonly disturb: (assetId: string) => Promise<void>;
}
