import { describe, expect, it } from 'vitest';
import type { ToolInvocation } from '../../../functions/domain/tool/tool.ts';
import { patchRules } from '../../../functions/specialists/patch/rules.ts';
import { aPatchTask } from '../../support/builders/a-task.ts';
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
const flaw = (number: number, affected_assets: number) => ({
  cve_id: `CVE-2026-000${number}`,
  severity: 'high',
  cvss: 8,
  platform: 'linux',
  summary: { provenance: 'CVE feed', text: 'x' },
  fixed_in: { provenance: 'CVE feed', text: 'y' },
  affected_assets,
});
const feed = (unknown: number) =>
  answered('cve_feed', {
    vulnerabilities: [flaw(1, 4), flaw(2, 0), flaw(3, 1)],
    unknown: [],
    assets_missing_patches: 7,
    assets_with_unknown_patch_state: unknown,
  });
const risk = answered('risk_score', { score: 75.5, level: 'high', factors: [] });
const draft = (eligible: number) =>
  answered('generate_rollout', {
    action: 'patch',
    undo: 'snapshot',
    eligible,
    excluded: {},
    phases: [{ name: 'Canary', kind: 'canary', assets: 1, zones: 1, bake_seconds: 3 }],
    estimated_duration_seconds: 10,
  });
const simulated = (passed: boolean) =>
  answered('simulate_rollout', { passed, assets: 7, phases: 1, checks: [] });

const cautious = aPatchTask({ constraints: { profile: 'cautious' } });
const next = (turns: readonly (readonly ToolInvocation[])[], task = aPatchTask()) =>
  patchRules(aTranscript(turns, task));

const seen = [assets(20), feed(0)];
const queried = { tool_call_id: 'call-of-query_assets', statement: '20 assets match the task.' };
const known = {
  tool_call_id: 'call-of-cve_feed',
  statement: '2 known vulnerabilities are open; 7 assets lack patches.',
};

describe('the rules of the patch agent', () => {
  it.each([
    ['everything', {}, {}],
    ['named CVEs', { cve_ids: ['CVE-2026-0001'] }, { cve_ids: ['CVE-2026-0001'] }],
    ['a severity', { min_severity: 'high' }, { min_severity: 'high' }],
  ] as const)('look at the assets and what is known first: %s', (_what, constraints, asked) => {
    const task = aPatchTask({
      constraints: 'cve_ids' in constraints ? { cve_ids: [...constraints.cve_ids] } : constraints,
    });

    expect(next([], task)).toEqual({
      kind: 'calls',
      calls: [
        { tool: 'query_assets', input: { selector: {}, limit: 20 } },
        { tool: 'cve_feed', input: { selector: {}, ...asked } },
      ],
    });
  });

  it.each([
    ['assets', [answered('query_assets', null, { result: 'error' }), feed(0)]],
    ['feed', [assets(20), answered('cve_feed', null, { result: 'error' })]],
  ])('decline without %s', (_what, answers) => {
    expect(next([answers]).kind).toBe('declined');
  });

  it.each([
    ['standard', aPatchTask()],
    ['cautious', cautious],
  ])('score and draft then, with the profile that was asked for: %s', (profile, task) => {
    expect(next([seen], task)).toEqual({
      kind: 'calls',
      calls: [
        { tool: 'risk_score', input: { selector: {} } },
        { tool: 'generate_rollout', input: { selector: {}, profile } },
      ],
    });
  });

  it.each([
    ['risk', [answered('risk_score', null, { result: 'error' }), draft(7)]],
    ['draft', [risk, answered('generate_rollout', null, { result: 'error' })]],
  ])('decline without %s', (_what, answers) => {
    expect(next([seen, answers]).kind).toBe('declined');
  });

  it.each([
    ['standard', aPatchTask()],
    ['cautious', cautious],
  ])('simulate last: %s', (profile, task) => {
    expect(next([seen, [risk, draft(7)]], task)).toEqual({
      kind: 'calls',
      calls: [{ tool: 'simulate_rollout', input: { selector: {}, profile, action_type: 'patch' } }],
    });
  });

  it('do nothing where nothing matches', () => {
    expect(next([[assets(0), feed(0)]])).toEqual({
      kind: 'proposal',
      proposal: {
        kind: 'nothing_to_do',
        reason: 'No asset of the fleet matches the task.',
        evidence: [{ ...queried, statement: '0 assets match the task.' }],
      },
    });
  });

  it('do nothing where nothing lacks the patches', () => {
    expect(next([seen, [risk, draft(0)]])).toEqual({
      kind: 'proposal',
      proposal: {
        kind: 'nothing_to_do',
        reason: 'No asset lacks the patches in question.',
        evidence: [queried, known],
      },
    });
  });

  it('propose to patch, with what it rests on', () => {
    expect(next([seen, [risk, draft(7)], [simulated(true)]])).toEqual({
      kind: 'proposal',
      proposal: {
        kind: 'change',
        action: { type: 'patch', parameters: { reboot: 'if_needed' } },
        profile: 'standard',
        selector: {},
        assumptions: ['An asset may restart where a patch needs it.'],
        alternatives: [
          'Reimage from a golden image that holds the patches: cleaner, but takes a new image first.',
          'The cautious profile: smaller phases and longer bakes.',
        ],
        evidence: [
          queried,
          known,
          {
            tool_call_id: 'call-of-risk_score',
            statement: 'The urgency scores 75.5 of 100 (high).',
          },
          {
            tool_call_id: 'call-of-generate_rollout',
            statement: '7 assets need the change, in 1 phases.',
          },
          {
            tool_call_id: 'call-of-simulate_rollout',
            statement: 'The simulated rollout passed.',
          },
        ],
      },
    });
  });

  it.each([
    ['never', 'No asset restarts: a patch that needs it takes effect with the next restart.'],
    ['if_needed', 'An asset may restart where a patch needs it.'],
    ['always', 'Each asset restarts after it was patched.'],
  ] as const)('restart as the request wishes, and say so: %s', (reboot, words) => {
    const task = aPatchTask({ constraints: { reboot } });

    expect(next([seen, [risk, draft(7)], [simulated(true)]], task)).toMatchObject({
      proposal: { action: { type: 'patch', parameters: { reboot } }, assumptions: [words] },
    });
  });

  it('tell what is assumed, what did not pass, and the other profile', () => {
    const turns = [[assets(20), feed(3)], [risk, draft(7)], [simulated(false)]];
    const step = next(turns, cautious);

    expect(step).toMatchObject({
      proposal: {
        assumptions: [
          'An asset may restart where a patch needs it.',
          '3 assets of unknown patch state are taken to need patching.',
        ],
        alternatives: [
          expect.any(String),
          'The standard profile: larger phases and shorter bakes.',
        ],
      },
    });
    expect(JSON.stringify(step)).toContain('The simulated rollout did not pass.');
  });
});
