import type { ChainName } from '../../../functions/domain/audit/audit-record.ts';
import type { StoredChain } from '../../../functions/domain/audit/chain.ts';
import { checkAnchors } from '../../../functions/domain/audit/verify-anchors.ts';
import type { AnchorCheck } from '../../../functions/domain/audit/verify-anchors.ts';
import { checkChain } from '../../../functions/domain/audit/verify-chain.ts';

/** An org's anchors and chains checked as the product does it, but all at once: the first fault. */
export const verifyAudit = (
  check: AnchorCheck & { readonly chains: ReadonlyMap<ChainName, StoredChain> },
) => {
  const { fault, points } = checkAnchors(check);
  const names = [...new Set([...points.keys(), ...check.chains.keys()])].sort();
  const faults = names.map((chain) =>
    checkChain({
      org: check.org,
      chain,
      stored: check.chains.get(chain),
      points: points.get(chain) ?? [],
    }),
  );
  const sum = (countOf: (chain: ChainName) => number) =>
    names.reduce((total, chain) => total + countOf(chain), 0);
  return {
    fault: fault ?? faults.find((one) => one !== null) ?? null,
    records: sum((chain) => check.chains.get(chain)?.records.length ?? 0),
    anchored_records: sum((chain) => points.get(chain)?.at(-1)?.seq ?? 0),
  };
};
