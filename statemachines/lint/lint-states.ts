import { isRecord } from '../../infra/emulators/step-functions/language/json.ts';
import { transitionTargets } from '../../infra/emulators/step-functions/language/load-machine.ts';

export interface LintedState {
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Whether a Catch of States.ALL covers it: its own, or that of a Map or Parallel around it. */
  readonly isCaught: boolean;
}

interface LintedGraph {
  readonly unreachable: readonly string[];
}

const unreachableStates = (
  startAt: unknown,
  states: Readonly<Record<string, unknown>>,
): string[] => {
  const reached = new Set<string>();
  const open = [String(startAt)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    open.push(...transitionTargets(states[name]));
  }
  return Object.keys(states).filter((name) => !reached.has(name));
};

/** A Catch of some errors only would leave the others to end the execution. */
const catchesAll = (fields: Readonly<Record<string, unknown>>): boolean => {
  const catchers: readonly unknown[] = Array.isArray(fields['Catch']) ? fields['Catch'] : [];
  return catchers.some((catcher) => {
    const errors: unknown = isRecord(catcher) ? catcher['ErrorEquals'] : undefined;
    return Array.isArray(errors) && errors.includes('States.ALL');
  });
};

/** The graphs that a state holds: a Map's processor, the branches of a Parallel. */
export const innerGraphs = (fields: Readonly<Record<string, unknown>>): readonly unknown[] => {
  if (fields['ItemProcessor'] !== undefined) return [fields['ItemProcessor']];
  return Array.isArray(fields['Branches']) ? fields['Branches'] : [];
};

/** All states of a definition, with those of Maps and Parallels. */
export const collectStates = (
  definition: unknown,
): {
  readonly states: readonly LintedState[];
  readonly graphs: readonly LintedGraph[];
} => {
  const states: LintedState[] = [];
  const graphs: LintedGraph[] = [];
  const visit = (graph: unknown, isCaughtAround: boolean): void => {
    if (!isRecord(graph) || !isRecord(graph['States'])) return;
    graphs.push({ unreachable: unreachableStates(graph['StartAt'], graph['States']) });
    for (const [name, fields] of Object.entries(graph['States'])) {
      if (!isRecord(fields)) continue;
      const isCaught = isCaughtAround || catchesAll(fields);
      states.push({ name, fields, isCaught });
      for (const inner of innerGraphs(fields)) visit(inner, isCaught);
    }
  };
  visit(definition, false);
  return { states, graphs };
};
