import { describe, expect, it } from 'vitest';
import { speaksOf } from '../../../functions/domain/intent/speaks-of.ts';
import type { TaskType } from '../../../functions/domain/task/task-type.ts';

describe('speaksOf', () => {
  it.each<[TaskType, string]>([
    ['patch_rollout', 'updates'],
    ['drift_remediation', 'un-drift'],
    ['drift_remediation', 'realigned'],
    ['compliance_audit', 'soc2'],
    ['security_scan', 'vulnerabilities'],
    ['cost_optimization', 'costs'],
    ['incident_investigation', 'outage'],
    ['dr_drill', 'failover'],
    ['image_management', 'ami'],
    ['sop_authoring', 'runbooks'],
    ['api_adapter', 'connector'],
  ])('hears of %s in “%s”', (type, word) => {
    expect(speaksOf(type, ['the', word])).toBe(true);
  });

  it.each<[TaskType, string]>([
    ['patch_rollout', 'drift'],
    ['image_management', '<scope>'],
    ['sop_authoring', 'kiosk'],
    ['dr_drill', ''],
  ])('does not hear of %s in “%s”', (type, word) => {
    expect(speaksOf(type, [word])).toBe(false);
  });
});
