import type { PolicyName } from '../../functions/domain/policy/policy-name.ts';
import {
  allowedToolCall,
  aPolicyPhase,
  approvalFacts,
  changed,
  compliantBuild,
  compliantPlan,
  compliantPromotion,
  compliantSop,
  identityPolicy,
  ingressRule,
  terraformPlan,
} from './inputs.ts';

/** An input and every code that the policy must name for it: `!code` denies, `code` warns. */
export interface PolicyCase {
  readonly policy: PolicyName;
  readonly name: string;
  readonly input: unknown;
  readonly codes: readonly string[];
}

const plan = (name: string, input: unknown, codes: string[]): PolicyCase => ({
  policy: 'production_safety',
  name,
  input,
  codes,
});

const planWith = (path: string, value: unknown): object => changed(compliantPlan, path, value);
const staging = changed(compliantPlan, 'environment', 'staging');
const tiny = (...phases: object[]): object =>
  changed(planWith('phases', phases), 'total_assets', phases.length);
const ids = (count: number): string[] => Array.from({ length: count }, (_, at) => `asset-${at}`);
const canary = (count: number): object =>
  aPolicyPhase({ name: 'Canary', kind: 'canary', asset_ids: ids(count) });
/** 100 assets: a canary and waves of at most 20. */
const hundred = (canarySize: number): object => {
  const rest = ids(100).slice(canarySize);
  const waves = [0, 20, 40, 60, 80].map((from, at) =>
    aPolicyPhase({ name: `Wave ${at + 1}`, asset_ids: rest.slice(from, from + 20) }),
  );
  return changed(planWith('phases', [canary(canarySize), ...waves]), 'total_assets', 100);
};

