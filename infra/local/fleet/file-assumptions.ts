import type { UnmanagedInstance } from './fleet-asset.ts';
import type { AgentFacts } from './read-agents.ts';

const someIds = (ids: readonly string[]): string =>
  ids.slice(0, 10).join(', ') + (ids.length > 10 ? ` and ${ids.length - 10} more` : '');

const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

/** What is said of instances, or of another kind of thing, where there are any. */
const some = (
  ids: readonly string[],
  rest: string,
  [one, many]: readonly [string, string] = ['instance', 'instances'],
): readonly string[] =>
  ids.length === 0 ? [] : [`${counted(ids.length, one, many)} ${rest}: ${someIds(ids)}.`];

/** Of the one kind of files that are pages. */
const pageOf = (text: string, pages: readonly string[]): readonly string[] =>
  pages.length === 0 ? [] : [text];

const ofAgents = ({ hybrid, unknown, doubled, silent, pages }: AgentFacts): readonly string[] => [
  ...pageOf(
    'The file of SSM_FILE has a NextToken: it is one page of the agents, and the rest is not seen.',
    pages,
  ),
  ...some(hybrid, 'of SSM_FILE outside of EC2 are not managed', ['hybrid node', 'hybrid nodes']),
  ...some(unknown, 'of SSM_FILE not in FLEET_FILE are not managed'),
  ...some(doubled, 'more than once in SSM_FILE count as not online where the entries differ'),
  ...some(silent, 'not in SSM_FILE count as having no agent'),
];

/** What is assumed of a fleet of files, in sentences. */
export const fileAssumptions = (facts: {
  readonly pages: readonly string[];
  readonly between: readonly string[];
  readonly unmanaged: readonly UnmanagedInstance[];
  readonly roleless: readonly string[];
  readonly agents: AgentFacts | null;
}): readonly string[] => [
  'The fleet is a file: actions are simulated and change no real instance.',
  'The file does not tell which patches are installed: an instance of unknown patch state is taken to need patching.',
  ...pageOf(
    'The file has a NextToken: it is one page of the fleet, and the rest is not seen.',
    facts.pages,
  ),
  ...some(facts.between, 'pending or stopping count as stopped'),
  ...some(
    facts.unmanaged.map(({ asset_id }) => asset_id),
    'without usable Environment and Role tags are unmanaged and never selected',
  ),
  ...some(facts.roleless, 'without a Role tag belong to requests that name no role'),
  ...(facts.agents === null ? [] : ofAgents(facts.agents)),
];
