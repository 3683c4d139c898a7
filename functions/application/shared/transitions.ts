import type { Execution } from '../../domain/execution/execution.ts';
import type { DocumentWrite, Changes } from '../../domain/shared/changes.ts';

/** Something that entered another state: ids and states alone, nothing that people wrote. */
export interface Transition {
  readonly subject: 'task' | 'gate' | 'execution' | 'phase';
  readonly org_id: string;
  readonly task_id: string;
  readonly gate_id?: string;
  readonly execution_id?: string;
  readonly phase?: string;
  /** Null for what is new. */
  readonly from: string | null;
  readonly to: string;
  /** How far a quorum is. */
  readonly decisions?: number;
  /** What was found of a phase; not given while nothing was. */
  readonly verdict?: string;
}

type WriteOf<Kind extends DocumentWrite['kind']> = Extract<DocumentWrite, { kind: Kind }>;

const ofTask = ({ document, before }: WriteOf<'task'>): readonly Transition[] => {
  const { org_id, task_id, status: to } = document;
  const from = before?.status ?? null;
  return from === to ? [] : [{ subject: 'task', org_id, task_id, from, to }];
};

const ofGate = ({ document, before }: WriteOf<'gate'>): readonly Transition[] => {
  const { org_id, task_id, gate_id, status: to } = document;
  const from = before?.status ?? null;
  const decisions = document.decisions.length;
  const hasMoved = from !== to || decisions !== (before?.decisions.length ?? 0);
  return hasMoved ? [{ subject: 'gate', org_id, task_id, gate_id, from, to, decisions }] : [];
};

const ofPhases = (document: Execution, before: Execution | undefined): readonly Transition[] =>
  document.phases.flatMap((phase): readonly Transition[] => {
    const from = before?.phases.find(({ index }) => index === phase.index)?.status ?? 'pending';
    if (from === phase.status) return [];
    const { org_id, task_id, id: execution_id } = document;
    const ids = { org_id, task_id, execution_id, phase: phase.name };
    const found = phase.verdict === null ? {} : { verdict: phase.verdict };
    return [{ subject: 'phase', ...ids, from, to: phase.status, ...found }];
  });

const ofExecution = ({ document, before }: WriteOf<'execution'>): readonly Transition[] => {
  const { org_id, task_id, id: execution_id, status: to } = document;
  const from = before?.status ?? null;
  const own: readonly Transition[] =
    from === to ? [] : [{ subject: 'execution', org_id, task_id, execution_id, from, to }];
  return [...own, ...ofPhases(document, before)];
};

/** A replaced document that nobody can compare with says nothing of what it was. */
const isComparable = (write: DocumentWrite): boolean =>
  write.expected === null || 'before' in write;

/** What enters another state with the changes, in their order; each once. */
export const transitionsOf = ({ documents }: Pick<Changes, 'documents'>): readonly Transition[] =>
  documents.filter(isComparable).flatMap((write): readonly Transition[] => {
    switch (write.kind) {
      case 'task':
        return ofTask(write);
      case 'gate':
        return ofGate(write);
      case 'execution':
        return ofExecution(write);
      case 'control':
        return [];
    }
  });