const planCases: PolicyCase[] = [
  plan('a compliant plan', compliantPlan, []),
  plan('no canary first', planWith('phases.0.kind', 'wave'), ['!canary-missing']),
  plan('a canary of another name', planWith('phases.0.name', 'Pilot'), []),
  plan('five canaries of 100', hundred(5), []),
  plan('six canaries of 100', hundred(6), ['!canary-too-large']),
  plan('two canaries of ten', changed(hundred(5), 'limits', { max_canary_assets: 4 }), [
    '!canary-too-large',
  ]),
  plan(
    'a canary of one in a fleet of two',
    tiny(canary(1), aPolicyPhase({ asset_ids: ['z'] })),
    [],
  ),
  plan(
    'a phase of 30 %',
    changed(planWith('phases.1.asset_ids', ['b', 'c', 'd']), 'phases.2.asset_ids', ['e']),
    ['!phase-too-large'],
  ),
  plan('a phase without assets', changed(planWith('phases.5.asset_ids', []), 'total_assets', 9), [
    '!phase-empty',
    '!phase-too-large',
  ]),
  plan(
    'an empty phase in staging',
    changed(changed(staging, 'phases.5.asset_ids', []), 'total_assets', 9),
    ['!phase-empty'],
  ),
  plan('no phases', changed(planWith('phases', []), 'total_assets', 0), ['!plan-empty']),
  plan('a total that is not the sum', planWith('total_assets', 11), ['!total-mismatch']),
  plan('an asset twice', planWith('phases.5.asset_ids', ['a']), ['!asset-repeated']),
  plan('an asset twice in a phase', planWith('phases.1.asset_ids', ['b', 'b']), [
    '!asset-repeated',
  ]),
  plan('no health checks', planWith('phases.2.health_checks', []), ['!health-check-missing']),
  plan('health checks left out', planWith('phases.2.health_checks', undefined), [
    '!health-check-missing',
  ]),
  plan('no health checks in staging', changed(staging, 'phases.2.health_checks', []), [
    'health-check-missing',
  ]),
  plan(
    'no health checks in development',
    changed(planWith('phases.2.health_checks', []), 'environment', 'development'),
    ['health-check-missing'],
  ),
  plan('no rollback criterion', planWith('phases.3.rollback_if', {}), [
    '!rollback-criterion-missing',
  ]),
  plan(
    'a rollback criterion that is switched off',
    planWith('phases.3.rollback_if', {
      health_check_failed: false,
      max_unhealthy_sample_percent: 10,
    }),
    ['!rollback-criterion-missing'],
  ),
  plan('a criterion left out', planWith('phases.3.rollback_if', undefined), [
    '!rollback-criterion-missing',
  ]),
  plan('no bake', planWith('phases.4.bake_seconds', 0), ['!bake-missing', 'bake-short']),
  plan('a bake left out', planWith('phases.4.bake_seconds', undefined), [
    '!bake-missing',
    'bake-short',
  ]),
  plan('a short bake', planWith('phases.4.bake_seconds', 3), ['bake-short']),
  plan('a short bake in staging', changed(staging, 'phases.4.bake_seconds', 3), []),
  plan('no rollback strategy', planWith('rollback.strategy', 'none'), ['!rollback-missing']),
  plan('no undo', planWith('rollback.undo', 'none'), ['undo-none']),
  plan('an action of no catalogue', planWith('action.type', 'format_disk'), ['!action-unknown']),
  plan('more assets than the organisation allows', planWith('limits', { max_total_assets: 9 }), [
    '!plan-too-large',
  ]),
  plan('a tightened share', planWith('limits', { max_phase_percent: 10 }), ['!phase-too-large']),
  plan('a tightened bake', planWith('limits', { min_bake_seconds: 301 }), ['!bake-missing']),
  plan(
    'a widened share',
    changed(
      changed(planWith('phases.1.asset_ids', ['b', 'c', 'd']), 'phases.2.asset_ids', ['e']),
      'limits',
      { max_phase_percent: 100 },
    ),
    ['!phase-too-large'],
  ),
  plan('a limit that is text', planWith('limits', { max_phase_percent: '10' }), ['!limit-invalid']),
  plan('a limit that is null', planWith('limits', { max_phase_percent: null }), ['!limit-invalid']),
  plan('a limit of an unknown name', planWith('limits', { max_phase_pct: 10 }), ['!limit-invalid']),
  plan('limits that are a list', planWith('limits', []), ['!limit-invalid']),
  ...['environment', 'total_assets', 'action', 'phases', 'rollback'].map((field) =>
    plan(`${field} left out`, planWith(field, undefined), ['!input-malformed']),
  ),
  plan('an unknown environment', planWith('environment', 'Production'), ['!input-malformed']),
  plan('an unknown kind', planWith('phases.1.kind', 'blast'), ['!input-malformed']),
  plan('assets that are a number', planWith('phases.1.asset_ids', 2), [
    '!input-malformed',
    '!phase-too-large',
  ]),
  plan('a negative bake', planWith('phases.1.bake_seconds', -1), [
    '!bake-missing',
    '!input-malformed',
    'bake-short',
  ]),
  plan('no parallelism', planWith('phases.1.max_parallel', 0), ['!input-malformed']),
  plan('null', null, ['!input-malformed']),
];

const sopWith = (path: string, value: unknown): object => changed(compliantSop, path, value);
const [look, ask, restart] = compliantSop.sop.steps;

