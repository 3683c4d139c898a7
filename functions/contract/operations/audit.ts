import {
  ListAnchorsQuery,
  ListAuditQuery,
  VerifyAuditQuery,
} from '../../domain/audit/audit-requests.ts';
import { AnchorPage, AuditPage, AuditVerdict } from '../../domain/audit/audit-view.ts';
import { base } from '../operation.ts';
import type { Operations } from '../operation.ts';

export const auditOperations = {
  listAudit: {
    method: 'GET',
    path: `${base}/audit`,
    group: 'read',
    summary: 'Audit records, newest first',
    query: ListAuditQuery,
    answers: { json: { 200: AuditPage } },
  },
  verifyAudit: {
    method: 'GET',
    path: `${base}/audit/verify`,
    group: 'read',
    summary: 'Recompute the audit chains and name the first bad record',
    query: VerifyAuditQuery,
    answers: { json: { 200: AuditVerdict } },
  },
  listAnchors: {
    method: 'GET',
    path: `${base}/audit/anchors`,
    group: 'read',
    summary: "Signed anchors of the org's audit chains, in order, and the key that signs",
    query: ListAnchorsQuery,
    answers: { json: { 200: AnchorPage } },
  },
} as const satisfies Operations;
