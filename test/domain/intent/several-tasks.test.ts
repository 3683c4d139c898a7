import { describe, expect, it } from 'vitest';
import { readSpeechAct } from '../../../functions/domain/intent/readers/read-speech-act.ts';
import { severalTasks } from '../../../functions/domain/intent/several-tasks.ts';
import type { TaskType } from '../../../functions/domain/task/task-type.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

const typesOf = (intent: string, subject: TaskType | null = null): readonly TaskType[] => {
  const claims = claimsOf(intent);
  return severalTasks(claims, readSpeechAct(claims), subject);
};

describe('severalTasks', () => {
  it.each<[string, readonly TaskType[]]>([
    ['fix drift on web and patch the app servers', ['drift_remediation', 'patch_rollout']],
    ['patch web; audit', ['patch_rollout', 'compliance_audit']],
    ['1 ) patch web 2 ) audit app', ['patch_rollout', 'compliance_audit']],
    ['write a runbook for failover, and fix drift on web', ['sop_authoring', 'drift_remediation']],
    ['patch web and patch app', ['patch_rollout']],
    ['audit web, check drift', ['compliance_audit']],
    [
      'reimage web and install the security updates on them',
      ['drift_remediation', 'patch_rollout'],
    ],
    ['fix web, patch', ['patch_rollout']],
    ['patch web, thanks', ['patch_rollout']],
    ['look at the costs', []],
    ['kiosk', []],
    ['', []],
  ])('hears in “%s” what its clauses ask for', (intent, types) => {
    expect(typesOf(intent)).toEqual(types);
  });

  it('takes the rest for the subject of what has one, till something is added', () => {
    expect(typesOf('write a runbook for failover and fix drift on web', 'sop_authoring')).toEqual([
      'sop_authoring',
    ]);
    expect(
      typesOf('write a runbook for failover. Also patch the app servers', 'sop_authoring'),
    ).toEqual(['sop_authoring', 'patch_rollout']);
    expect(typesOf('write a failover runbook and patch the app servers', 'sop_authoring')).toEqual([
      'sop_authoring',
      'patch_rollout',
    ]);
  });
});