const sopCases: PolicyCase[] = (
  [
    ['a compliant procedure', compliantSop, []],
    ['no steps', sopWith('sop.steps', []), ['!sop-empty']],
    ['more steps than allowed', sopWith('limits', { max_sop_steps: 2 }), ['!sop-too-long']],
    ['two steps of one id', sopWith('sop.steps.0.id', 'ask'), ['!sop-step-repeated']],
    ['an unknown action', sopWith('sop.steps.2.action', 'rm -rf'), ['!sop-action-unknown']],
    ['no action', sopWith('sop.steps.2.action', undefined), ['!sop-action-unknown']],
    ['a procedure in a procedure', sopWith('sop.steps.2.action', 'execute_sop'), ['!sop-nested']],
    ['a command', sopWith('sop.steps.0.command', 'reboot now'), ['!sop-free-command']],
    ['no rollback', sopWith('sop.steps.2.rollback', undefined), ['!sop-rollback-missing']],
    ['no undo', sopWith('sop.steps.2.rollback.undo', 'none'), ['!sop-rollback-missing']],
    ['no verification', sopWith('sop.steps.2.verify', undefined), ['!sop-verify-missing']],
    ['no approval', sopWith('sop.steps', [look, restart]), ['!sop-approval-missing']],
    ['approval too late', sopWith('sop.steps', [restart, look, ask]), ['!sop-approval-missing']],
    ['no timeout', sopWith('sop.steps.2.timeout_seconds', undefined), ['sop-timeout-missing']],
    [
      'no approval in staging',
      changed(sopWith('environment', 'staging'), 'sop.steps', [restart]),
      [],
    ],
    ['an unknown kind', sopWith('sop.steps.0.kind', 'shell'), ['!input-malformed']],
    ['no procedure', {}, ['!input-malformed']],
    ['a limit that is text', sopWith('limits', { max_sop_steps: '2' }), ['!limit-invalid']],
  ] as const
).map(([name, input, codes]) => ({ policy: 'sop_safety', name, input, codes }));

const promotionWith = (path: string, value: unknown): object =>
  changed(compliantPromotion, path, value);
const buildWith = (path: string, value: unknown): object => changed(compliantBuild, path, value);

const imageCases: PolicyCase[] = (
  [
    ['a compliant build', compliantBuild, []],
    ['a compliant promotion', compliantPromotion, []],
    ['a foreign base', buildWith('image.base', 'ami-found'), ['!image-base-unapproved']],
    ['no approved bases', buildWith('approved_bases', []), ['!image-base-unapproved']],
    [
      'a floating component',
      buildWith('image.components.0.version', 'latest'),
      ['image-component-unpinned'],
    ],
    ['an unknown base', promotionWith('image.base', 'ami-found'), ['!image-base-unknown']],
    [
      'a failed validation',
      promotionWith('image.validation.status', 'failed'),
      ['!image-not-validated'],
    ],
    [
      'no validation',
      promotionWith('image.validation', undefined),
      ['!image-not-validated', '!input-malformed'],
    ],
    [
      'an old validation',
      promotionWith('image.validation.age_hours', 169),
      ['!image-validation-stale'],
    ],
    ['a critical CVE', promotionWith('image.critical_cves', 1), ['!image-critical-cves']],
    ['six high CVEs', promotionWith('image.high_cves', 6), ['!image-high-cves']],
    ['five high CVEs', promotionWith('image.high_cves', 5), ['image-high-cves-present']],
    [
      'a skipped stage',
      promotionWith('image.stage', 'development'),
      ['!image-promotion-skips-stage'],
    ],
    ['an unknown operation', promotionWith('operation', 'publish'), ['!input-malformed']],
    [
      'a tightened threshold',
      changed(promotionWith('image.high_cves', 1), 'limits', { max_image_high_cves: 0 }),
      ['!image-high-cves'],
    ],
    [
      'a limit that is text',
      promotionWith('limits', { max_image_high_cves: '9' }),
      ['!limit-invalid'],
    ],
  ] as const
).map(([name, input, codes]) => ({ policy: 'image_safety', name, input, codes }));

const destroyed = (count: number): object => {
  const one = terraformPlan('aws_instance', { actions: ['delete'], after: null });
  const { resource_changes } = (one as { plan: { resource_changes: object[] } }).plan;
  const all = Array.from({ length: count }, (_, at) =>
    changed(resource_changes[0] ?? {}, 'address', `aws_instance.web[${at}]`),
  );
  return changed(one, 'plan.resource_changes', all);
};
const everyone = { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { AWS: '*' } };
const trust = (statement: object): object =>
  terraformPlan('aws_iam_role', {
    after: { assume_role_policy: JSON.stringify({ Statement: [statement] }) },
  });
const inline = (ingress: object): object =>
  terraformPlan('aws_security_group', {
    after: { ingress: [{ protocol: 'tcp', from_port: 0, to_port: 65535, ...ingress }] },
  });

