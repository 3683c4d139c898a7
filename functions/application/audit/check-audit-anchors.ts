import type { Anchor } from '../../domain/audit/anchor.ts';
import { checkAnchors } from '../../domain/audit/verify-anchors.ts';
import type { AnchorCheck, CheckedAnchors } from '../../domain/audit/verify-anchors.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import type { AnchorKeySource, AnchorStore } from './anchor-ports.ts';

const pageSize = 100;

interface Dependencies {
  readonly anchors: Pick<AnchorStore, 'list'>;
  readonly key: AnchorKeySource;
  readonly isSignedBy: AnchorCheck['isSignedBy'];
}

/**
 * Checks every anchor of an org by the deployment's own key, and says what they vouch for. To be
 * read before the chains: what is recorded meanwhile is then more than is vouched for, never less.
 */
export const makeCheckAuditAnchors =
  ({ anchors, key, isSignedBy }: Dependencies) =>
  async (org: OrgId): Promise<CheckedAnchors & { readonly count: number }> => {
    const all: Anchor[] = [];
    let page: readonly Anchor[];
    do {
      page = await anchors.list(org, { after: all.at(-1)?.seq ?? 0, limit: pageSize });
      all.push(...page);
    } while (page.length === pageSize);
    const trustedKeys = [await key.publicKey()];
    return { ...checkAnchors({ org, anchors: all, trustedKeys, isSignedBy }), count: all.length };
  };
