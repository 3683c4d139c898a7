import { describe, expect, it } from 'vitest';
import {
  policyFailed,
  policyFailureIn,
  policyUnavailable,
  readPolicyAnswer,
} from '../../../functions/domain/policy/policy-verdict.ts';
import type { Finding } from '../../../functions/domain/policy/finding.ts';

const read = (answer: unknown) =>
  readPolicyAnswer({ policy: 'production_safety', revision: 'r7', answer });

const denial = (code: string, more: object = {}) => ({
  code,
  severity: 'error',
  message: `no ${code}`,
  ...more,
});

const warning = (code: string, more: object = {}) => ({
  code,
  severity: 'warning',
  message: `mind ${code}`,
  ...more,
});

const failure = (code: string, message: string) => ({
  allowed: false,
  findings: [{ code, severity: 'error', message, rule: 'production_safety' }],
  revision: 'r7',
  result: null,
});

const unreadable = failure(
  'policy-error',
  'The policy could not be evaluated, which counts as a denial.',
);

describe('an answer of a policy', () => {
  it('allows when it says so and denies nothing', () => {
    const answer = { allow: true, deny: [], warn: [] };

    expect(read(answer)).toEqual({ allowed: true, findings: [], revision: 'r7', result: answer });
  });

  it('allows with warnings, which are named after the policy', () => {
    const answer = { allow: true, deny: [], warn: [warning('short')] };

    expect(read(answer)).toEqual({
      allowed: true,
      findings: [
        { code: 'short', severity: 'warning', message: 'mind short', rule: 'production_safety' },
      ],
      revision: 'r7',
      result: answer,
    });
  });

  it('keeps what else it says for those who ask for it', () => {
    const answer = { allow: true, deny: [], warn: [], requirement: { quorum: 2 } };

    expect(read(answer).result).toEqual(answer);
  });

  it('denies where it names a denial, whatever it says of allowing', () => {
    const findings = [
      { code: 'size', severity: 'error', message: 'no size', rule: 'production_safety' },
    ];

    expect(read({ allow: true, deny: [denial('size')], warn: [] })).toMatchObject({
      allowed: false,
      findings,
    });
    expect(read({ allow: false, deny: [denial('size')], warn: [] })).toMatchObject({
      allowed: false,
      findings,
    });
  });

  it('gives a reason where the policy denies without one', () => {
    expect(read({ allow: false, deny: [], warn: [] })).toMatchObject({
      allowed: false,
      findings: [
        {
          code: 'policy-default-deny',
          severity: 'error',
          message: 'The policy allows nothing that it does not know.',
          rule: 'production_safety',
        },
      ],
    });
  });

  it('keeps the phase of a finding that has one', () => {
    const { findings } = read({
      allow: false,
      deny: [denial('size', { phase: 'Wave 2' })],
      warn: [],
    });

    expect(findings).toEqual([
      {
        code: 'size',
        severity: 'error',
        message: 'no size',
        phase: 'Wave 2',
        rule: 'production_safety',
      },
    ]);
    expect(
      Object.keys(read({ allow: false, deny: [denial('size')], warn: [] }).findings[0] ?? {}),
    ).toEqual(['code', 'message', 'severity', 'rule']);
  });

  it('lists errors before warnings, then by code, phase and message', () => {
    const { findings } = read({
      allow: false,
      deny: [
        denial('b'),
        denial('a', { phase: 'Wave 2' }),
        denial('a', { message: 'z' }),
        denial('a', { message: 'y' }),
        denial('a', { phase: 'Wave 1' }),
      ],
      warn: [warning('c'), warning('a')],
    });

    expect(findings.map(({ code, phase = '-', message }) => `${code} ${phase} ${message}`)).toEqual(
      ['a - y', 'a - z', 'a Wave 1 no a', 'a Wave 2 no a', 'b - no b', 'a - mind a', 'c - mind c'],
    );
  });

  it('lists what is said of all before what is said of a phase, whatever its name', () => {
    const { findings } = read({
      allow: true,
      deny: [],
      warn: [warning('a', { phase: 'Canary' }), warning('a', { phase: 'Wave 1' }), warning('a')],
    });

    expect(findings.map(({ phase = null }) => phase)).toEqual([null, 'Canary', 'Wave 1']);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a word', 'allow'],
    ['no word on allowing', { deny: [], warn: [] }],
    ['a word in place of yes', { allow: 'true', deny: [], warn: [] }],
    ['no list of denials', { allow: true, warn: [] }],
    ['no list of warnings', { allow: true, deny: [] }],
    ['a denial that is a sentence', { allow: true, deny: ['too many'], warn: [] }],
    ['a denial that is a warning', { allow: true, deny: [warning('size')], warn: [] }],
    ['a warning that is a denial', { allow: true, deny: [], warn: [denial('size')] }],
    ['a finding without a name', { allow: true, deny: [], warn: [warning('')] }],
    ['a finding of another shape', { allow: true, deny: [], warn: [warning('a', { more: 1 })] }],
  ])('counts as a denial when it holds %s', (_what, answer) => {
    expect(read(answer)).toEqual(unreadable);
  });

  it('counts as a denial when there is none', () => {
    expect(read(undefined)).toEqual(
      failure('policy-undefined', 'The policy gave no answer, which counts as a denial.'),
    );
  });
});

describe('a policy that gave no answer', () => {
  it.each([
    ['policy-undefined', 'The policy gave no answer, which counts as a denial.'],
    ['policy-error', 'The policy could not be evaluated, which counts as a denial.'],
    ['policy-timeout', 'The policy did not answer in time, which counts as a denial.'],
    ['policy-missing', 'The policy is not installed, which counts as a denial.'],
  ] as const)('%s denies: %s', (code, message) => {
    expect(policyFailed({ policy: 'production_safety', revision: 'r7', failure: code })).toEqual(
      failure(code, message),
    );
  });

  it.each([
    'policy-undefined',
    'policy-error',
    'policy-timeout',
    'policy-missing',
    'limits-missing',
  ])('is found by %s among the findings', (code) => {
    const findings: Finding[] = [
      { code: 'size', severity: 'error', message: '', rule: 'production_safety' },
      { code, severity: 'error', message: '', rule: 'sop_safety' },
    ];

    expect(policyFailureIn(findings)).toEqual({ policy: 'sop_safety', failure: code });
  });

  it('is not found where the policies decided', () => {
    expect(
      policyFailureIn([
        { code: 'size', severity: 'error', message: '', rule: 'production_safety' },
      ]),
    ).toBeNull();
    expect(policyFailureIn([])).toBeNull();
  });

  it('is told to the one who waits, with the way to learn more', () => {
    expect(policyUnavailable({ policy: 'sop_safety', failure: 'policy-timeout' })).toBe(
      'The policy engine gave no usable answer for orchestrator.sop_safety (policy-timeout). ' +
        'Without one nothing goes on; GET /ready says what it lacks.',
    );
  });
});
