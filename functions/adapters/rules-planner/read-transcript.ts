import type * as z from 'zod';
import type {
  PastTurn,
  Transcript,
  WantedCall,
} from '../../application/planning/planning-ports.ts';
import type { Proposal } from '../../domain/plan/proposal.ts';
import type { ToolInvocation } from '../../domain/tool/tool.ts';

/** What an agent's rules want next. */
export type Step =
  | { readonly kind: 'calls'; readonly calls: readonly WantedCall[] }
  | { readonly kind: 'proposal'; readonly proposal: Proposal }
  | { readonly kind: 'declined'; readonly reason: string };

export type Rules = (transcript: Transcript) => Step;

const lastOf = (turns: readonly PastTurn[], tool: string): ToolInvocation | undefined =>
  turns
    .flatMap((past) => past.invocations)
    .filter((invocation) => invocation.tool === tool)
    .at(-1);

export interface Answer<Output> {
  readonly callId: string;
  readonly output: Output;
}

/** The latest good answer of a tool in these turns, or null. */
export const answerOf = <Schema extends z.ZodType>(
  transcript: Transcript,
  tool: string,
  schema: Schema,
): Answer<z.output<Schema>> | null => {
  const invocation = lastOf(transcript.turns, tool);
  if (invocation?.result !== 'ok') return null;
  const parsed = schema.safeParse(invocation.output);
  return parsed.success ? { callId: invocation.call_id, output: parsed.data } : null;
};

/** Asks for tools in parallel, once; declines where one of them was asked already and gave nothing. */
export const call = (transcript: Transcript, ...calls: readonly WantedCall[]): Step => {
  const asked = calls.flatMap(({ tool }) => lastOf(transcript.turns, tool) ?? []);
  const [first] = asked;
  if (first === undefined) return { kind: 'calls', calls };
  const why = first.error === null ? '.' : `: ${first.error}`;
  return { kind: 'declined', reason: `The tool ${first.tool} gave no usable answer${why}` };
};
