import { localFleets } from '../settings/local-fleets.ts';
import type { RunningLocal } from '../start-local.ts';

type Settings = RunningLocal['settings'];

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
    ...localFleets[settings.fleet].told({ fleetFile: settings.fleetFile, agent: fleet }),
    identityLines(settings),
    approverLine(settings),
    settings.issuer ? '' : `\n${examples(url)}`,
  ].join('\n');
