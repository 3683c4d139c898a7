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

describe('a model’s reading, of how it divides the words', () => {
  const { task_type, spans } = anHonestProposal(open, asWeb);
  const [patch, servers, staging] = [0, 19, 30].map((start) =>
    spans.filter((span) => span.start === start),
  );
  const without = (gone: readonly ProposedSpan[] = []) =>
    spans.filter((span) => !gone.includes(span));
  const acceptSpans = (of: readonly ProposedSpan[]) => accept(open, { task_type, spans: of });
  const plain = { as: 'reference', value: null } as const;

  it.each<[string, readonly ProposedSpan[]]>([
    ['its spans stand in another order', [...spans].reverse()],
    ['a word that says nothing is in none', without(servers)],
    [
      'a word that says nothing is left over',
      [...spans, { ...plain, start: 6, end: 9, as: 'residue' }],
    ],
    ['a plain word is plain in another way', [...without(patch), { ...plain, start: 0, end: 5 }]],
    ['an answer takes in a word that says nothing', [...without([asWeb]), { ...asWeb, start: 6 }]],
  ])('holds though %s', (_how, of) => {
    expect(acceptSpans(of)?.spec.selector.roles).toEqual(['web']);
  });

  it.each<[string, readonly ProposedSpan[]]>([
    ['a word that says something is in none', without(patch)],
    ['two spans hold one word', [...spans, ...(patch ?? [])]],
    ['one begins within a word', [...spans, { ...plain, start: 7, end: 9 }]],
    ['one ends within a word', [...spans, { ...plain, start: 6, end: 8 }]],
    ['one ends before it begins', [{ ...plain, start: 10, end: 9 }, ...spans]],
    ['one is empty', [{ ...plain, start: 46, end: 46 }, ...spans]],
    [
      'one says of a read word what it is not',
      [...without(servers), { start: 19, end: 26, as: 'residue', value: null }],
    ],
    [
      'one gives a read word another value',
      [...without(staging), { start: 30, end: 37, as: 'environment', value: 'production' }],
    ],
    [
      'one takes two readings for one of them',
      [
        ...without([...(servers ?? []), ...(staging ?? [])]),
        { start: 19, end: 37, as: 'environment', value: 'staging' },
      ],
    ],
    [
      'one finds machines in a word that says nothing',
      [...spans, { start: 6, end: 9, as: 'scope', value: 'role=web' }],
    ],
    [
      'an answer takes in a word that was read',
      [...without([asWeb, ...(servers ?? [])]), { ...asWeb, end: 26 }],
    ],
  ])('is none where %s', (_how, of) => {
    expect(acceptSpans(of)).toBeNull();
  });

  it('says all that bounds a change, be it in plain words', () => {
    const intent = 'Patch the zugzwang servers in staging one at a time';
    const proposal = anHonestProposal(intent, asWeb);

    expect(accept(intent, proposal)?.spec.constraints.max_parallel).toBe(1);
    expect(
      accept(intent, {
        ...proposal,
        spans: proposal.spans.filter(({ as }) => as !== 'constraint'),
      }),
    ).toBeNull();
  });
});

describe('a model’s reading, of two open words', () => {
  const intent = 'Patch the zugzwang plonk servers in staging';
  const acceptBoth = (
    first: Pick<ProposedSpan, 'as' | 'value'>,
    second: Pick<ProposedSpan, 'as' | 'value'>,
  ) => {
    const { task_type, spans } = anHonestProposal(intent, { ...zugzwang, ...first });
    const others = spans.filter(({ start }) => start !== 19);
    return accept(intent, { task_type, spans: [...others, { start: 19, end: 24, ...second }] });
  };

  it.each([
    [
      { as: 'scope', value: 'role=web' },
      { as: 'scope', value: 'service=checkout' },
    ],
    [
      { as: 'scope', value: 'role=web' },
      { as: 'scope', value: 'region=us-east-1' },
    ],
    [
      { as: 'scope', value: 'role=web' },
      { as: 'exclusion', value: 'role=api' },
    ],
    [
      { as: 'exclusion', value: 'role=web' },
      { as: 'exclusion', value: 'role=api' },
    ],
  ] as const)('takes %j beside %j', (first, second) => {
    expect(acceptBoth(first, second)).not.toBeNull();
  });

  it('takes no two values of one kind', () => {
    expect(
      acceptBoth({ as: 'scope', value: 'role=web' }, { as: 'scope', value: 'role=api' }),
    ).toBeNull();
  });
});

describe('a model’s reading, where the type was open', () => {
  it.each([
    'Refresh staging web servers in production',
    'Refresh staging web servers except the primaries',
  ])('settles nothing of “%s”, which is in doubt beside its type', (intent) => {
    expect(accept(intent, anHonestProposal(intent, null, 'patch_rollout'))).toBeNull();
  });

  it('settles nothing against the caller’s environment', () => {
    const input = { intent: 'Refresh staging web servers', environment: 'production' } as const;
    const proposed = anHonestProposal(input.intent, null, 'patch_rollout');
    const own = anOwnReading({ intent: input.intent });

    expect(acceptModelReading({ input, reader: demoReader, own }, proposed)).toBeNull();
  });
});
