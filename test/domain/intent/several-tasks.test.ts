import { describe, expect, it } from 'vitest';
import { readSpeechAct } from '../../../functions/domain/intent/readers/read-speech-act.ts';
import { severalTasks } from '../../../functions/domain/intent/several-tasks.ts';
import { readEnvironments } from '../../../functions/domain/intent/readers/read-environments.ts';
import { readScope } from '../../../functions/domain/intent/readers/read-scope.ts';
import type { TaskType } from '../../../functions/domain/task/task-type.ts';
import { claimsOf, smallReader } from '../../support/planning/small-fleet.ts';

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
    ['patch web as well as audit app', ['patch_rollout', 'compliance_audit']],
    ['patch web as well audit app', ['patch_rollout']],
    ['patch web as soon as audit app', ['patch_rollout']],
    ['patch web audit app', ['patch_rollout']],
    ['patch web plus costs of staging', ['patch_rollout', 'cost_optimization']],
    ['costs of staging plus a compliance audit', ['cost_optimization', 'compliance_audit']],
    ['patch web and the compliance audit of staging', ['patch_rollout']],
    ['patch web and also an audit of staging', ['patch_rollout', 'compliance_audit']],
    ['patch web and rightsize it', ['patch_rollout', 'cost_optimization']],
    ['patch web & scan all', ['patch_rollout', 'security_scan']],
    ['patch web. Costs of staging are too high', ['patch_rollout']],
    ['they patch it. audit web', ['compliance_audit']],
    ['while the team patches web, audit staging', ['compliance_audit']],
    ['audit web while patching app', ['compliance_audit']],
    ['find cost savings, investigate why web is down', ['incident_investigation']],
    [
      'audit web, check why the incident happened on web',
      ['compliance_audit', 'incident_investigation'],
    ],
    ['audit web and install missing packages on app', ['compliance_audit']],
    ['cost savings for staging', []],
    ['cost savings for staging; security scan of prod', []],
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

describe('severalTasks, once machines and environments are read', () => {
  const typesOfRead = (intent: string): readonly TaskType[] => {
    const claims = claimsOf(intent);
    readEnvironments(claims, smallReader);
    readScope(claims, smallReader);
    return severalTasks(claims, readSpeechAct(claims), null);
  };

  it.each<[string, readonly TaskType[]]>([
    ['scan it all and install missing packages on app', ['security_scan', 'patch_rollout']],
    ['scan it all and install missing packages in staging', ['security_scan', 'patch_rollout']],
    ['scan it all and install missing packages', ['security_scan']],
    ['install missing packages and scan it all on app', ['security_scan']],
  ])('hears in “%s” a change where its clause says of what', (intent, types) => {
    expect(typesOfRead(intent)).toEqual(types);
  });

  it.each(['constraint', 'exclusion', 'time', 'reference'] as const)(
    'hears nothing more in a clause that begins with a %s',
    (as) => {
      const claims = claimsOf('patch web, audit app');
      claims.take({ from: 3, to: 4, as, value: null });

      expect(severalTasks(claims, { heads: [0, 3], told: [] }, null)).toEqual(['patch_rollout']);
    },
  );

  it('hears the verb of a clause that somebody has taken for something else', () => {
    const claims = claimsOf('patch web, audit app');
    claims.take({ from: 3, to: 4, as: 'task_type', value: null });

    expect(severalTasks(claims, { heads: [0, 3], told: [] }, null)).toEqual([
      ...['patch_rollout', 'compliance_audit'],
    ]);
  });
});

describe('severalTasks, of what is told', () => {
  const intent = 'plus cost savings of staging, patch web';
  const typesTold = (from: number, to: number) => {
    const told = [{ from, to, text: '', isQuestion: false }];
    return severalTasks(claimsOf(intent), { heads: [6], told }, null);
  };

  it.each([
    [0, 6],
    [1, 2],
  ])('asks for nothing in a clause that stands from word %i to %i', (from, to) => {
    expect(typesTold(from, to)).toEqual(['patch_rollout']);
  });

  it.each([
    [2, 6],
    [0, 1],
    [0, 8],
  ])('hears what no sentence from word %i to %i tells alone', (from, to) => {
    expect(typesTold(from, to)).toEqual(['cost_optimization', 'patch_rollout']);
  });
});
