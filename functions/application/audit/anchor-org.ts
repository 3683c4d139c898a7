import { mostLeaves, nextAnchor } from '../../domain/audit/anchor.ts';
import type { Anchor } from '../../domain/audit/anchor.ts';
import type { ChainName } from '../../domain/audit/audit-record.ts';
import type { NamedHead } from '../../domain/audit/chain.ts';
import { TransientFailure } from '../../domain/shared/errors.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { OrgId, Timestamp } from '../../domain/shared/ids.ts';
import type { AnchorArchive, AnchorSigner, AnchorStore } from './anchor-ports.ts';
import type { AuditTrail } from './audit-trail-ports.ts';
import type { Clock } from '../shared/ports.ts';

export interface AnchorDeps {
  readonly auditTrail: Pick<AuditTrail, 'heads'>;
  readonly anchors: Pick<AnchorStore, 'last' | 'anchoredSeqs' | 'append'>;
  readonly archive: AnchorArchive;
  readonly signer: AnchorSigner;
  readonly clock: Clock;
}

export interface AnchorOrder {
  readonly org: OrgId;
  /**
   * How far before the newest anchor heads are looked at again. The index follows the table after a
   * moment, clocks differ, and a record is committed somewhat later than its time: a head that comes
   * late is found as long as it is not later than this.
   */
  readonly overlapMilliseconds: number;
}

/** As many times another anchorer may be first; each time, that one got further. */
const maxLosses = 20;

/** The heads that are to be anchored, in the order of their last records; of each chain, the last. */
type Changed = Map<ChainName, NamedHead>;

const addChanged = async (
  { anchors }: AnchorDeps,
  org: OrgId,
  { changed, heads }: { changed: Changed; heads: readonly NamedHead[] },
): Promise<void> => {
  const anchored = await anchors.anchoredSeqs(
    org,
    heads.map(({ chain }) => chain),
  );
  for (const head of heads) {
    if (head.seq <= (anchored.get(head.chain) ?? 0)) continue;
    // A chain that went on meanwhile comes again: then it belongs where it is now.
    changed.delete(head.chain);
    changed.set(head.chain, head);
  }
};

const signed = async (
  { signer, clock }: AnchorDeps,
  {
    org,
    last,
    open,
    known,
  }: {
    readonly org: OrgId;
    readonly last: Anchor | null;
    readonly open: readonly NamedHead[];
    readonly known: ReadonlyMap<ChainName, number>;
  },
): Promise<Anchor> => {
  const at: Timestamp = toTimestamp(clock.now());
  const newChains = open.filter(({ chain }) => !known.has(chain)).length;
  const key = await signer.publicKey();
  const { unsigned, text } = nextAnchor({ org, last, at, heads: open, newChains, key });
  return { ...unsigned, signature: await signer.sign(text) };
};

/** Anchors the oldest of the changed heads and takes them out; how many anchors that made, 0 or 1. */
const anchorNext = async (deps: AnchorDeps, org: OrgId, changed: Changed): Promise<number> => {
  for (let losses = 0; losses < maxLosses; losses += 1) {
    const heads = [...changed.values()].slice(0, mostLeaves);
    const last = await deps.anchors.last(org);
    if (last) await deps.archive.publish(last);
    const known = await deps.anchors.anchoredSeqs(
      org,
      heads.map(({ chain }) => chain),
    );
    const open = heads.filter(({ chain, seq }) => seq > (known.get(chain) ?? 0));
    const anchor = open.length === 0 ? null : await signed(deps, { org, last, open, known });
    if (anchor && !(await deps.anchors.append(anchor))) continue;
    for (const { chain } of heads) changed.delete(chain);
    if (!anchor) return 0;
    await deps.archive.publish(anchor);
    return 1;
  }
  throw new TransientFailure(`Other anchorers of ${org} were always first`);
};

/**
 * Puts the heads of an org that changed since its newest anchor under the next one, or under a few.
 * No work waits for it, and it may run many times at once, or die anywhere: an anchor's number is
 * taken once, what was not anchored is found by the next run, and no anchor is made before the one
 * before it is in the archive. Does nothing when nothing changed.
 * @throws TransientFailure when something doesn't answer; running it again goes on from there.
 */
export const makeAnchorOrg =
  (deps: AnchorDeps) =>
  async ({ org, overlapMilliseconds }: AnchorOrder): Promise<{ anchors: number }> => {
    const last = await deps.anchors.last(org);
    if (last) await deps.archive.publish(last);
    const from = last && toTimestamp(Date.parse(last.through) - overlapMilliseconds);
    const changed: Changed = new Map();
    let anchors = 0;
    let after: string | undefined;
    do {
      const page = await deps.auditTrail.heads(org, { from: from ?? undefined, after, limit: 100 });
      await addChanged(deps, org, { changed, heads: page.heads });
      while (changed.size >= mostLeaves) anchors += await anchorNext(deps, org, changed);
      after = page.next ?? undefined;
    } while (after !== undefined);
    while (changed.size > 0) anchors += await anchorNext(deps, org, changed);
    return { anchors };
  };
