import { describe, expect, it } from 'vitest';
import { narrowChange } from '../../../functions/domain/intent/narrow-change.ts';
import type { Constraints } from '../../../functions/domain/task/task-spec.ts';
import type { TaskType } from '../../../functions/domain/task/task-type.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

const taken = (intent: string, type: TaskType) => {
  const claims = claimsOf(intent);
  narrowChange(claims, type, {});
  return claims.spans().map(({ text }) => text);
};

describe('narrowChange', () => {
  it.each([
    ['patch web right away', 'right away'],
    ['patch web without further delay', 'without further delay'],
    ['patch web by the SOC 2 period', 'SOC 2'],
    ['patch web before the Monday freeze', 'freeze'],
    ['patch web, on call here', 'on call'],
    ['patch web to close the sandbox escape', 'sandbox'],
    ['patch web to the newest minor release', 'minor'],
    ['patch web, alarm config_drift_high', 'config_drift_high'],
  ])('takes what narrows nothing in “%s”', (intent, words) => {
    expect(taken(intent, 'patch_rollout')).toContain(words);
  });

  it.each([
    ...['patch web, only minor releases', 'patch the pci 7 servers', 'patch web but not the app'],
    ...['patch frozen servers', 'patch web without app', 'patch web in place 3'],
  ])('takes nothing of “%s”, which narrows', (intent) => {
    expect(taken(intent, 'patch_rollout')).toEqual([]);
  });

  it.each([
    ['fix drift, kernel parameters are off', 'kernel'],
    ['fix drift of servers that no longer match', 'no longer'],
    ['we want web without drift', 'without drift'],
    ['restore the state held in git', 'held in'],
  ])('takes what has drifted in “%s”', (intent, words) => {
    expect(taken(intent, 'drift_remediation')).toContain(words);
  });

  it('leaves to other types what is a change’s alone', () => {
    expect(taken('audit web for SOC 2', 'compliance_audit')).toEqual([]);
  });
});

/** `taken` stands for what other readers have taken before. */
const narrowed = (
  intent: string,
  type: TaskType,
  {
    said = {},
    taken: before = [],
  }: { said?: Constraints; taken?: readonly (readonly [number, string])[] } = {},
) => {
  const claims = claimsOf(intent);
  for (const [at, value] of before) claims.take({ from: at, to: at + 1, as: 'constraint', value });
  const constraints = narrowChange(claims, type, said);
  return { constraints, spans: claims.spans().map(({ text, as, value }) => [text, as, value]) };
};

describe('narrowChange, of which patches', () => {
  it.each<[string, Constraints, readonly (string | null)[]]>([
    [
      'patch kb5031234 on web',
      { packages: ['KB5031234'] },
      ['kb5031234', 'constraint', 'packages=KB5031234'],
    ],
    [
      'patch rhsa-2026:1234 on web',
      { packages: ['RHSA-2026:1234'] },
      ['rhsa-2026:1234', 'constraint', 'packages=RHSA-2026:1234'],
    ],
    [
      'patch the kernel of web',
      { patch_kinds: ['kernel'] },
      ['kernel', 'constraint', 'patch_kinds=kernel'],
    ],
    [
      'patch security of web',
      { patch_kinds: ['security'] },
      ['security', 'constraint', 'patch_kinds=security'],
    ],
    ['patch python3.11 on web', {}, ['python3.11', 'reference', 'version']],
    ['patch the old packages', {}, ['old', 'task_type', 'patch_rollout']],
  ])('reads it of “%s”', (intent, constraints, span) => {
    expect(narrowed(intent, 'patch_rollout')).toEqual({ constraints, spans: [span] });
  });

  it('puts them beside what was said, each once and in their order', () => {
    expect(
      narrowed('patch kb5031234, kb5031234, kernel', 'patch_rollout', {
        said: { packages: ['zlib', 'curl'], patch_kinds: ['security'], reboot: 'never' },
      }).constraints,
    ).toEqual({
      packages: ['KB5031234', 'curl', 'zlib'],
      patch_kinds: ['kernel', 'security'],
      reboot: 'never',
    });
  });

  it('adds none that somebody has taken', () => {
    expect(
      narrowed('patch kb5031234', 'patch_rollout', { taken: [[1, 'reboot=never']] }).constraints,
    ).toEqual({});
  });

  it('calls a package old, and no machine', () => {
    const taken: readonly [number, string][] = [[2, 'packages=curl']];

    expect(narrowed('patch old curl', 'patch_rollout', { taken }).spans).toContainEqual([
      ...['old', 'task_type', 'patch_rollout'],
    ]);
    expect(narrowed('patch new curl', 'patch_rollout', { taken }).spans).toHaveLength(1);
    expect(narrowed('patch old kiosks', 'patch_rollout').spans).toEqual([]);
    expect(
      narrowed('patch old kiosks', 'patch_rollout', { taken: [[2, 'reboot=never']] }).spans,
    ).toHaveLength(1);
  });
});

