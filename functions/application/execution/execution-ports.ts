import type { ExecutionStatus } from '../../domain/execution/execution-status.ts';
import type { AssetLock, LockTaking } from '../../domain/execution/asset-lock.ts';
import type { RolloutFailure } from '../../domain/execution/decide-ending.ts';
import type { EndedMachine } from '../../domain/execution/ended-machine.ts';
import type {
  Execution,
  ExecutionAsset,
  ExecutionControl,
} from '../../domain/execution/execution.ts';
import type { RolloutRef } from '../../domain/execution/step-ref.ts';
import type { OrgId, Timestamp } from '../../domain/shared/ids.ts';
import type { ExecutionRef, TaskRef } from '../../domain/shared/refs.ts';

/** A ledger line as it was read, and as it is to be. */
export interface LineChange {
  readonly from: ExecutionAsset;
  readonly to: ExecutionAsset;
}

/** Steps of up to 20 assets of one execution, written in one transaction or not at all. */
export interface Advance extends ExecutionRef {
  readonly lines: readonly LineChange[];
  /** The locks that are taken with it. */
  readonly locks?: readonly LockTaking[];
  /** Only while control still says this word, under this epoch. */
  readonly fence?: Pick<ExecutionControl, 'desired' | 'epoch'>;
  /** Whether people see a difference, so that the execution's version grows by one. */
  readonly visible: boolean;
}

/** `fence_closed`: control is not as required. `moved`: a line or lock is not as read; read again. */
export type AdvanceResult = 'written' | 'fence_closed' | 'moved';

export interface OrdinalRange {
  readonly phase_index: number;
  readonly first: number;
  readonly last: number;
}

export interface ExecutionStore {
  readonly get: (ref: ExecutionRef) => Promise<Execution | null>;
  /** Newest first. */
  readonly ofTask: (ref: TaskRef) => Promise<readonly Execution[]>;
  readonly control: (ref: ExecutionRef) => Promise<ExecutionControl | null>;
  /** Ledger lines in the order of phase and ordinal; all, or those of one phase. */
  readonly lines: (ref: ExecutionRef, phaseIndex?: number) => Promise<readonly ExecutionAsset[]>;
  /** Ledger lines of some consecutive assets of a phase, both ends included. */
  readonly linesBetween: (
    ref: ExecutionRef,
    range: OrdinalRange,
  ) => Promise<readonly ExecutionAsset[]>;
  /** Writes lines that are not there yet, and leaves those that are. */
  readonly addLines: (ref: ExecutionRef, lines: readonly ExecutionAsset[]) => Promise<void>;
  /**
   * Writes the step on condition that each line and lock is as read and the fence is open.
   * @throws TransientFailure when the store is too busy; nothing was written then.
   */
  readonly advance: (step: Advance) => Promise<AdvanceResult>;
  /** Counts one health sample on a line, unless that sample was counted already. */
  readonly countSample: (
    ref: ExecutionRef,
    sample: { readonly line: ExecutionAsset; readonly number: number; readonly healthy: boolean },
  ) => Promise<void>;
  /** Keeps the token of the state that waits; the newest replaces the others. It is never shown. */
  readonly putHoldToken: (ref: ExecutionRef, token: string) => Promise<void>;
  readonly holdToken: (ref: ExecutionRef) => Promise<string | null>;
}

export interface LockStore {
  /** The stored locks, free ones included; assets that were never locked are left out. */
  readonly read: (org: OrgId, assetIds: readonly string[]) => Promise<readonly AssetLock[]>;
  /** Frees those locks that the execution holds; others are left alone. */
  readonly release: (
    release: ExecutionRef & {
      readonly assetIds: readonly string[];
      /** Kept with each freed lock as the asset's last change. */
      readonly change: NonNullable<AssetLock['last_change']>;
    },
  ) => Promise<void>;
}

/** Starts the roll-back machine by itself, for a rollout that ended where no Catch saw it. */
export interface RollBackStarter {
  /** Idempotent by name. */
  readonly start: (input: TaskRef & ExecutionRef & { readonly name: string }) => Promise<void>;
}

export interface RolloutFinish {
  /** `roll_back`: the roll-back machine awaits what is in flight, undoes where wanted, and ends the execution. */
  readonly outcome: 'finished' | 'roll_back';
  readonly status: ExecutionStatus;
}

/** Ends a rollout whose phases stopped, or whose machine did. A repetition gives the first answer. */
export type RolloutFinisher = (
  input: RolloutRef & { readonly failure: RolloutFailure | null },
) => Promise<RolloutFinish>;

/** What the workflow service itself knows of machines that ended. */
export interface EndedMachines {
  /** Those of the watched machines that ended badly at that time or later. */
  readonly endedBadlySince: (from: Timestamp) => Promise<readonly EndedMachine[]>;
}

/** Waits so many milliseconds. */
export type Sleep = (milliseconds: number) => Promise<void>;
