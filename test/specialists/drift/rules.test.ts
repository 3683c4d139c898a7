import { describe, expect, it } from 'vitest';
import type { ToolInvocation } from '../../../functions/domain/tool/tool.ts';
import { driftRules } from '../../../functions/specialists/drift/rules.ts';
import { aSpec } from '../../support/builders/a-spec.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { answered, aTranscript } from '../../support/planning/transcript.ts';

const assets = (total: number) =>
  answered('query_assets', {
    total,
    by_state: {},
    by_role: {},
    by_service: {},
    by_platform: {},
    by_zone: {},
    by_patch_state: {},
    assets: [],
    truncated: true,
  });
const golden = answered('get_golden_image', {
  images: [
    {
      role: 'web',
      platform: 'linux',
      image: 'ami-web-golden',
      source: { provenance: 'golden image', text: 'parameter' },
    },
  ],
});
const compared = (drifted: number) =>
  answered('compare_versions', {
    total: 20,
    drifted,
    compliant: 3,
    excluded: {},
    drifted_by_role: {},
    drifted_images: {},
  });
const draft = answered('generate_patch_plan', {
  action: 'reimage',
  undo: 'exact',
  eligible: 17,
  excluded: {},
  phases: [
    { name: 'Canary', kind: 'canary', assets: 1, zones: 1, bake_seconds: 3 },
    { name: 'Wave 1', kind: 'wave', assets: 2, zones: 2, bake_seconds: 2 },
  ],
  estimated_duration_seconds: 10,
});
const simulated = (passed: boolean) =>
  answered('simulate_rollout', { passed, assets: 17, phases: 2, checks: [] });

const cautious = aTask({ task_spec: aSpec({ constraints: { profile: 'cautious' } }) });
const next = (turns: readonly (readonly ToolInvocation[])[], task = aTask()) =>
  driftRules(aTranscript(turns, task));

const all = [[assets(20), golden], [compared(17)], [draft, simulated(true)]];
const queried = { tool_call_id: 'call-of-query_assets', statement: '20 assets match the task.' };
const counted = (drifted: number) => ({
  tool_call_id: 'call-of-compare_versions',
  statement: `${drifted} assets have drifted from their golden image and 3 run it.`,
});

describe('the rules of the drift agent', () => {
  it('look at the assets and their golden images first', () => {
    expect(next([])).toEqual({
      kind: 'calls',
      calls: [
        { tool: 'query_assets', input: { selector: {}, limit: 20 } },
        { tool: 'get_golden_image', input: { selector: {} } },
      ],
    });
  });

  it.each([
    ['the assets', [golden, answered('query_assets', null, { result: 'error', error: 'late' })]],
    ['the images', [assets(20), answered('get_golden_image', { images: 'none' })]],
  ])('decline where %s can’t be had', (_what, answers) => {
    expect(next([answers]).kind).toBe('declined');
  });

  it('compare then', () => {
    expect(next([[assets(20), golden]])).toEqual({
      kind: 'calls',
      calls: [{ tool: 'compare_versions', input: { selector: {} } }],
    });
  });

  it.each([
    ['standard', aTask()],
    ['cautious', cautious],
  ])('draft and simulate with the profile that was asked for: %s', (profile, task) => {
    expect(next([[assets(20), golden], [compared(17)]], task)).toEqual({
      kind: 'calls',
      calls: [
        { tool: 'generate_patch_plan', input: { selector: {}, profile } },
        { tool: 'simulate_rollout', input: { selector: {}, profile, action_type: 'reimage' } },
      ],
    });
  });

  it.each([
    ['the draft', [simulated(true)]],
    ['the simulation', [draft]],
  ])('decline where %s failed', (_what, answers) => {
    const lost = answered(answers[0] === draft ? 'simulate_rollout' : 'generate_patch_plan', null, {
      result: 'error',
      error: 'late',
    });

    expect(next([[assets(20), golden], [compared(17)], [...answers, lost]]).kind).toBe('declined');
  });

  it('do nothing where nothing matches', () => {
    expect(next([[assets(0), golden]])).toEqual({
      kind: 'proposal',
      proposal: {
        kind: 'nothing_to_do',
        reason: 'No asset of the fleet matches the task.',
        evidence: [{ ...queried, statement: '0 assets match the task.' }],
      },
    });
  });

  it('do nothing where nothing drifted', () => {
    expect(next([[assets(20), golden], [compared(0)]])).toEqual({
      kind: 'proposal',
      proposal: {
        kind: 'nothing_to_do',
        reason: 'No asset has drifted.',
        evidence: [queried, counted(0)],
      },
    });
  });

  it('propose to reimage, with what it rests on', () => {
    expect(next(all)).toEqual({
      kind: 'proposal',
      proposal: {
        kind: 'change',
        action: { type: 'reimage', parameters: {} },
        profile: 'standard',
        selector: {},
        assumptions: [
          'The golden image of a role and platform is what its assets should run.',
          'Nothing that has to stay is kept on the root volume alone.',
        ],
        alternatives: [
          'Change the drifted settings in place: faster, but drift that was not looked for stays.',
          'The cautious profile: smaller phases and longer bakes.',
        ],
        evidence: [
          queried,
          { tool_call_id: 'call-of-get_golden_image', statement: '1 golden images apply.' },
          counted(17),
          {
            tool_call_id: 'call-of-generate_patch_plan',
            statement: '17 assets need the change, in 2 phases.',
          },
          {
            tool_call_id: 'call-of-simulate_rollout',
            statement: 'The simulated rollout passed.',
          },
        ],
      },
    });
  });

  const imaged = aTask({ task_spec: aSpec({ constraints: { image: 'ami-1' } }) });

  it('go on where an image was asked for, whatever has drifted from the golden one', () => {
    expect(next([[assets(20), golden], [compared(0)]], imaged)).toMatchObject({
      calls: [{ tool: 'generate_patch_plan' }, { tool: 'simulate_rollout' }],
    });
  });

  it('do nothing where no asset needs the image that was asked for', () => {
    const needless = answered('generate_patch_plan', {
      action: 'reimage',
      undo: 'exact',
      eligible: 0,
      excluded: {},
      phases: [],
      estimated_duration_seconds: 0,
    });
    const turns = [[assets(20), golden], [compared(3)], [needless, simulated(true)]];

    expect(next(turns, imaged)).toEqual({
      kind: 'proposal',
      proposal: {
        kind: 'nothing_to_do',
        reason: 'No asset needs the image.',
        evidence: [queried, counted(3)],
      },
    });
  });

  it('assume of a requested image that it stands in place of the golden one', () => {
    expect(next(all, imaged)).toMatchObject({
      proposal: {
        assumptions: [
          'The requested image is what the assets should run, in place of the golden one.',
          expect.any(String),
        ],
      },
    });
  });

  it('say that the simulation did not pass, and name the other profile', () => {
    const step = next([[assets(20), golden], [compared(17)], [draft, simulated(false)]], cautious);

    expect(step).toMatchObject({
      proposal: {
        profile: 'cautious',
        alternatives: [
          expect.any(String),
          'The standard profile: larger phases and shorter bakes.',
        ],
      },
    });
    expect(JSON.stringify(step)).toContain('The simulated rollout did not pass.');
  });
});
