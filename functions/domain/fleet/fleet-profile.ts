/** How long the phases of a fleet bake and sample, in seconds: real for a live fleet, short for a demo. */
export interface Pace {
  readonly canary_bake_seconds: number;
  readonly wave_bake_seconds: number;
  readonly sample_interval_seconds: number;
  readonly action_seconds: number;
}

/** What a fleet says of itself. */
export interface FleetProfile {
  /** True where actions change a simulation and nothing else. */
  readonly simulated: boolean;
  readonly pace: Pace;
  /** What is assumed because the source doesn't say, in sentences. */
  readonly assumptions: readonly string[];
}
