/**
 * The closed sets of the product, by the types that hold their members. What is chosen by one never
 * has a rest; the members of a `strict` one are not even compared with: what sets one apart stands in
 * the record of its set.
 */
export const closedSets = [
  { type: 'CheckType', in: 'functions/domain/plan/health-check.ts', strict: true },
  { type: 'ActionType', in: 'functions/domain/action/action-type.ts', strict: true },
  { type: 'ChannelName', in: 'functions/runtime/notification-config.ts', strict: true },
  { type: 'PolicyName', in: 'functions/domain/policy/policy-name.ts', strict: true },
  { type: 'ReasonCode', in: 'functions/domain/policy/approval-reason.ts', strict: true },
  { type: 'PolicyFailure', in: 'functions/domain/policy/policy-verdict.ts' },
  { type: 'AutonomyMode', in: 'functions/domain/policy/autonomy-mode.ts' },
  { type: 'Undo', in: 'functions/domain/action/undo.ts' },
  { type: 'NotificationEvent', in: 'functions/domain/notification/notification.ts' },
  { type: 'OutboxMessage', member: 'kind', in: 'functions/domain/notification/notification.ts' },
  { type: 'Environment', in: 'functions/domain/shared/environment.ts' },
  { type: 'RiskLevel', in: 'functions/domain/shared/environment.ts' },
  { type: 'TaskType', in: 'functions/domain/task/task-type.ts' },
  { type: 'AgentName', in: 'functions/domain/agent/agent-name.ts' },
  { type: 'TaskStatus', in: 'functions/domain/task/task-status.ts' },
  { type: 'GateStatus', in: 'functions/domain/approval/gate.ts' },
  { type: 'DecisionOutcome', in: 'functions/domain/approval/decide.ts' },
  { type: 'ExecutionStatus', in: 'functions/domain/execution/execution-status.ts' },
  { type: 'PhaseStatus', in: 'functions/domain/execution/execution-status.ts' },
  { type: 'AssetStatus', in: 'functions/domain/execution/execution-status.ts' },
  { type: 'PhaseVerdict', in: 'functions/domain/execution/execution.ts' },
  { type: 'ExecutionControl', member: 'desired', in: 'functions/domain/execution/execution.ts' },
  {
    type: 'FencedAction',
    in: 'functions/domain/execution/shown-status.ts',
  },
  { type: 'ValidationOutcome', in: 'functions/domain/plan/judge-findings.ts' },
  { type: 'ScoreOutcome', in: 'functions/application/planning/score-plan.ts' },
  { type: 'RiskClass', in: 'functions/domain/tool/tool.ts' },
];
