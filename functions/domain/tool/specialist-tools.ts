import * as z from 'zod';
import { ProposedSelector } from '../plan/proposal.ts';
import { UntrustedText } from './tool-definition.ts';
import type { ToolDefinition } from './tool-definition.ts';
import type { RiskClass } from './tool.ts';
import { jsonRecord } from '../shared/json-object.ts';

const selector = ProposedSelector.default({});
const Name = z.string().min(1).max(128);
const Window = z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }).readonly();
const Days = z.int().min(1).max(365).default(30);
const Severity = z.enum(['low', 'medium', 'high', 'critical']);
const Usd = z.number().min(0);

interface Specialist {
  readonly risk_class?: RiskClass;
  readonly input: z.ZodRawShape;
  readonly output: z.ZodRawShape;
}

const specialist = (name: string, description: string, shape: Specialist): ToolDefinition => ({
  name,
  description,
  risk_class: shape.risk_class ?? 'read_only',
  input: z.strictObject(shape.input).readonly(),
  output: z.strictObject(shape.output).readonly(),
  timeout_seconds: 30,
  available: false,
});

const Step = z.strictObject({ id: Name, text: z.string(), kind: z.string() });
const Faults = z.array(z.strictObject({ code: z.string(), message: z.string() }));

/** Tools of agents that no planner serves yet; they are listed so that people see what is meant. */
export const specialistTools: readonly ToolDefinition[] = [
  specialist('check_controls', 'Checks the task’s assets against the controls of a framework.', {
    input: { selector, framework: z.enum(['cis', 'pci-dss', 'soc2', 'hipaa']) },
    output: {
      controls: z.array(z.strictObject({ control: Name, passed: z.int(), failed: z.int() })),
    },
  }),
  specialist('generate_evidence', 'Compiles an evidence pack from control checks.', {
    risk_class: 'plan_only',
    input: { framework: Name, window: Window },
    output: { items: z.array(z.strictObject({ control: Name, evidence: UntrustedText })) },
  }),
  specialist('query_logs', 'Searches the logs of the task’s assets.', {
    input: { selector, window: Window, contains: z.string().max(200), limit: z.int().max(200) },
    output: { lines: z.array(z.strictObject({ at: z.string(), line: UntrustedText })) },
  }),
  specialist('correlate_events', 'Puts alarms, deployments and changes of a window on one line.', {
    input: { selector, window: Window },
    output: {
      events: z.array(z.strictObject({ at: z.string(), kind: Name, detail: UntrustedText })),
    },
  }),
  specialist('infra_graph', 'Tells which assets and services depend on which.', {
    input: { selector },
    output: { edges: z.array(z.strictObject({ from: Name, to: Name, kind: Name })) },
  }),
  specialist('simulate_failover', 'Plays a failover on a copy of the dependency graph.', {
    risk_class: 'plan_only',
    input: { selector, to_region: Name },
    output: { recovered: z.boolean(), recovery_seconds: z.number(), gaps: z.array(z.string()) },
  }),
  specialist('billing_data', 'Reads what the task’s assets cost.', {
    input: { selector, days: Days },
    output: { total_usd: Usd, by_service: jsonRecord(Usd) },
  }),
  specialist('forecast', 'Forecasts cost from its past.', {
    input: { selector, days: Days },
    output: { expected_usd: Usd, low_usd: Usd, high_usd: Usd },
  }),
  specialist('recommend', 'Recommends sizes and schedules by measured use.', {
    input: { selector },
    output: {
      recommendations: z.array(z.strictObject({ text: UntrustedText, saves_usd_per_month: Usd })),
    },
  }),
  specialist('scan_vulns', 'Reads scanner findings on the task’s assets.', {
    input: { selector, min_severity: Severity.optional() },
    output: { findings: z.array(z.strictObject({ cve_id: Name, severity: Severity })) },
  }),
  specialist('check_exposure', 'Finds what can be reached from everywhere.', {
    input: { selector },
    output: { exposures: z.array(z.strictObject({ port: z.int(), protocol: Name })) },
  }),
  specialist('build_image', 'Builds a golden image. Proposed in a plan, never called.', {
    risk_class: 'state_change_nonprod',
    input: { pipeline: Name },
    output: { image: Name },
  }),
  specialist('validate_image', 'Checks an image’s tests, vulnerabilities and base.', {
    input: { image: Name },
    output: { passed: z.boolean(), faults: Faults },
  }),
  specialist('promote_image', 'Makes an image the golden one. Proposed in a plan, never called.', {
    risk_class: 'state_change_prod',
    input: { image: Name, role: Name },
    output: { image: Name },
  }),
  specialist('generate_sop', 'Drafts a standard operating procedure.', {
    risk_class: 'plan_only',
    input: { subject: z.string().max(500) },
    output: { name: Name, steps: z.array(Step) },
  }),
  specialist('validate_sop', 'Checks a procedure’s steps, checks and ways back.', {
    input: { name: Name, steps: z.array(Step).max(50) },
    output: { valid: z.boolean(), faults: Faults },
  }),
  specialist('execute_sop', 'Carries a procedure out. Proposed in a plan, never called.', {
    risk_class: 'state_change_prod',
    input: { sop_id: Name, version: z.int().min(1) },
    output: { completed: z.boolean() },
  }),
  specialist('discover_api', 'Reads an OpenAPI document that the org has registered.', {
    input: { api: Name },
    output: { operations: z.array(z.strictObject({ method: Name, path: z.string() })) },
  }),
  specialist('generate_adapter', 'Drafts an adapter for a registered API.', {
    risk_class: 'plan_only',
    input: { api: Name, operations: z.array(Name).max(100) },
    output: { files: z.array(z.strictObject({ path: z.string(), text: z.string() })) },
  }),
  specialist('terraform_plan', 'Reads the output of `terraform show -json` that a task carries.', {
    input: { context_key: Name },
    output: { creates: z.int(), updates: z.int(), destroys: z.int(), addresses: z.array(Name) },
  }),
];
