import type { Identity } from '../../domain/shared/identity.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import type { Counters, CounterSample } from './counter-ports.ts';
import type { Directory } from '../shared/ports.ts';

const families = [
  {
    name: 'orchestrator_tasks_total',
    type: 'counter',
    help: 'Tasks by the status that they entered.',
  },
  {
    name: 'orchestrator_executions_total',
    type: 'counter',
    help: 'Executions by the status that they entered.',
  },
  {
    name: 'orchestrator_agent_latency_seconds',
    type: 'histogram',
    help: 'Time from submit to plan, by agent.',
  },
  {
    name: 'orchestrator_tool_calls_total',
    type: 'counter',
    help: 'Tool calls by tool and result.',
  },
] as const;

const escapeLabel = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const boundOf = ({ labels }: CounterSample): number =>
  labels['le'] === '+Inf' ? Infinity : Number(labels['le'] ?? 0);

const seriesOf = ({ name, labels }: CounterSample): string =>
  JSON.stringify([name, Object.entries(labels).filter(([label]) => label !== 'le')]);

/** By series, and within a histogram by bound: a reader expects its buckets in order. */
const inOrder = (left: CounterSample, right: CounterSample): number => {
  const [a, b] = [seriesOf(left), seriesOf(right)];
  return a === b ? boundOf(left) - boundOf(right) : a < b ? -1 : 1;
};

const line = ({ name, labels, value }: CounterSample): string => {
  const text = Object.entries(labels)
    .map(([label, content]) => `${label}="${escapeLabel(content)}"`)
    .join(',');
  return `${name}${text === '' ? '' : `{${text}}`} ${String(value)}`;
};

interface Dependencies {
  readonly counters: Counters;
  readonly directory: Pick<Directory, 'orgs'>;
  /** The org whose members operate the deployment; nobody does while none is named. */
  readonly operatorOrg: OrgId | undefined;
}

/** Series of several orgs with the same labels are one: the whole names no org. */
const added = (samples: readonly CounterSample[]): readonly CounterSample[] => {
  const bySeries = new Map<string, CounterSample>();
  for (const sample of samples) {
    const key = JSON.stringify([sample.name, sample.labels]);
    const value = (bySeries.get(key)?.value ?? 0) + sample.value;
    bySeries.set(key, { ...sample, value });
  }
  return [...bySeries.values()];
};

const readWhole = async ({ counters, directory }: Dependencies) => {
  const orgs = await directory.orgs();
  const parts = await Promise.all([counters.ofNoOrg(), ...orgs.map((org) => counters.ofOrg(org))]);
  return added(parts.flat());
};

/**
 * The counters of the caller's org in Prometheus's text format, version 0.0.4. The whole, over all
 * orgs, is for who operates the deployment: the local identity, or a member of the operator's org.
 */
export const makeGetMetrics =
  (deps: Dependencies) =>
  async (caller: Pick<Identity, 'org'>): Promise<string> => {
    const isOperator = caller.org === null || caller.org === deps.operatorOrg;
    const samples = isOperator ? await readWhole(deps) : await deps.counters.ofOrg(caller.org);
    const blocks = families.map(({ name, type, help }) => {
      const own = samples
        .filter((sample) => sample.name === name || sample.name.startsWith(`${name}_`))
        .sort(inOrder);
      return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...own.map(line)].join('\n');
    });
    return `${blocks.join('\n')}\n`;
  };
