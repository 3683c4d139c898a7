import { describe, expect, it } from 'vitest';
import {
  choosesNothing,
  unhonoured,
  unhonouredByTask,
} from '../../../functions/domain/action/honours.ts';
import type { Honouring, Honours } from '../../../functions/domain/action/honours.ts';
import type { Constraints } from '../../../functions/domain/task/task-spec.ts';

const at = '2026-03-01T09:00:00.000Z';
const later = '2026-03-01T10:00:00.000Z';

const anAction = (honours: Partial<Honours> = {}, effect = 'Changing it'): Honouring => ({
  effect,
  honours: { ...choosesNothing, reboot: [], ...honours },
});

const keptByPlans: readonly (readonly [Constraints, string])[] = [
  [{ max_assets: 5 }, 'at most 5 assets'],
  [{ max_share_percent: 10 }, 'at most 10 % of the assets'],
  [{ max_parallel: 2 }, 'at most 2 at a time'],
  [{ max_parallel_percent: 10 }, 'at most 10 % at a time'],
  [{ phase_wait_seconds: 60 }, 'a wait of 60 s between phases'],
  [{ max_failures: 0 }, 'at most 0 failures'],
  [{ not_before: at }, `not before ${at}`],
  [{ not_after: at }, `not after ${at}`],
  [{ profile: 'cautious' }, 'the cautious profile'],
];

const keptByActions: readonly (readonly [Constraints, keyof Honours, string])[] = [
  [{ cve_ids: ['CVE-2026-0001', 'CVE-2026-0002'] }, 'cve_ids', 'only CVE-2026-0001, CVE-2026-0002'],
  [{ min_severity: 'high' }, 'min_severity', 'only severity high or worse'],
  [{ patch_kinds: ['security', 'kernel'] }, 'patch_kinds', 'only security kernel patches'],
  [{ packages: ['curl', 'zlib'] }, 'packages', 'only the packages curl, zlib'],
  [{ exclude_packages: ['curl', 'zlib'] }, 'exclude_packages', 'without the packages curl, zlib'],
  [{ image: 'ami-1' }, 'image', 'the image ami-1'],
];

describe('what a change can’t honour', () => {
  it.each(keptByPlans)(
    'is not %j: every plan keeps it, and no report has a use for it',
    (said, words) => {
      const [constraint] = Object.keys(said);

      expect(unhonoured(said, anAction())).toEqual([]);
      expect(unhonouredByTask(said, [anAction()])).toEqual([]);
      expect(unhonouredByTask(said, [])).toEqual([
        {
          constraint,
          words,
          message: `A report changes nothing and is made at once: ${words} can’t be honoured.`,
        },
      ]);
    },
  );

  it.each(keptByActions)('is %j where its action does not choose by it', (said, name, words) => {
    const message = `Changing it: ${words} can’t be honoured.`;

    expect(unhonoured(said, anAction())).toEqual([{ constraint: name, words, message }]);
    expect(unhonoured(said, anAction({ [name]: true }))).toEqual([]);
  });

  it.each([
    ['never', [], false],
    ['if_needed', ['always'], false],
    ['never', ['if_needed', 'always'], false],
    ['if_needed', ['if_needed'], true],
    ['always', ['never', 'always'], true],
  ] as const)(
    'is the wish "%s" to restart unless the action says it: %j',
    (wish, reboot, isKept) => {
      const words = `reboot ${wish === 'if_needed' ? 'if needed' : wish}`;
      const message = `Changing it: ${words} can’t be honoured.`;

      expect(unhonoured({ reboot: wish }, anAction({ reboot }))).toEqual(
        isKept ? [] : [{ constraint: 'reboot', words, message }],
      );
    },
  );

  it.each([
    [{ from: at }, `the time from ${at}`],
    [{ from: at, to: later }, `the time from ${at} to ${later}`],
  ])('is a time that is asked about, %j: that is for reports', (window, words) => {
    const message = `Changing it: ${words} can’t be honoured.`;

    expect(unhonoured({ window }, anAction())).toEqual([{ constraint: 'window', words, message }]);
    expect(unhonouredByTask({ window }, [])).toEqual([]);
  });

  it('is nothing that was not said, or said of nothing', () => {
    expect(unhonoured({}, anAction())).toEqual([]);
    expect(unhonoured({ cve_ids: [], packages: [], patch_kinds: [] }, anAction())).toEqual([]);
    expect(unhonoured({ image: undefined, reboot: undefined }, anAction())).toEqual([]);
  });

  it('is told of each constraint by itself', () => {
    const said: Constraints = { image: 'ami-1', max_assets: 3, reboot: 'always', cve_ids: ['C'] };

    expect(
      unhonoured(said, anAction({ cve_ids: true })).map(({ constraint }) => constraint),
    ).toEqual(['image', 'reboot']);
  });
});

describe('what a report can’t honour', () => {
  it.each<[Constraints, readonly string[]]>([
    [{ cve_ids: ['CVE-2026-0001'], min_severity: 'high' }, []],
    [{ reboot: 'never' }, []],
    [{ reboot: 'if_needed' }, []],
    [{ reboot: 'always' }, ['reboot']],
    [{ image: 'ami-1', packages: ['curl'] }, ['packages', 'image']],
  ])('of %j is %j', (said, names) => {
    expect(unhonouredByTask(said, []).map(({ constraint }) => constraint)).toEqual(names);
  });
});

describe('what a type of task can’t honour', () => {
  const patches = anAction({ cve_ids: true, packages: true }, 'Patching');
  const images = anAction({ image: true }, 'A new image');

  it('is what none of its actions keeps, in the words of the first', () => {
    const said: Constraints = { cve_ids: ['C'], image: 'ami-1', min_severity: 'high' };

    expect(unhonouredByTask(said, [patches, images])).toEqual([
      {
        constraint: 'min_severity',
        words: 'only severity high or worse',
        message: 'Patching: only severity high or worse can’t be honoured.',
      },
    ]);
    expect(unhonouredByTask(said, [images]).map(({ constraint }) => constraint)).toEqual([
      'cve_ids',
      'min_severity',
    ]);
  });

  it('is nothing that any of several keeps', () => {
    const neither = anAction();

    expect(unhonouredByTask({ image: 'ami-1' }, [patches, neither, images])).toEqual([]);
    expect(unhonouredByTask({ image: 'ami-1' }, [patches, neither])).toHaveLength(1);
  });
});
