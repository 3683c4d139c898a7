import { describe, expect, it } from 'vitest';
import { readSpeechAct } from '../../../functions/domain/intent/readers/read-speech-act.ts';
import { settleType } from '../../../functions/domain/intent/settle-type.ts';
import type { TaskType } from '../../../functions/domain/task/task-type.ts';
import { claimsOf, smallReader } from '../../support/planning/small-fleet.ts';

const { catalogue } = smallReader;
const act = readSpeechAct(claimsOf('patch'));

const typeOf = (intent: string, given?: TaskType) => {
  const claims = claimsOf(intent);
  return settleType(claims, readSpeechAct(claims), { given, catalogue });
};

describe('settleType', () => {
  it.each<[string, TaskType]>([
    ['Patch staging web servers', 'patch_rollout'],
    ['Fix drift on staging web servers', 'drift_remediation'],
    ['write a runbook for patching and fix drift on web servers', 'sop_authoring'],
    ['cut the costs of staging', 'cost_optimization'],
    ['run a failover drill for staging', 'dr_drill'],
  ])('reads what “%s” is', (intent, type) => {
    expect(typeOf(intent)).toEqual({ type, hints: [type], several: [] });
  });

  it.each(['blah blah blah', 'make me a coffee'])('settles nothing in “%s”', (intent) => {
    expect(typeOf(intent)).toEqual({ type: null, hints: [], several: [] });
  });

  it('settles nothing by letters alone, where nothing here is named', () => {
    expect(typeOf('walk my morning story').type).toBeNull();
    expect(typeOf('blue story please morning walk music').type).toBeNull();
  });

  it('hints at what the words may be, the likeliest first', () => {
    expect(typeOf('update the drift').hints).toEqual(['drift_remediation', 'patch_rollout']);
  });

  it('takes the type that the caller gives', () => {
    expect(typeOf('Patch staging web servers', 'drift_remediation')).toEqual({
      type: 'drift_remediation',
      hints: ['drift_remediation'],
      several: [],
    });
  });
});

describe('settleType, of several clauses', () => {
  it.each<[string, readonly TaskType[]]>([
    [
      'Fix drift on staging web servers and patch the app servers',
      ['drift_remediation', 'patch_rollout'],
    ],
    ['Fix drift on staging web servers and patch', ['drift_remediation', 'patch_rollout']],
    ['Fix drift on web and audit', ['drift_remediation', 'compliance_audit']],
    ['audit production and cut the costs of staging', ['compliance_audit', 'cost_optimization']],
  ])('hears each of “%s”', (intent, several) => {
    expect(typeOf(intent).several).toEqual(several);
  });

  it('hears them in their order, however they were found', () => {
    const claims = claimsOf('patch the app servers and fix drift on web');

    expect(
      settleType(claims, { ...act, heads: [5, 0] }, { given: undefined, catalogue }).several,
    ).toEqual(['patch_rollout', 'drift_remediation']);
  });

  it.each([
    ...['Fix the drift on web, bring it back to the baseline', 'Check the drift and patch staging'],
    ...['Fix drift on web and do it', 'Fix drift, then look at the cost savings'],
    ...['Patch web servers, patch app servers', 'Patch web and update it'],
  ])('hears one thing in “%s”', (intent) => {
    expect(typeOf(intent).several).toEqual([]);
  });

  it('does not stop at the type that the caller gives', () => {
    expect(typeOf('Patch web and fix drift on app', 'patch_rollout').several).toEqual([
      'patch_rollout',
      'drift_remediation',
    ]);
  });

  it('takes the rest for the subject of what has one', () => {
    const intent = 'write a runbook for failover and fix drift on web and patch the app servers';

    expect(typeOf(intent, 'sop_authoring').several).toEqual([]);
    expect(typeOf(intent, 'patch_rollout').several.length).toBeGreaterThan(1);
  });
});

describe('settleType, of words that others have taken', () => {
  it.each([
    ['environment', null],
    ['scope', null],
    ['exclusion', null],
    ['time', null],
    ['reference', null],
    ['residue', null],
    ['constraint', 'patch_rollout'],
    ['speech_act', 'patch_rollout'],
    ['task_type', 'patch_rollout'],
  ] as const)('sees behind a word taken for %s: %s', (as, type) => {
    const claims = claimsOf('patches, patch rollout');
    claims.take({ from: 0, to: 4, as, value: null });

    expect(settleType(claims, act, { given: undefined, catalogue }).type).toBe(type);
  });
});

describe('settleType, of what is told beside an ask', () => {
  it.each<[string, TaskType]>([
    ['the servers are slow and errors rise. Patch web', 'patch_rollout'],
    ['we have drift on web. If so remediate', 'drift_remediation'],
    ['the cis audit of controls is due. Remediate', 'compliance_audit'],
    ['latency rises. Investigate', 'incident_investigation'],
  ])('hears in “%s” what is asked for', (intent, type) => {
    expect(typeOf(intent)).toEqual({ type, hints: [type], several: [] });
  });

  it.each<[string, TaskType]>([
    ['drift was reported. Patch the web servers', 'drift_remediation'],
    ['they said the runbook is old. Fix drift on web', 'sop_authoring'],
    ['the last failover drill failed. Patch the web servers', 'dr_drill'],
  ])('settles nothing where “%s” tells of another task than it asks for', (intent, hint) => {
    expect(typeOf(intent)).toEqual({ type: null, hints: [hint], several: [] });
  });

  it.each([
    ['the audit found drift on web. Patch', null],
    ['the audit found drift on web. Patch please', null],
    ['the audit found drift on web. Patch it', null],
    ['the audit found drift on web. Patch kiosks', 'patch_rollout'],
  ])('asks a word beside the verb of “%s”, where all of it is unclear', (intent, type) => {
    expect(typeOf(intent).type).toBe(type);
  });

  it.each(['scope', 'environment'] as const)('asks none where it says on what: %s', (as) => {
    const claims = claimsOf('the audit found drift on web. Patch web');
    claims.take({ from: 8, to: 9, as, value: null });

    expect(settleType(claims, readSpeechAct(claims), { given: undefined, catalogue }).type).toBe(
      'patch_rollout',
    );
  });
});
