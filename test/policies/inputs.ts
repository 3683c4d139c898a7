import type {
  ApprovalPolicyInput,
  ImagePolicyInput,
  PlanPolicyInput,
  SopPolicyInput,
  ToolPolicyInput,
} from '../../functions/domain/policy/policy-input.ts';

/** One value of an input changed, so that a case shows exactly what it takes to be denied. */
export const changed = (input: object, path: string, value: unknown): object => {
  const copy = structuredClone(input);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let place = copy as Record<string, unknown>;
  for (const key of keys) place = place[key] as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(place, last);
  else place[last] = value;
  return copy;
};

type Phase = PlanPolicyInput['phases'][number];

export const aPolicyPhase = (over: Partial<Phase> = {}): Phase => ({
  name: 'Wave 1',
  kind: 'wave',
  asset_ids: ['asset-1'],
  max_parallel: 1,
  bake_seconds: 300,
  health_checks: [{ type: 'http' }],
  failure_threshold: { max_failed: 0 },
  rollback_if: { failure_threshold_exceeded: true, health_check_failed: true },
  ...over,
});

const wave = (number: number, asset_ids: string[]): Phase =>
  aPolicyPhase({ name: `Wave ${number}`, asset_ids });

/** Ten assets in production that no rule objects to. */
export const compliantPlan: PlanPolicyInput = {
  environment: 'production',
  task_type: 'patch_rollout',
  risk_level: 'high',
  total_assets: 10,
  action: { type: 'patch' },
  phases: [
    aPolicyPhase({ name: 'Canary', kind: 'canary', asset_ids: ['a'] }),
    wave(1, ['b', 'c']),
    wave(2, ['d', 'e']),
    wave(3, ['f', 'g']),
    wave(4, ['h', 'i']),
    wave(5, ['j']),
  ],
  rollback: { strategy: 'reverse_touched_assets', undo: 'snapshot' },
};

export const compliantSop: SopPolicyInput = {
  environment: 'production',
  sop: {
    name: 'restart checkout',
    steps: [
      { id: 'look', kind: 'check', timeout_seconds: 60 },
      { id: 'ask', kind: 'approval' },
      {
        id: 'restart',
        kind: 'action',
        action: 'reboot',
        rollback: { undo: 'not_needed' },
        verify: { type: 'instance_status' },
        timeout_seconds: 600,
      },
    ],
  },
};

export const compliantBuild: ImagePolicyInput = {
  operation: 'build',
  environment: 'development',
  approved_bases: ['ami-base'],
  image: { base: 'ami-base', components: [{ name: 'agent', version: '1.2.3' }] },
};

export const compliantPromotion: ImagePolicyInput = {
  operation: 'promote',
  environment: 'production',
  approved_bases: ['ami-base'],
  image: {
    base: 'ami-base',
    stage: 'staging',
    validation: { status: 'passed', age_hours: 4 },
    critical_cves: 0,
    high_cves: 0,
  },
};

export const allowedToolCall: ToolPolicyInput = {
  agent: 'drift_agent',
  tool: 'query_assets',
  risk_class: 'read_only',
  environment: 'production',
  phase: 'planning',
};

export const approvalFacts: ApprovalPolicyInput = {
  org_id: 'org-123',
  environment: 'production',
  task_type: 'drift_remediation',
  action: 'reimage',
  assets: 47,
  risk_level: 'high',
  undo: 'snapshot',
  autonomy_mode: 'score',
  score_total: 85,
  requires_approval_by_score: false,
  frozen: false,
  rejected_recently: false,
  grant: {
    earned: true,
    org_id: 'org-123',
    environment: 'production',
    task_type: 'drift_remediation',
    action: 'reimage',
    max_assets: 50,
  },
  identity_provider: false,
};

/** A plan as `terraform show -json` prints it, of one resource. */
export const terraformPlan = (
  type: string,
  change: { actions?: string[]; after?: object | null; after_unknown?: object },
): object => ({
  environment: 'production',
  plan: {
    format_version: '1.2',
    terraform_version: '1.9.5',
    resource_changes: [
      {
        address: `${type}.this`,
        mode: 'managed',
        type,
        name: 'this',
        change: { actions: ['create'], before: null, after: {}, after_unknown: {}, ...change },
      },
    ],
  },
});

/** An identity policy with one statement that allows. */
export const identityPolicy = (statement: object): object =>
  terraformPlan('aws_iam_policy', {
    after: {
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', ...statement }],
      }),
    },
  });

export const ingressRule = (rule: object): object =>
  terraformPlan('aws_security_group_rule', {
    after: {
      type: 'ingress',
      protocol: 'tcp',
      from_port: 22,
      to_port: 22,
      cidr_blocks: ['10.0.0.0/8'],
      ...rule,
    },
  });
