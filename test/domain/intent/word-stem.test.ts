import { describe, expect, it } from 'vitest';
import { stemOf } from '../../../functions/domain/intent/word-stem.ts';

describe('stemOf', () => {
  it.each([
    'patch patches patched patching',
    'restore restores restored restoring',
    'apply applies applied applying',
    'alter alters altered altering',
    'remediate remediates remediated remediating remediation',
    'validate validation validating validated',
    'drift drifts drifted drifting',
    'deviate deviates deviating deviation deviations',
    'diverge diverged divergence divergent',
    'recover recovers recovered recovering recovery',
    'comply complies compliance compliant',
    'scan scans scanned scanning scanner',
    'stop stops stopped stopping',
    'optimise optimised optimisation optimize optimization optimizing',
    'vulnerability vulnerabilities',
    'analyse analyze analysis analysing',
    'exception exceptions except',
    'primary primaries',
  ])('gives one stem for %s', (family) => {
    expect(new Set(family.split(' ').map(stemOf)).size).toBe(1);
  });

  it.each([
    ['server', 'service'],
    ['state', 'status'],
    ['process', 'procedure'],
    ['proceed', 'procedure'],
    ['rest', 'restore'],
    ['report', 'repair'],
    ['drift', 'drill'],
    ['policy', 'police'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(stemOf(one)).not.toBe(stemOf(other));
  });

  it('leaves words of three letters as they are', () => {
    expect(stemOf('ops')).toBe('ops');
  });

  it.each([
    ["team's", 'team'],
    ["teams'", 'team'],
    ["o'brien", "o'brien"],
    ['patches', 'patch'],
    ['policies', 'polici'],
    ['scanning', 'scan'],
    ['bottle', 'bottl'],
    ['kayak', 'kayak'],
    ['use', 'use'],
    ['sudo', 'sudo'],
    ['code', 'cod'],
    ['add', 'add'],
    ['planning', 'plan'],
    ['status', 'status'],
    ['virus', 'virus'],
    ['class', 'class'],
    ['need', 'need'],
  ])('makes of %s: %s', (word, stem) => {
    expect(stemOf(word)).toBe(stem);
  });
});
