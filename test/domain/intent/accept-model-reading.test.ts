import { describe, expect, it } from 'vitest';
import { acceptModelReading } from '../../../functions/domain/intent/accept-model-reading.ts';
import type { ProposedSpan } from '../../../functions/domain/intent/model-proposal.ts';
import { anHonestProposal, anOwnReading } from '../../support/planning/model-proposals.ts';
import { demoReader, specOf } from '../../support/planning/intent.ts';

const open = 'Patch the zugzwang servers in staging at 22:00, except the caches';
const zugzwang = { start: 10, end: 18 };

const accept = (intent: string, proposed: unknown, task_type?: 'patch_rollout') =>
  acceptModelReading(
    { input: { intent, task_type }, reader: demoReader, own: anOwnReading({ intent, task_type }) },
    proposed,
  );

const asWeb: ProposedSpan = { ...zugzwang, as: 'scope', value: 'role=web' };

describe('a model’s reading', () => {
  it('settles what an open word narrows the task by, and all else stays as the rules read it', () => {
    const accepted = accept(open, anHonestProposal(open, asWeb));

    const { understood, selector, ...rest } = specOf(
      'Patch the web servers in staging at 22:00, except the caches',
    );
    expect(accepted?.spec).toMatchObject({ ...rest, selector });
    expect(understood?.length).toBe(accepted?.spec.understood?.length);
    expect(accepted?.spec.understood).toContainEqual({ ...asWeb, text: 'zugzwang' });
  });

  it.each([
    [
      { as: 'exclusion', value: 'service=checkout' },
      { exclude: [{ roles: ['cache'] }, { services: ['checkout'] }] },
    ],
    [{ as: 'scope', value: 'platform=linux' }, { platforms: ['linux'] }],
    [{ as: 'scope', value: 'region=us-east-1' }, { regions: ['us-east-1'] }],
  ] as const)('may take an open word for %j', (answer, selector) => {
    const accepted = accept(open, anHonestProposal(open, { ...zugzwang, ...answer }));

    expect(accepted?.spec.selector).toMatchObject(selector);
  });

  it.each(['reboot=never', 'profile=cautious', 'max_parallel=1', 'max_failures=0'])(
    'may take an open word for %s, which is the narrowest of its kind',
    (value) => {
      const [key = '', said] = value.split('=');
      const accepted = accept(
        open,
        anHonestProposal(open, { ...zugzwang, as: 'constraint', value }),
      );

      expect(String(accepted?.spec.constraints[key as 'reboot'])).toBe(said);
    },
  );

  it('settles the type where the words fit none clearly', () => {
    const intent = 'Refresh staging web servers';
    expect(anOwnReading({ intent }).open).toEqual({ type: null, words: [] });

    const accepted = accept(intent, anHonestProposal(intent, null, 'drift_remediation'));

    expect(accepted?.spec).toMatchObject({
      task_type: 'drift_remediation',
      environment: 'staging',
      selector: { environment: 'staging', roles: ['web'] },
    });
  });

  it('of another type than the caller’s settles nothing', () => {
    const proposed = anHonestProposal(open, asWeb);

    expect(accept(open, proposed, 'patch_rollout')).not.toBeNull();
    expect(
      accept(open, { ...proposed, task_type: 'drift_remediation' }, 'patch_rollout'),
    ).toBeNull();
    expect(accept(open, { ...proposed, task_type: 'drift_remediation' })).toBeNull();
  });

  it.each([
    { as: 'reference', value: null },
    { as: 'task_type', value: 'patch_rollout' },
    { as: 'speech_act', value: null },
    { as: 'residue', value: null },
    { as: 'scope', value: null },
    { as: 'environment', value: 'staging' },
    { as: 'time', value: null },
    { as: 'exclusion', value: null },
    { as: 'scope', value: 'role=zugzwang' },
    { as: 'scope', value: 'service=zugzwang' },
    { as: 'scope', value: 'platform=beos' },
    { as: 'scope', value: 'name=prod-web-search-28' },
    { as: 'scope', value: 'constructor=x' },
    { as: 'exclusion', value: 'role=zugzwang' },
    { as: 'constraint', value: 'reboot=always' },
    { as: 'constraint', value: 'max_failures=50' },
    { as: 'constraint', value: 'toString' },
  ] as const)('may not take an open word for %j', (answer) => {
    expect(accept(open, anHonestProposal(open, { ...zugzwang, ...answer }))).toBeNull();
  });

  it('adds no second value of a kind: that would widen the first', () => {
    const intent = 'Patch the zugzwang web servers in staging without rebooting';
    const answer = (as: 'scope' | 'constraint' | 'exclusion', value: string) =>
      accept(intent, anHonestProposal(intent, { ...zugzwang, as, value }));

    expect(answer('scope', 'role=api')).toBeNull();
    expect(answer('constraint', 'reboot=never')).toBeNull();
    expect(answer('scope', 'service=checkout')?.spec.selector).toMatchObject({
      roles: ['web'],
      services: ['checkout'],
    });
    expect(answer('exclusion', 'role=api')).not.toBeNull();
  });

  it.each([
    'Delete the zugzwang servers in staging',
    'Stop the patch rollout of the zugzwang servers',
    'Patch the zugzwang servers in stag\u200Bing',
    'Patch the zugzwang servers in prodution',
    'Patch the zugzwang servers in staging if idle',
    'Patch the zugzwang servers in staging every week',
    'Patch the zugzwang servers in staging, except the primaries',
    'Did the zugzwang servers get patched in staging?',
    'Patch the zugzwang servers in staging and audit production for CIS',
    'Bitte die zugzwang Server in staging nicht patchen',
  ])('never settles “%s”, which is no doubt about a word', (intent) => {
    const start = intent.indexOf('zugzwang');
    const own = anOwnReading({ intent });
    const proposed = anHonestProposal(
      intent,
      { start, end: start + 8, as: 'scope', value: 'role=web' },
      'patch_rollout',
    );

    expect(own.open).toBeNull();
    expect(acceptModelReading({ input: { intent }, reader: demoReader, own }, proposed)).toBeNull();
  });

  it.each([undefined, null, 'yes', {}, { task_type: 'patch_rollout' }])(
    'of %j is none',
    (proposed) => {
      expect(accept(open, proposed)).toBeNull();
    },
  );
});
