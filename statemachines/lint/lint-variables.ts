import { compileExpression } from '../../infra/emulators/step-functions/language/expression.ts';
import { isRecord } from '../../infra/emulators/step-functions/language/json.ts';
import { innerGraphs } from './lint-states.ts';
import { transitionTargets } from '../../infra/emulators/step-functions/language/load-machine.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Fields whose states have a scope of their own. */
const holdsStates: ReadonlySet<string> = new Set(['ItemProcessor', 'Branches']);

type Names = ReadonlySet<string>;

interface Edge {
  readonly target: string;
  readonly assigns: readonly string[];
}

const namesAssigned = (fields: Fields): readonly string[] =>
  isRecord(fields['Assign']) ? Object.keys(fields['Assign']) : [];

/** The ways out of a state, each with what it assigns: a rule's and a catcher's own replace the state's. */
const edgesOf = (fields: Fields): Edge[] => {
  const own = namesAssigned(fields);
  const listed = [fields['Choices'], fields['Catch']].flatMap((list) =>
    Array.isArray(list) ? (list as unknown[]).filter(isRecord) : [],
  );
  const plain = transitionTargets({ Next: fields['Next'], Default: fields['Default'] });
  return [
    ...plain.map((target) => ({ target, assigns: own })),
    ...listed.map((item) => ({ target: String(item['Next']), assigns: namesAssigned(item) })),
  ];
};

/**
 * For each reachable state the variables that are assigned on every way to it: the meet over
 * all edges, taken until nothing changes.
 */
const assignedOnEveryWay = (startAt: string, states: Fields, around: Names): Map<string, Names> => {
  const known = new Map<string, Names>([[startAt, around]]);
  const open = [startAt];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const fields = states[name];
    const before = known.get(name);
    if (!isRecord(fields) || before === undefined) continue;
    for (const edge of edgesOf(fields)) {
      const after = new Set([...before, ...edge.assigns]);
      const seen = known.get(edge.target);
      const meet = seen === undefined ? after : new Set([...seen].filter((one) => after.has(one)));
      if (seen !== undefined && meet.size === seen.size) continue;
      known.set(edge.target, meet);
      open.push(edge.target);
    }
  }
  return known;
};

const expressionProblems = (state: string, text: string, known: Names): string[] => {
  if (!text.startsWith('{%') || !text.endsWith('%}')) return [];
  try {
    const { variables } = compileExpression(text.slice(2, -2)).analysis;
    return [...variables]
      .filter((name) => name !== 'states' && !known.has(name))
      .map((name) => `${state}: reads $${name}, which not every way to it assigns`);
  } catch {
    return [`${state}: can not be parsed: ${text}`];
  }
};

const readProblems = (state: string, value: unknown, known: Names): string[] => {
  if (typeof value === 'string') return expressionProblems(state, value, known);
  if (Array.isArray(value)) return value.flatMap((item) => readProblems(state, item, known));
  if (!isRecord(value)) return [];
  return Object.values(value).flatMap((item) => readProblems(state, item, known));
};

const lintGraph = (graph: Fields, around: Names): string[] => {
  const states = isRecord(graph['States']) ? graph['States'] : {};
  const assigned = assignedOnEveryWay(String(graph['StartAt']), states, around);
  return Object.entries(states).flatMap(([name, fields]) => {
    const known = assigned.get(name);
    if (!isRecord(fields) || known === undefined) return [];
    const own = Object.entries(fields).filter(([field]) => !holdsStates.has(field));
    const inner = innerGraphs(fields).flatMap((one) =>
      isRecord(one) ? lintGraph(one, known) : [],
    );
    return [...readProblems(name, own, known), ...inner];
  });
};

/**
 * The variables that a state may read before any way to it has assigned them, and the
 * expressions that can not be parsed.
 */
export const lintVariables = (definition: unknown): string[] =>
  isRecord(definition) ? lintGraph(definition, new Set()) : [];
