import type { Counters } from './ports.ts';

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

type Sample = Awaited<ReturnType<Counters['read']>>[number];

const escapeLabel = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const boundOf = ({ labels }: Sample): number =>
  labels['le'] === '+Inf' ? Infinity : Number(labels['le'] ?? 0);

const seriesOf = ({ name, labels }: Sample): string =>
  JSON.stringify([name, Object.entries(labels).filter(([label]) => label !== 'le')]);

/** By series, and within a histogram by bound: a reader expects its buckets in order. */
const inOrder = (left: Sample, right: Sample): number => {
  const [a, b] = [seriesOf(left), seriesOf(right)];
  return a === b ? boundOf(left) - boundOf(right) : a < b ? -1 : 1;
};

const line = ({ name, labels, value }: Sample): string => {
  const text = Object.entries(labels)
    .map(([label, content]) => `${label}="${escapeLabel(content)}"`)
    .join(',');
  return `${name}${text === '' ? '' : `{${text}}`} ${String(value)}`;
};

/** The counters of the store in Prometheus's text format, version 0.0.4. */
export const makeGetMetrics =
  ({ counters }: { counters: Pick<Counters, 'read'> }) =>
  async (): Promise<string> => {
    const samples = await counters.read();
    const blocks = families.map(({ name, type, help }) => {
      const own = samples
        .filter((sample) => sample.name === name || sample.name.startsWith(`${name}_`))
        .sort(inOrder);
      return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...own.map(line)].join('\n');
    });
    return `${blocks.join('\n')}\n`;
  };