const terraformCases: PolicyCase[] = (
  [
    ['no changes', changed(ingressRule({}), 'plan.resource_changes', undefined), []],
    [
      'a destroyed database',
      terraformPlan('aws_db_instance', { actions: ['delete'], after: null }),
      ['!terraform-stateful-destroy', 'terraform-destroys'],
    ],
    [
      'a replaced table',
      terraformPlan('aws_dynamodb_table', { actions: ['delete', 'create'] }),
      ['!terraform-stateful-destroy', 'terraform-destroys'],
    ],
    ['an updated database', terraformPlan('aws_db_instance', { actions: ['update'] }), []],
    ['five destroys', destroyed(5), ['terraform-destroys']],
    ['six destroys', destroyed(6), ['!terraform-too-many-destroys']],
    ['an internal rule', ingressRule({}), []],
    [
      'SSH from everywhere',
      ingressRule({ cidr_blocks: ['0.0.0.0/0'] }),
      ['!terraform-open-admin-port'],
    ],
    [
      'SSH from half of everywhere',
      ingressRule({ cidr_blocks: ['128.0.0.0/1'] }),
      ['!terraform-open-admin-port'],
    ],
    [
      'SSH from everywhere by IPv6',
      ingressRule({ ipv6_cidr_blocks: ['::/0'] }),
      ['!terraform-open-admin-port'],
    ],
    [
      'HTTPS from everywhere',
      ingressRule({ from_port: 443, to_port: 443, cidr_blocks: ['0.0.0.0/0'] }),
      [],
    ],
    [
      'every protocol from everywhere',
      ingressRule({ protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: ['0.0.0.0/0'] }),
      ['!terraform-open-admin-port'],
    ],
    ['egress to everywhere', ingressRule({ type: 'egress', cidr_blocks: ['0.0.0.0/0'] }), []],
    [
      'an inline range from everywhere',
      inline({ cidr_blocks: ['0.0.0.0/0'] }),
      ['!terraform-open-admin-port'],
    ],
    [
      'a rule whose ports are not known',
      ingressRule({ from_port: null, cidr_blocks: ['0.0.0.0/0'] }),
      ['!terraform-open-admin-port'],
    ],
    ['an inline range from inside', inline({ cidr_blocks: ['10.0.0.0/8'] }), []],
    [
      'a rule resource from everywhere',
      terraformPlan('aws_vpc_security_group_ingress_rule', {
        after: { ip_protocol: 'tcp', from_port: 3389, to_port: 3389, cidr_ipv4: '0.0.0.0/0' },
      }),
      ['!terraform-open-admin-port'],
    ],
    [
      'a group that has rules elsewhere',
      terraformPlan('aws_security_group', { after_unknown: { ingress: true } }),
      [],
    ],
    [
      'a source known after apply',
      changed(
        ingressRule({ cidr_blocks: undefined }),
        'plan.resource_changes.0.change.after_unknown',
        { cidr_blocks: true },
      ),
      ['!terraform-unknown-until-apply'],
    ],
    [
      'every action',
      identityPolicy({ Action: '*', Resource: 'arn:aws:s3:::one' }),
      ['!terraform-wildcard-iam'],
    ],
    [
      'every service',
      identityPolicy({ Action: ['*:*'], Resource: '*' }),
      ['!terraform-wildcard-iam'],
    ],
    [
      'a disguised service',
      identityPolicy({ Action: 'ia?:*', Resource: '*' }),
      ['!terraform-wildcard-iam'],
    ],
    [
      'a service on everything',
      identityPolicy({ Action: 'iam:*', Resource: '*' }),
      ['!terraform-wildcard-iam'],
    ],
    [
      'a service on one resource',
      identityPolicy({ Action: 's3:*', Resource: 'arn:aws:s3:::one' }),
      [],
    ],
    [
      'all actions but one',
      identityPolicy({ NotAction: 'iam:*', Resource: '*' }),
      ['!terraform-wildcard-iam'],
    ],
    ['a denied wildcard', identityPolicy({ Effect: 'Deny', Action: '*', Resource: '*' }), []],
    [
      'administrators',
      terraformPlan('aws_iam_role_policy_attachment', {
        after: { policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      }),
      ['!terraform-administrator-access'],
    ],
    ['a role that anyone assumes', trust(everyone), ['!terraform-public-trust']],
    [
      'a role with a condition',
      trust({ ...everyone, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }),
      [],
    ],
    [
      'a policy that is no JSON',
      terraformPlan('aws_iam_policy', { after: { policy: '{' } }),
      ['!terraform-policy-unreadable'],
    ],
    [
      'a policy known after apply',
      terraformPlan('aws_iam_policy', { after_unknown: { policy: true } }),
      ['!terraform-unknown-until-apply'],
    ],
    [
      'the same in staging',
      changed(
        terraformPlan('aws_iam_policy', { after_unknown: { policy: true } }),
        'environment',
        'staging',
      ),
      ['terraform-unknown-until-apply'],
    ],
    [
      'a plan with errors',
      changed(ingressRule({}), 'plan.errored', true),
      ['!terraform-plan-errored'],
    ],
    [
      'an incomplete plan',
      changed(ingressRule({}), 'plan.complete', false),
      ['!terraform-plan-incomplete'],
    ],
    [
      'a create without its outcome',
      terraformPlan('aws_iam_policy', { after: null }),
      ['!input-malformed'],
    ],
    [
      'another format',
      changed(ingressRule({}), 'plan.format_version', undefined),
      ['!input-malformed'],
    ],
    ['no plan', {}, ['!input-malformed']],
  ] as const
).map(([name, input, codes]) => ({ policy: 'terraform_safety', name, input, codes }));

const callWith = (path: string, value: unknown): object => changed(allowedToolCall, path, value);

const toolCases: PolicyCase[] = (
  [
    ['an own tool', allowedToolCall, []],
    [
      'a plan-only tool',
      changed(callWith('tool', 'generate_patch_plan'), 'risk_class', 'plan_only'),
      [],
    ],
    ['a foreign tool', callWith('tool', 'query_logs'), ['!tool-not-of-agent']],
    ['an unknown agent', callWith('agent', 'root_agent'), ['!agent-unknown', '!tool-not-of-agent']],
    [
      'a class that changes state',
      callWith('risk_class', 'state_change_prod'),
      ['!tool-changes-state'],
    ],
    [
      'a mislabelled proposal',
      changed(callWith('agent', 'image_agent'), 'tool', 'build_image'),
      ['!tool-changes-state', '!tool-not-of-agent'],
    ],
    ['a call while executing', callWith('phase', 'executing'), ['!phase-unsuitable']],
    [
      'an unknown class',
      callWith('risk_class', 'harmless'),
      ['!input-malformed', '!tool-changes-state'],
    ],
    ['no environment', callWith('environment', undefined), ['!input-malformed']],
  ] as const
).map(([name, input, codes]) => ({ policy: 'tool_authorization', name, input, codes }));

const approvalCases: PolicyCase[] = (
  [
    ['facts that are understood', approvalFacts, []],
    ['an unknown mode', changed(approvalFacts, 'autonomy_mode', 'yolo'), ['!input-malformed']],
    [
      'a wish for people in words',
      changed(approvalFacts, 'require_approval', 'no'),
      ['!input-malformed'],
    ],
    ['a quorum of none', changed(approvalFacts, 'org_quorum', 0), ['!input-malformed']],
    ['no facts', {}, ['!input-malformed']],
  ] as const
).map(([name, input, codes]) => ({ policy: 'approval_requirement', name, input, codes }));

/** Each rule of each policy, biting and passing. */
export const policyCases: readonly PolicyCase[] = [
  ...planCases,
  ...sopCases,
  ...imageCases,
  ...terraformCases,
  ...toolCases,
  ...approvalCases,
];