describe('narrowChange, of what has drifted', () => {
  const drift = 'what has drifted';
  const said: Constraints = { packages: ['sshd'], reboot: 'never' };
  const taken: readonly [number, string][] = [
    [1, 'packages=sshd'],
    [2, 'reboot=never'],
  ];

  it('is brought back with all the rest', () => {
    expect(narrowed('fix sshd quietly', 'drift_remediation', { said, taken })).toEqual({
      constraints: { reboot: 'never' },
      spans: [
        ['sshd', 'reference', drift],
        ['quietly', 'constraint', 'reboot=never'],
      ],
    });
  });

  it.each(['only', 'just', 'nothing but'])('is brought back alone with “%s”', (word) => {
    expect(narrowed(`fix sshd quietly ${word}`, 'drift_remediation', { said, taken })).toEqual({
      constraints: said,
      spans: [
        ['sshd', 'constraint', 'packages=sshd'],
        ['quietly', 'constraint', 'reboot=never'],
      ],
    });
  });

  it.each<Constraints>([
    { packages: ['sshd'] },
    { patch_kinds: ['kernel'] },
    { min_severity: 'high' },
  ])('may be told by %j', (only) => {
    const [key = ''] = Object.keys(only);
    const { constraints, spans } = narrowed('fix sshd', 'drift_remediation', {
      said: only,
      taken: [[1, `${key}=x`]],
    });

    expect(constraints).toEqual({});
    expect(spans).toEqual([['sshd', 'reference', drift]]);
  });

  it('is none of what was taken where nothing of it was said', () => {
    expect(
      narrowed('fix sshd', 'drift_remediation', { taken: [[1, 'packages=sshd']] }).spans,
    ).toEqual([['sshd', 'constraint', 'packages=sshd']]);
  });

  it.each([
    ['fix /etc/hosts', '/etc/hosts'],
    ['fix ~/app/x', '~/app/x'],
    ['fix nginx.conf', 'nginx.conf'],
    ['fix my-app.service', 'my-app.service'],
    ['often /etc/hosts drifts', '/etc/hosts'],
    ['officially /etc/hosts drifts', '/etc/hosts'],
  ])('may be the file of “%s”', (intent, file) => {
    expect(narrowed(intent, 'drift_remediation').spans).toEqual([[file, 'reference', drift]]);
  });

  it.each([
    ...['fix in /etc/hosts', 'fix of nginx.conf', 'fix notes.txt', 'fix nginx.confx'],
    ...['fix 1.conf', 'fix https://x.example/a', 'fix web', 'fix x@y.conf', 'fix Über.conf'],
  ])('is no file in “%s”', (intent) => {
    expect(narrowed(intent, 'drift_remediation').spans).toEqual([]);
  });
});

describe('narrowChange, of a drill', () => {
  it.each([
    ['fail over within forty minutes', ['within forty minutes', 'reference', 'target']],
    ['run a game day', ['game day', 'task_type', 'dr_drill']],
  ])('reads what “%s” says of it', (intent, span) => {
    expect(narrowed(intent, 'dr_drill').spans).toContainEqual(span);
    expect(narrowed(intent, 'patch_rollout').spans).toEqual([]);
  });
});

describe('narrowChange, of so many at first', () => {
  it.each<Constraints>([{ max_assets: 3 }, { max_share_percent: 30 }])(
    'takes no more than %j',
    (said) => {
      expect(narrowed('patch some at first', 'patch_rollout', { said })).toEqual({
        constraints: said,
        spans: [['at first', 'scope', null]],
      });
    },
  );

  it.each(['then the rest', 'the others follow', 'another afterwards', 'the following', 'other'])(
    'leaves it to a plan where “%s” is said as well',
    (rest) => {
      const said = { max_assets: 3 };
      expect(narrowed(`patch some at first, ${rest}`, 'patch_rollout', { said }).spans).toEqual([]);
    },
  );

  it('takes nothing where no number was said', () => {
    expect(narrowed('patch some at first', 'patch_rollout').spans).toEqual([]);
  });
});

describe('narrowChange, of what rang', () => {
  it.each(['alert config_drift', 'fix the alarm for config_drift', 'monitors config_drift'])(
    'takes the name of “%s”',
    (intent) => {
      expect(narrowed(intent, 'drift_remediation').spans).toEqual([
        ['config_drift', 'reference', 'alert'],
      ]);
    },
  );

  it.each([
    ...['fix config_drift', 'alert of all the config_drift', 'alert config_drift2'],
    ...['alert 2config_drift', 'config_drift alert', 'alert drift', 'alert on config'],
  ])('takes no name in “%s”', (intent) => {
    expect(narrowed(intent, 'drift_remediation').spans).toEqual([]);
  });
});
