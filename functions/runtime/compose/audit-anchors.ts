import { makeAnchorStore } from '../../adapters/dynamodb/anchor-store.ts';
import { isSignedBy } from '../../adapters/signing/is-signed-by.ts';
import { makeCheckAuditAnchors } from '../../application/audit/check-audit-anchors.ts';
import { lazy } from '../lazy.ts';
import { anchorSigner } from './anchor-key.ts';
import { table } from './stores.ts';

export const anchorStore = /* @__PURE__ */ lazy(() => makeAnchorStore(table()));

export const checkAuditAnchors = /* @__PURE__ */ lazy(() =>
  makeCheckAuditAnchors({ anchors: anchorStore(), key: anchorSigner(), isSignedBy }),
);
