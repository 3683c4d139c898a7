import { isSignedBy } from '../../../functions/adapters/signing/is-signed-by.ts';
import { makeAnchorStore } from '../../../functions/adapters/dynamodb/anchor-store.ts';
import { makeAuditTrail } from '../../../functions/adapters/dynamodb/audit-trail.ts';
import { makeAnchorOrg } from '../../../functions/application/audit/anchor-org.ts';
import type { AnchorDeps } from '../../../functions/application/audit/anchor-org.ts';
import type { Anchor } from '../../../functions/domain/audit/anchor.ts';
import type { ChainName, OpenChain } from '../../../functions/domain/audit/audit-record.ts';
import type { StoredChain } from '../../../functions/domain/audit/chain.ts';
import { ExecutionId, TaskId, toTimestamp } from '../../../functions/domain/shared/ids.ts';
import type { OrgId } from '../../../functions/domain/shared/ids.ts';
import { anEntry } from '../builders/an-audit-entry.ts';
import { changes } from '../world/open-stores.ts';
import type { Stores } from '../world/open-stores.ts';
import { aSigner } from './a-signer.ts';
import { verifyAudit } from './verify-audit.ts';

const minute = 60_000;

export const numberedChain = (number: number): OpenChain => {
  const suffix = String(number).padStart(26, '0');
  return number % 3 === 0 ? ExecutionId.parse(`exec-${suffix}`) : TaskId.parse(`task-${suffix}`);
};

/** Anchorers over the stores of a test, with an archive and a key that the test can look at. */
export const anchoring = (stores: Stores) => {
  const signer = aSigner();
  const archived: Anchor[] = [];
  const trail = makeAuditTrail(stores.table);
  const anchors = makeAnchorStore(stores.table);
  const deps: AnchorDeps = {
    auditTrail: trail,
    anchors,
    archive: {
      publish: (anchor) => {
        const isThere = archived.some(
          ({ org_id, seq }) => org_id === anchor.org_id && seq === anchor.seq,
        );
        if (!isThere) archived.push(anchor);
        return Promise.resolve();
      },
    },
    signer: {
      publicKey: () => Promise.resolve(signer.key),
      sign: (text) => Promise.resolve(signer.sign(text)),
    },
    clock: stores.clock,
  };
  const anchorer = (changed: Partial<AnchorDeps> = {}) => {
    const anchorOrg = makeAnchorOrg({ ...deps, ...changed });
    return (org: OrgId, overlapMilliseconds = 15 * minute) =>
      anchorOrg({ org, overlapMilliseconds });
  };
  const chainsOf = async (org: OrgId): Promise<ReadonlyMap<ChainName, StoredChain>> => {
    const heads = (await trail.heads(org, { limit: 10_000 })).heads;
    return new Map(
      await Promise.all(
        heads.map(async ({ chain }) => [chain, await trail.chain(org, chain)] as const),
      ),
    );
  };
  return {
    deps,
    anchors,
    archived,
    signer,
    anchorer,
    chainsOf,
    /** One more record in a chain, at the test's time or another. */
    record: (org: OrgId, chain: OpenChain, at = toTimestamp(stores.clock.now())) =>
      stores.unitOfWork.commit(
        changes({ audit: [anEntry({ org_id: org, chain, task_id: null, at })] }),
      ),
    verdict: async (org: OrgId) =>
      verifyAudit({
        org,
        anchors: await anchors.list(org, { after: 0, limit: 10_000 }),
        chains: await chainsOf(org),
        trustedKeys: [signer.key],
        isSignedBy,
        seenBefore: archived.filter(({ org_id }) => org_id === org),
      }),
  };
};

export type Anchoring = ReturnType<typeof anchoring>;
