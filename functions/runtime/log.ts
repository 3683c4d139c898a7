/** What the functions log with. */
export interface Log {
  readonly info: (message: string, extra: Readonly<Record<string, unknown>>) => void;
  readonly warn: (message: string, extra: Readonly<Record<string, unknown>>) => void;
  readonly error: (message: string, extra: Readonly<Record<string, unknown>>) => void;
}
