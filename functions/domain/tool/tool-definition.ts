import * as z from 'zod';
import type { RiskClass } from './tool.ts';

/** A tool as the catalogue lists it. */
export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  readonly risk_class: RiskClass;
  readonly input: z.ZodType<Readonly<Record<string, unknown>>>;
  readonly output: z.ZodType;
  readonly timeout_seconds: number;
  /** False while nothing implements it; tools that change state are proposed and never called. */
  readonly available: boolean;
}

/** Text from outside with where it came from: data for the agent, never instructions. */
export const UntrustedText = z
  .strictObject({ provenance: z.string(), text: z.string() })
  .readonly();
export type UntrustedText = z.infer<typeof UntrustedText>;

/** The JSON Schema (2020-12) of what a tool takes. */
export const inputJsonSchema = (tool: ToolDefinition): Readonly<Record<string, unknown>> =>
  z.toJSONSchema(tool.input, { io: 'input' });
