import { describe, expect, it } from 'vitest';
import { readWords } from '../../../functions/domain/intent/read-words.ts';
import { readInquiry } from '../../../functions/domain/intent/readers/read-inquiry.ts';
import { readReferences } from '../../../functions/domain/intent/readers/read-references.ts';
import { readSpeechAct } from '../../../functions/domain/intent/readers/read-speech-act.ts';
import { speechFault } from '../../../functions/domain/intent/speech-fault.ts';
import type { Environment } from '../../../functions/domain/shared/environment.ts';
import type { TaskType } from '../../../functions/domain/task/task-type.ts';
import { claimsOf, smallReader } from '../../support/planning/small-fleet.ts';

const faultOf = (
  intent: string,
  type: TaskType = 'patch_rollout',
  { mutating = true, environment }: { mutating?: boolean; environment?: Environment } = {},
): string | null => {
  const claims = claimsOf(intent);
  readReferences(claims);
  const speech = readSpeechAct(claims);
  const act = { ...speech, ...readInquiry(claims, speech) };
  const words = readWords(claims, { intent, environment }, smallReader);
  return speechFault(act, words, { type, mutating });
};

const bare =
  'The intent doesn’t say on what: name the environment, or the servers, as in “Patch staging web servers”.';
const vague =
  'The intent doesn’t say what is to be changed: begin with it, as in “Patch staging web servers” or “Fix drift on staging web servers”.';
const opinion =
  'The intent asks for an opinion and not for work: begin with what is to be done, as in “Find idle staging servers”.';
const question = ' is a question and asks for no change.';
const tells =
  ' tells something and asks for nothing: begin with what is to be done, as in “Patch staging web servers”.';
const names =
  ' names something and doesn’t say what is to be done, or where: as in “Patch staging web servers”.';

describe('speechFault, of a change', () => {
  it.each([
    ...['Patch staging web servers', 'Patch web servers', 'patch the servers', 'patch edge-berlin'],
    ...['patch us-east-1', 'do kernel updates on staging', 'Do CVE-2026-1234 on staging'],
    ...['sort out staging with critical patches', 'bring openssl to staging'],
    ...['what would change if we patch staging web servers?', 'dry run of staging patches'],
    ...['staging patches: what if we patch?'],
  ])('is none in “%s”', (intent) => {
    expect(faultOf(intent)).toBeNull();
  });

  it.each([...['Patch it', 'run the patch rollout', 'patch openssl', 'patch']])(
    'asks “%s” on what',
    (intent) => {
      expect(faultOf(intent)).toBe(bare);
    },
  );

  it.each(['Patch it', 'Patch the fix', 'patch rollout', 'patch run', 'patch this', 'patch cycle'])(
    'asks “%s” on what, though the caller names an environment',
    (intent) => {
      expect(faultOf(intent, 'patch_rollout', { environment: 'staging' })).toBe(bare);
    },
  );

  it.each(['Patch openssl now please', 'patch everything', 'patch rollout now'])(
    'takes the caller’s environment for the place of “%s”',
    (intent) => {
      expect(faultOf(intent, 'patch_rollout', { environment: 'staging' })).toBeNull();
    },
  );

  it.each([
    ...['take care of production', 'Fix it in staging', 'make production right'],
    ...['staging web servers', 'sort staging'],
  ])('asks “%s” what is to be changed', (intent) => {
    expect(faultOf(intent)).toBe(vague);
  });

  it('asks that of patches and of drift alone', () => {
    expect(faultOf('Fix staging', 'drift_remediation')).toBe(vague);
    expect(faultOf('bake staging', 'image_management')).toBeNull();
  });

  it.each([
    ...['OPS-1 staging web patches', 'staging web patches, one at a time'],
    ...['staging web patches asap', 'urgent: staging patches', 'web patches today, in staging'],
  ])('hears that “%s” is asked for without a verb', (intent) => {
    expect(faultOf(intent)).toBeNull();
  });

  it('hears a time so', () => {
    const intent = 'staging web patches nightfall';
    const claims = claimsOf(intent);
    const act = readSpeechAct(claims);
    const words = readWords(claims, { intent }, smallReader);
    const settings = { type: 'patch_rollout', mutating: true } as const;

    expect(speechFault(act, words, settings)).toContain(names);
    claims.take({ from: 3, to: 4, as: 'time', value: null });
    expect(speechFault(act, words, settings)).toBeNull();
  });

  it.each([
    ['staging web servers patch', names],
    ['staging web patches', names],
    ['patches asap', bare],
    ['latest patches, urgently', names],
    ['web servers patches at risk', names],
    ['patches were applied on staging web servers', tells],
    ['OPS-1: patches were applied on staging', tells],
    ['were staging web servers patched?', question],
    ['should we patch staging web servers?', opinion],
  ])('says of “%s”: %s', (intent, fault) => {
    expect(faultOf(intent)).toContain(fault);
  });
});

describe('speechFault, of what changes nothing', () => {
  const reads = { mutating: false };
  it.each<[string, TaskType]>([
    ['which staging servers lack patches?', 'compliance_audit'],
    ['audit', 'compliance_audit'],
    ['staging audit', 'compliance_audit'],
    ['web server audit', 'compliance_audit'],
    ['staging costs', 'cost_optimization'],
  ])('is none in “%s”', (intent, type) => {
    expect(faultOf(intent, type, reads)).toBeNull();
  });

  it.each<[string, string]>([
    ['costs', names],
    ['staging costs were high', tells],
    ['costs were high', tells],
  ])('says of “%s”: %s', (intent, fault) => {
    expect(faultOf(intent, 'cost_optimization', reads)).toContain(fault);
  });
});

describe('speechFault, of a change that is named without a verb', () => {
  it.each([
    'staging kernel fixes tonight',
    'staging kernel fixes, saturday',
    'staging kernel fixes 02:00',
    'staging kernel fixes, except the workers',
    'staging web servers: kernel fixes, pronto',
  ])('hears by its time or by what is left out that it is asked for: “%s”', (intent) => {
    expect(faultOf(intent)).toBeNull();
  });

  it.each(['staging kernel fixes', 'openssl patch on staging', 'daily staging fixes, tonight'])(
    'hears no more than a name in “%s”',
    (intent) => {
      expect(faultOf(intent)).toContain(names);
    },
  );

  it('takes the name of what recurs for no drill that is asked for', () => {
    expect(faultOf('failover exercise for staging web', 'dr_drill')).toBeNull();
    expect(faultOf('quarterly failover exercise for staging web', 'dr_drill')).toContain(names);
  });

  it('takes the number of a release for what is to be put there', () => {
    expect(faultOf('get staging web servers to 2.4.66')).toBeNull();
    expect(faultOf('get staging web servers to it')).toBe(vague);
  });
});
