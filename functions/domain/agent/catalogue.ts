import type { ActionType } from '../action/action.ts';
import type { AgentName, TaskType } from '../task/task-type.ts';

/** A specialist: what it is for, what it may look with, and what it may propose. */
export interface Agent {
  readonly name: AgentName;
  readonly purpose: string;
  readonly task_types: readonly TaskType[];
  /** Tools that it may call; none of them changes anything. */
  readonly tools: readonly string[];
  /** Actions that its plans may hold. */
  readonly proposes: readonly ActionType[];
  /** False while no planner knows its work: its tasks end with `agent-not-available`. */
  readonly available: boolean;
}

const inventory = ['query_assets', 'get_golden_image'] as const;

export const agents: readonly Agent[] = [
  {
    name: 'drift_agent',
    purpose: 'Detects configuration drift and plans its remediation.',
    task_types: ['drift_remediation'],
    tools: [...inventory, 'compare_versions', 'generate_patch_plan', 'simulate_rollout'],
    proposes: ['reimage'],
    available: true,
  },
  {
    name: 'patch_agent',
    purpose: 'Orchestrates patching of known vulnerabilities.',
    task_types: ['patch_rollout'],
    tools: [...inventory, 'cve_feed', 'risk_score', 'generate_rollout', 'simulate_rollout'],
    proposes: ['patch'],
    available: true,
  },
  {
    name: 'compliance_agent',
    purpose: 'Audits controls and gathers evidence.',
    task_types: ['compliance_audit'],
    tools: [...inventory, 'check_controls', 'generate_evidence'],
    proposes: [],
    available: false,
  },
  {
    name: 'incident_agent',
    purpose: 'Investigates incidents and suggests fixes.',
    task_types: ['incident_investigation'],
    tools: [...inventory, 'query_logs', 'correlate_events'],
    proposes: ['reboot', 'run_document'],
    available: false,
  },
  {
    name: 'dr_agent',
    purpose: 'Plans disaster recovery and its drills.',
    task_types: ['dr_drill'],
    tools: [...inventory, 'infra_graph', 'simulate_failover'],
    proposes: ['failover_drill'],
    available: false,
  },
  {
    name: 'cost_agent',
    purpose: 'Recommends how to spend less.',
    task_types: ['cost_optimization'],
    tools: [...inventory, 'billing_data', 'forecast', 'recommend'],
    proposes: ['stop', 'start', 'resize', 'tag'],
    available: false,
  },
  {
    name: 'security_agent',
    purpose: 'Scans for vulnerabilities and misconfiguration.',
    task_types: ['security_scan'],
    tools: [...inventory, 'scan_vulns', 'check_exposure', 'cve_feed', 'risk_score'],
    proposes: ['close_exposure'],
    available: false,
  },
  {
    name: 'image_agent',
    purpose: 'Keeps golden images: builds, validates and promotes them.',
    task_types: ['image_management'],
    tools: [...inventory, 'validate_image', 'cve_feed'],
    proposes: ['build_image', 'promote_image'],
    available: false,
  },
  {
    name: 'sop_agent',
    purpose: 'Writes, checks and proposes standard operating procedures.',
    task_types: ['sop_authoring'],
    tools: [...inventory, 'generate_sop', 'validate_sop'],
    proposes: ['execute_sop', 'run_document'],
    available: false,
  },
  {
    name: 'adapter_agent',
    purpose: 'Discovers APIs and generates adapters for them.',
    task_types: ['api_adapter'],
    tools: [...inventory, 'discover_api', 'generate_adapter', 'terraform_plan'],
    proposes: [],
    available: false,
  },
];

const agentsByTaskType: ReadonlyMap<TaskType, Agent> = new Map(
  agents.flatMap((agent) => agent.task_types.map((type) => [type, agent] as const)),
);

/** The one agent for a task type; every type has one, which a test holds. */
export const agentForTaskType = (type: TaskType): Agent => {
  const agent = agentsByTaskType.get(type);
  if (agent === undefined) throw new Error(`No agent is for ${type}`);
  return agent;
};

export const agentNamed = (name: AgentName): Agent => {
  const agent = agents.find((candidate) => candidate.name === name);
  if (agent === undefined) throw new Error(`No agent is named ${name}`);
  return agent;
};
