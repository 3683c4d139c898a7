import { makeEarlierAudit } from '../../adapters/dynamodb/earlier-audit.ts';
import { makeListAudit } from '../../application/audit/list-audit.ts';
import { makeListTaskAudit } from '../../application/audit/list-task-audit.ts';
import { makeSealEarlierAudit } from '../../application/audit/seal-earlier-audit.ts';
import { makeVerifyAudit } from '../../application/audit/verify-audit.ts';
import { lazy } from '../lazy.ts';
import { checkAuditAnchors } from './audit-anchors.ts';
import { executionStore } from './execution.ts';
import { auditTrail, clock, directory, table, taskStore, unitOfWork } from './stores.ts';

const stores = () => ({
  auditTrail: auditTrail(),
  directory: directory(),
  tasks: taskStore(),
  executions: executionStore(),
});

export const sealEarlierAudit = /* @__PURE__ */ lazy(() =>
  makeSealEarlierAudit({
    ...stores(),
    earlier: makeEarlierAudit(table()),
    unitOfWork: unitOfWork(),
    clock,
  }),
);

export const listTaskAudit = /* @__PURE__ */ lazy(() => makeListTaskAudit(stores()));
export const listAudit = /* @__PURE__ */ lazy(() => makeListAudit({ ...stores(), clock }));
export const verifyAudit = /* @__PURE__ */ lazy(() =>
  makeVerifyAudit({ ...stores(), checkAnchors: checkAuditAnchors() }),
);
