/** How long the phases of a fleet bake and sample, in seconds: real for a live fleet, short for a demo. */
export interface Pace {
  readonly canary_bake_seconds: number;
  readonly wave_bake_seconds: number;
  readonly sample_interval_seconds: number;
  readonly action_seconds: number;
}

/** Where a fleet was read from. */
export interface FleetSource {
  readonly kind: 'demo' | 'instances' | 'agents';
  readonly name: string;
  /** When what it says was written; null where that has no meaning. */
  readonly as_of: string | null;
  /** How many instances or agents it told of. */
  readonly entries: number;
}

/** What a fleet says of itself. */
export interface FleetProfile {
  /** True where actions change a simulation and nothing else. */
  readonly simulated: boolean;
  readonly pace: Pace;
  /** What is assumed because the source doesn't say, in sentences. */
  readonly assumptions: readonly string[];
  readonly sources: readonly FleetSource[];
}
