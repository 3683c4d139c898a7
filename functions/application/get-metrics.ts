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

/** Buckets are ordered by bound, so that a histogram reads as one. */
const sortKey = ({ name, labels }: Sample): string => {
  const bound = labels['le'];
  const order = bound === undefined ? '' : bound === '+Inf' ? '~' : bound.padStart(12, '0');
  const others = Object.entries(labels).filter(([label]) => label !== 'le');
  return `${name}${JSON.stringify(others)}${order}`;
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
        .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
      return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...own.map(line)].join('\n');
    });
    return `${blocks.join('\n')}\n`;
  };
