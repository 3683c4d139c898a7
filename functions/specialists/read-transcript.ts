import type * as z from 'zod';
import type { PastTurn, Transcript, WantedCall } from '../domain/agent/transcript.ts';
import type { Proposal } from '../domain/plan/proposal.ts';
import type { ToolInvocation } from '../domain/tool/tool.ts';
import type { Tool } from './define-tool.ts';

/** What an agent's rules want next. */
export type Step =
  | { readonly kind: 'calls'; readonly calls: readonly WantedCall[] }
  | { readonly kind: 'proposal'; readonly proposal: Proposal }
  | { readonly kind: 'declined'; readonly reason: string };

export type Rules = (transcript: Transcript) => Step;

const lastOf = (turns: readonly PastTurn[], tool: string): ToolInvocation | null =>
  turns
    .flatMap((past) => past.invocations)
    .filter((invocation) => invocation.tool === tool)
    .at(-1) ?? null;

export interface Answer<Output> {
  readonly callId: string;
  readonly output: Output;
}

/** The latest good answer of a tool in these turns, or null. */
export const answerOf = <Output extends z.ZodType>(
  transcript: Transcript,
  tool: Pick<Tool, 'name'> & { readonly output: Output },
): Answer<z.output<Output>> | null => {
  const invocation = lastOf(transcript.turns, tool.name);
  if (invocation?.result !== 'ok') return null;
  const parsed = tool.output.safeParse(invocation.output);
  return parsed.success ? { callId: invocation.call_id, output: parsed.data } : null;
};

/** A call of a tool with an input that its schema takes. */
export const callOf = <Input extends z.ZodType>(
  tool: Pick<Tool, 'name'> & { readonly input: Input },
  input: z.input<Input> & WantedCall['input'],
): WantedCall => ({ tool: tool.name, input });

/** Asks for tools in parallel, once; declines where one of them was asked already and gave nothing. */
export const call = (transcript: Transcript, ...calls: readonly WantedCall[]): Step => {
  const asked = calls.flatMap(({ tool }) => lastOf(transcript.turns, tool) ?? []);
  const [first] = asked;
  if (first === undefined) return { kind: 'calls', calls };
  const why = first.error === null ? '.' : `: ${first.error}`;
  return { kind: 'declined', reason: `The tool ${first.tool} gave no usable answer${why}` };
};

/** Proposes that nothing is done, and why. */
export const nothing = (
  reason: string,
  evidence: { readonly tool_call_id: string; readonly statement: string }[],
): Step => ({ kind: 'proposal', proposal: { kind: 'nothing_to_do', reason, evidence } });
