import { describe, expect, it } from 'vitest';
import {
  choosesNothing,
  unhonoured,
  unhonouredByTask,
} from '../../../functions/domain/action/honours.ts';
import type { Honouring } from '../../../functions/domain/action/honours.ts';
import { toTimestamp } from '../../../functions/domain/shared/ids.ts';
import type { Constraints } from '../../../functions/domain/task/task-spec.ts';
import { morning } from '../../support/builders/moments.ts';

/** The moment so many hours into the morning. */
const at = (hours: number) => toTimestamp(morning + hours * 3_600_000);

const rebooting: Honouring = {
  effect: 'Rebooting restarts the machine',
  honours: { ...choosesNothing, reboot: ['if_needed', 'always'] },
};
const reimaging: Honouring = {
  effect: 'Reimaging replaces the root volume',
  honours: { ...choosesNothing, image: true, reboot: ['always'] },
};

const names = (faults: readonly { readonly constraint: string }[]): readonly string[] =>
  faults.map(({ constraint }) => constraint);

describe('what an action can’t honour', () => {
  it.each<[string, Constraints]>([
    ['a number', { max_assets: 3 }],
    ['a share', { max_share_percent: 10 }],
    ['a pace', { max_parallel: 2, phase_wait_seconds: 60, max_failures: 1 }],
    ['times', { not_before: at(1), not_after: at(2) }],
    ['a wish on restarts that it names', { reboot: 'if_needed' }],
    ['an empty list', { cve_ids: [], packages: [] }],
    ['nothing at all', {}],
  ])('is not %s, which its plan keeps', (_, constraints) => {
    expect(unhonoured(constraints, rebooting)).toEqual([]);
  });

  it.each<[Constraints, string]>([
    [{ cve_ids: ['CVE-2026-0001', 'CVE-2026-0002'] }, 'only CVE-2026-0001, CVE-2026-0002'],
    [{ min_severity: 'high' }, 'only severity high or worse'],
    [{ patch_kinds: ['security', 'kernel'] }, 'only security kernel patches'],
    [{ packages: ['openssl'] }, 'only the packages openssl'],
    [{ exclude_packages: ['glibc'] }, 'without the packages glibc'],
    [{ image: 'ami-1' }, 'the image ami-1'],
    [{ reboot: 'never' }, 'reboot never'],
    [{ window: { from: at(1), to: at(2) } }, `the time from ${at(1)} to ${at(2)}`],
    [{ window: { from: at(1) } }, `the time from ${at(1)}`],
  ])('is said of %j in a sentence', (constraints, words) => {
    expect(unhonoured(constraints, rebooting)).toEqual([
      {
        constraint: Object.keys(constraints)[0],
        words,
        message: `Rebooting restarts the machine: ${words} can’t be honoured.`,
      },
    ]);
  });

  it('is not what it says that it honours', () => {
    expect(unhonoured({ image: 'ami-1', reboot: 'always' }, reimaging)).toEqual([]);
    expect(names(unhonoured({ image: 'ami-1', reboot: 'if_needed' }, reimaging))).toEqual([
      'reboot',
    ]);
  });
});

describe('what a type of task can’t honour', () => {
  it('is what none of its actions keeps', () => {
    const constraints: Constraints = {
      image: 'ami-1',
      reboot: 'never',
      cve_ids: ['CVE-2026-0001'],
    };

    expect(names(unhonouredByTask(constraints, [rebooting, reimaging]))).toEqual([
      'cve_ids',
      'reboot',
    ]);
    expect(names(unhonouredByTask(constraints, [rebooting]))).toEqual([
      'cve_ids',
      'image',
      'reboot',
    ]);
  });

  it('is of a report what only a change could keep', () => {
    const kept: Constraints = {
      cve_ids: ['CVE-2026-0001'],
      min_severity: 'high',
      reboot: 'never',
      window: { from: at(1) },
    };

    expect(unhonouredByTask(kept, [])).toEqual([]);
    expect(unhonouredByTask({ ...kept, max_assets: 3, reboot: 'always' }, [])).toEqual([
      {
        constraint: 'max_assets',
        words: 'at most 3 assets',
        message:
          'A report changes nothing and is made at once: at most 3 assets can’t be honoured.',
      },
      {
        constraint: 'reboot',
        words: 'reboot always',
        message: 'A report changes nothing and is made at once: reboot always can’t be honoured.',
      },
    ]);
  });
});
