import type { RunningLocal } from './start-local.ts';

const fleetLine = ({ settings }: RunningLocal): string => {
  if (settings.fleet === 'aws') return 'Fleet: the live AWS account of the usual credentials.';
  return settings.fleet === 'file'
    ? `Fleet: ${settings.fleetFile ?? ''}; actions on it are simulated.`
    : 'Fleet: the demo dataset; actions on it are simulated.';
};

const mailWarning = (notification: RunningLocal['settings']['notification']): string =>
  notification?.['smtp_host'] === undefined
    ? '\nNo smtp_host in CONFIG_FILE: approval mail reaches nobody; approve by the API.'
    : '';

const identityLines = ({ settings }: RunningLocal): string =>
  settings.issuer
    ? `Callers need a token of ${settings.issuer.url}; /_local is off.${mailWarning(settings.notification)}`
    : 'No AUTH_ISSUER: every caller on this machine is the local admin. Four-eyes is off, with a quorum of one.';

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
export const welcome = (local: RunningLocal): string =>
  [
    `AI Orchestrator on ${local.url} (data in ${local.settings.dataDir})`,
    fleetLine(local),
    identityLines(local),
    local.settings.issuer ? '' : `\n${examples(local.url)}`,
  ].join('\n');
