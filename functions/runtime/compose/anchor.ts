import { makeFileArchive } from '../../adapters/anchor-folder/file-archive.ts';
import { makeAnchorEveryOrg } from '../../application/audit/anchor-every-org.ts';
import { makeAnchorOrg } from '../../application/audit/anchor-org.ts';
import type { AnchorArchive } from '../../application/audit/anchor-ports.ts';
import { coalesce } from '../../application/shared/coalesce.ts';
import { makeDeliverOutbox } from '../../application/notification/deliver-outbox.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import { readEnvironment } from '../environment.ts';
import { deliverByKind } from '../deliver-by-kind.ts';
import { lazy } from '../lazy.ts';
import { logger } from '../logger.ts';
import { anchorSigner } from './anchor-key.ts';
import { outboxStore } from './approval.ts';
import { anchorStore } from './audit-anchors.ts';
import { auditTrail, clock, directory } from './stores.ts';

/** After about three days of tries. The schedule anchors what a message that died was about. */
const maxAttempts = 300;

const minuteMilliseconds = 60_000;
/** Far more than the index lags, clocks differ and a commit takes. */
const overlapWhenWoken = 15 * minuteMilliseconds;
/** More than anything that runs can be late: no function lives for a day. */
const overlapByTheHour = 26 * 60 * minuteMilliseconds;

const anchorArchive = /* @__PURE__ */ lazy((): AnchorArchive => {
  const { ANCHOR_DIR, ANCHOR_BUCKET } = readEnvironment('ANCHOR_DIR', 'ANCHOR_BUCKET');
  if (ANCHOR_DIR !== undefined) return makeFileArchive(ANCHOR_DIR);
  if (ANCHOR_BUCKET === undefined) throw new Error('Environment variable ANCHOR_BUCKET: not set');
  const loaded = lazy(async () =>
    (await import('./aws-anchor-archive.ts')).awsAnchorArchive(ANCHOR_BUCKET),
  );
  return { publish: async (anchor) => (await loaded()).publish(anchor) };
});

const anchorOrg = /* @__PURE__ */ lazy(() =>
  makeAnchorOrg({
    auditTrail: auditTrail(),
    anchors: anchorStore(),
    archive: anchorArchive(),
    signer: anchorSigner(),
    clock,
  }),
);

/** Anchors the orgs that owed messages name, each once for all of its messages at hand. */
export const anchorOwed = /* @__PURE__ */ lazy(() => {
  const anchor = coalesce((org: OrgId) =>
    anchorOrg()({ org, overlapMilliseconds: overlapWhenWoken }),
  );
  return makeDeliverOutbox({
    log: outboxStore(),
    clock,
    ...deliverByKind('anchor-audit', {
      anchor_audit: async ({ org_id }) => {
        await anchor(org_id);
        return { outcome: 'done' };
      },
    }),
    maxAttempts,
  });
});

/** Anchors whatever no message told of. */
export const anchorEveryOrg = /* @__PURE__ */ lazy(() =>
  makeAnchorEveryOrg({
    directory: directory(),
    anchorOrg: (org) => anchorOrg()({ org, overlapMilliseconds: overlapByTheHour }),
    onFailure: (org, error) => logger().error('An org was not anchored', { org_id: org, error }),
  }),
);
