import { terminalText } from '../../../functions/domain/notification/safe-text.ts';
import type { RunningLocal } from '../start-local.ts';

type Settings = RunningLocal['settings'];

const fleetLine = ({ fleet, fleetFile }: Settings): string =>
  fleet === 'file'
    ? `Fleet: ${fleetFile ?? ''}; actions on it are simulated and change no real instance.`
    : 'Fleet: a demo dataset of made-up assets with a made-up past; actions on it are simulated.';

/** Reasons that are told at the start; `GET /fleet` has all. */
const shownReasons = 5;

/** The commonest reason first, as `GET /fleet` has them. */
const unmanagedReasons = (unmanaged: RunningLocal['fleet']['unmanaged']): readonly string[] => {
  const counts = new Map<string, number>();
  for (const { reason } of unmanaged) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const told = [...counts]
    .sort(([left, one], [right, two]) => two - one || (left < right ? -1 : 1))
    .map(([reason, count]) => `  ${count} × ${terminalText(reason)}`);
  const more = told.length - shownReasons;
  return [
    ...told.slice(0, shownReasons),
    ...(more > 0 ? [`  and ${more} more reasons, in GET /api/v1/ai/fleet`] : []),
  ];
};

const countLines = ({ assetCount, unmanaged }: RunningLocal['fleet']): string =>
  [
    `Managed: ${assetCount}. Unmanaged, and never selected: ${unmanaged.length}${unmanaged.length === 0 ? '.' : ':'}`,
    ...unmanagedReasons(unmanaged),
  ].join('\n');

const mailWarning = ({ notification }: Settings): string =>
  notification?.['smtp_host'] === undefined
    ? '\nNo smtp_host in CONFIG_FILE: approval mail reaches nobody; approve by the API.'
    : '';

const localAdmin =
  'No AUTH_ISSUER: every caller on this machine is the local admin. Four-eyes is off, with a quorum of one.';

const proxyWarning = ({ publicUrl }: Settings): string =>
  publicUrl === null
    ? ''
    : `\nPUBLIC_URL is ${publicUrl}: whoever reaches it is the local admin too, unless the proxy keeps them out.`;

const identityLines = (settings: Settings): string =>
  settings.issuer
    ? `Callers need a token of ${settings.issuer.url}; /_local is off.${mailWarning(settings)}`
    : `${localAdmin}${proxyWarning(settings)}`;

const howToName = 'Set APPROVERS=id=address,… or "approvers" in CONFIG_FILE';

/** Codes go to approvers alone, so who they are is said before anybody waits for one. */
const approverLine = ({ approvers, hasDefaultApprover }: Settings): string => {
  if (approvers.length === 0) {
    return `Approvers: none, so no code is mailed and nobody can decide on the page. ${howToName}; until then decide by the API.`;
  }
  const addresses = approvers.map(({ email }) => email).join(', ');
  return hasDefaultApprover
    ? `Approvers: ${addresses}, a stand-in for the demo; ask for a code with this address and read it in the outbox. ${howToName} to name others.`
    : `Approvers: ${addresses}.`;
};

const examples = (url: string): string => `Submit a task:
  curl -X POST ${url}/api/v1/ai/execute \\
    -H "Content-Type: application/json" \\
    -d '{"intent": "Fix drift on production web servers", "org_id": "org-123", "environment": "production"}'

Approve it (or by the link in the outbox), then watch:
  curl -X POST ${url}/api/v1/ai/tasks/TASK_ID/approve \\
    -H "Content-Type: application/json" -d '{"reason": "Approved after review"}'
  curl ${url}/api/v1/ai/tasks/TASK_ID/executions
  curl ${url}/api/v1/ai/executions/EXECUTION_ID

Outbox:   ${url}/_local/outbox
AWS CLI:  aws --endpoint-url ${url}/_local/aws dynamodb list-tables
`;

/** What one sees after the start: where it is, who one is, and what to try. */
export const welcome = ({
  url,
  settings,
  fleet,
}: Pick<RunningLocal, 'url' | 'settings' | 'fleet'>): string =>
  [
    `AI Orchestrator on ${url} (data in ${settings.dataDir})`,
    fleetLine(settings),
    countLines(fleet),
    identityLines(settings),
    approverLine(settings),
    settings.issuer ? '' : `\n${examples(url)}`,
  ].join('\n');
