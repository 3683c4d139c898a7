export declare const closedSets: readonly {
  readonly type: string;
  readonly in: string;
  readonly member?: string;
  readonly strict?: boolean;
}[];
