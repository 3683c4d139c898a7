import type { Anchor, AnchorKey } from '../../domain/audit/anchor.ts';
import type { ChainName } from '../../domain/audit/audit-record.ts';
import type { OrgId } from '../../domain/shared/ids.ts';

/** The anchors of each org, by number. */
export interface AnchorStore {
  /** The newest anchor, strongly consistent. */
  readonly last: (org: OrgId) => Promise<Anchor | null>;
  /** In order, from behind a number on. */
  readonly list: (
    org: OrgId,
    page: { readonly after: number; readonly limit: number },
  ) => Promise<readonly Anchor[]>;
  /** The number of each chain's newest anchored record; chains that no anchor has are left out. */
  readonly anchoredSeqs: (
    org: OrgId,
    chains: readonly ChainName[],
  ) => Promise<ReadonlyMap<ChainName, number>>;
  /**
   * Puts the anchor and marks its chains in one transaction, if no anchor has its number.
   * @returns false when one has; then nothing changed.
   * @throws TransientFailure when the store can't answer; the anchor may or may not stand.
   */
  readonly append: (anchor: Anchor) => Promise<boolean>;
}

/** Where anchors can be added and not rewritten. */
export interface AnchorArchive {
  /** Puts the anchor under its org and number; one that is there stays as it is. */
  readonly publish: (anchor: Anchor) => Promise<void>;
}

/** The key that the deployment's anchors are signed with. */
export interface AnchorKeySource {
  readonly publicKey: () => Promise<AnchorKey>;
}

export interface AnchorSigner extends AnchorKeySource {
  /** Signs the bytes of the text in UTF-8; the signature in base 64. */
  readonly sign: (text: string) => Promise<string>;
}
