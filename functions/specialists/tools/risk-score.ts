import * as z from 'zod';
import type { Environment } from '../../domain/shared/environment.ts';
import { defineTool } from '../define-tool.ts';
import { assetsOf, vulnerabilitiesOf } from './task-fleet.ts';
import { Severity } from '../../domain/shared/severity.ts';
import { selector } from './tool-schemas.ts';

/** Points out of 100: 60 for the worst open CVSS, 25 for spread, up to 15 for the environment. */
const severityPoints = 60;
const spreadPoints = 25;
const environmentPoints: Readonly<Record<Environment, number>> = {
  production: 15,
  staging: 8,
  development: 3,
};

const levels = [
  { from: 85, level: 'critical' },
  { from: 65, level: 'high' },
  { from: 35, level: 'medium' },
] as const;

const round = (value: number): number => Math.round(value * 100) / 100;

/** How urgent patching of the matching assets is; nothing open scores 0. */
export const riskScore = defineTool({
  name: 'risk_score',
  description: 'Scores how urgent patching is, from severity, spread and environment.',
  risk_class: 'read_only',
  input: z.strictObject({ selector }).readonly(),
  output: z.strictObject({
    score: z.number().min(0).max(100),
    level: Severity,
    factors: z.array(z.strictObject({ factor: z.string(), value: z.number(), points: z.number() })),
  }),
  timeout_seconds: 20,
  run: async ({ selector: wanted }, context) => {
    const [assets, known] = await Promise.all([
      assetsOf(context, wanted),
      vulnerabilitiesOf(context),
    ]);
    const open = new Set(assets.flatMap((asset) => asset.missing_cves));
    const worst = Math.max(0, ...known.filter((flaw) => open.has(flaw.cve_id)).map((f) => f.cvss));
    const behind = assets.filter((asset) => asset.patch_state !== 'current').length;
    const share = assets.length === 0 ? 0 : behind / assets.length;
    const factors = [
      { factor: 'worst open CVSS', value: worst, points: round((worst / 10) * severityPoints) },
      {
        factor: 'share of assets behind',
        value: round(share),
        points: round(share * spreadPoints),
      },
      {
        factor: 'environment',
        value: 1,
        points: behind === 0 ? 0 : environmentPoints[context.task.environment],
      },
    ];
    const score = Math.min(100, round(factors.reduce((sum, { points }) => sum + points, 0)));
    const level: Severity = levels.find(({ from }) => score >= from)?.level ?? 'low';
    return { score, level, factors };
  },
});
