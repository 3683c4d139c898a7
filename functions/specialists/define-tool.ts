import * as z from 'zod';
import type { ToolDefinition } from '../domain/tool/tool-definition.ts';
import type { ToolContext } from './ports.ts';

/** A tool with its work. */
export interface Tool extends ToolDefinition {
  /** Works on input from outside, which is parsed before anything is read; null while nothing does. */
  readonly run: ((input: unknown, context: ToolContext) => Promise<unknown>) | null;
}

interface Definition<
  Input extends z.ZodType<Readonly<Record<string, unknown>>>,
  Output extends z.ZodType,
> extends Omit<ToolDefinition, 'available'> {
  readonly input: Input;
  readonly output: Output;
  readonly run?: (input: z.output<Input>, context: ToolContext) => Promise<z.output<Output>>;
}

/** A tool is available exactly where its definition holds the work. */
export const defineTool = <
  Input extends z.ZodType<Readonly<Record<string, unknown>>>,
  Output extends z.ZodType,
>({
  run,
  ...definition
}: Definition<Input, Output>): Tool & { readonly input: Input; readonly output: Output } => ({
  ...definition,
  available: run !== undefined,
  run: run === undefined ? null : (input, context) => run(definition.input.parse(input), context),
});

/** A tool that is listed so that people see what is meant; nothing does its work yet. */
export const declareTool = ({
  input,
  output,
  ...words
}: Pick<ToolDefinition, 'name' | 'description' | 'risk_class'> & {
  readonly input: z.ZodRawShape;
  readonly output: z.ZodRawShape;
}): Tool =>
  defineTool({
    ...words,
    input: z.strictObject(input).readonly(),
    output: z.strictObject(output).readonly(),
    timeout_seconds: 30,
  });
