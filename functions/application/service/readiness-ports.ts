/** One thing that the product needs, and whether it answers. */
export interface Dependency {
  readonly name: string;
  readonly check: () => Promise<string | null>;
}

/** Thrown by a check that knows why: its message is for whoever asks, and holds no secret. */
export class NotReady extends Error {
  override readonly name = 'NotReady';
}
