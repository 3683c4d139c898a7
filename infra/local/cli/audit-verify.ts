import { existsSync, readFileSync } from 'node:fs';
import { verifySavedAudit } from '../../../functions/runtime/verify-saved-audit.ts';
import { databasePath, openDatabase } from '../data/data-folder.ts';
import { readDataVersion } from '../data/data-version.ts';
import { createLocalDynamoDb } from '../../emulators/dynamodb/local-dynamodb.ts';
import { handlers } from '../lambda/handlers.ts';
import { createLambda } from '../lambda/lambda.ts';
import { projectRoot } from '../project-root.ts';
import { toGatewayEvent } from '../server/gateway-event.ts';
import { functionEnvironment } from '../settings/function-environment.ts';
import { readSettings } from '../settings/settings.ts';
import { useTransports } from '../transports.ts';

interface Fault {
  readonly org_id?: string;
  readonly chain: string;
  readonly seq: number;
  readonly kind: string;
}

interface Verdict {
  readonly fault: Fault | null;
  readonly chains?: number;
  readonly records: number;
  readonly next_cursor?: string;
}

const path = '/api/v1/ai/audit/verify';

type Ask = (query: string) => Promise<Verdict>;

/** Page after page, to the end or the first fault. */
const verifyAll = async (ask: Ask): Promise<Verdict> => {
  let cursor: string | undefined;
  let chains = 0;
  let records = 0;
  do {
    const page = await ask(`limit=500${cursor === undefined ? '' : `&cursor=${cursor}`}`);
    chains += page.chains ?? 0;
    records += page.records;
    if (page.fault) return { fault: page.fault, chains, records };
    cursor = page.next_cursor;
  } while (cursor !== undefined);
  return { fault: null, chains, records };
};

const askInstance =
  (origin: string): Ask =>
  async (query) => {
    const token = process.env['TOKEN'];
    const answer = await fetch(`${origin}${path}?${query}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    if (!answer.ok) throw new Error(`${origin} answers ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Verdict;
  };

const nobody = {
  handle: () => Promise.reject(new Error('Nothing but the store is open here')),
};

/** The product's own handler, as the local admin. */
const askHandler = (rolesClaim: string): Ask => {
  const { invoke } = createLambda(handlers);
  return async (query) => {
    const event = toGatewayEvent({
      requestId: 'audit-verify',
      receivedAt: Date.now(),
      method: 'GET',
      target: `${path}?${query}`,
      headers: {},
      sourceIp: '127.0.0.1',
      body: Buffer.alloc(0),
      routeKey: `GET ${path}`,
      pathParameters: {},
      claims: { sub: 'local-admin', [rolesClaim]: 'admin' },
    });
    const answer = (await invoke('verify-audit', event)) as { statusCode: number; body: string };
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return JSON.parse(answer.body) as Verdict;
  };
};

/** Reads the chains in a data folder on which nothing runs; it changes nothing there. */
const verifyFolder = async (): Promise<Verdict> => {
  const settings = readSettings({ ...process.env, AUTH_ISSUER: undefined }, projectRoot());
  if (!existsSync(databasePath(settings.dataDir))) {
    throw new Error(`There is no data in ${settings.dataDir}.`);
  }
  const database = await openDatabase(settings.dataDir);
  try {
    if ((await readDataVersion(settings.dataDir, database)) === 'before') {
      throw new Error(
        `The data in ${settings.dataDir} is of the release before: start this one on it once, ` +
          'which seals its chains.',
      );
    }
    const dynamodb = await createLocalDynamoDb({
      level: database.sublevel('dynamodb'),
      clock: { now: () => Date.now() },
      onDefect: (error) => process.stderr.write(`${String(error)}\n`),
    });
    const found = { origin: 'http://127.0.0.1', machines: [], fleetUrl: 'http://127.0.0.1' };
    Object.assign(process.env, functionEnvironment(settings, found), { LOG_LEVEL: 'error' });
    useTransports({
      dynamodb: dynamodb.requestHandler,
      sfn: nobody,
      ses: nobody,
      sns: nobody,
    });
    const verdict = await verifyAll(askHandler(settings.rolesClaim));
    await dynamodb.close();
    return verdict;
  } finally {
    await database.close();
  }
};

const verdictOf = (argument: string | undefined): Promise<Verdict> => {
  if (argument === undefined) return verifyFolder();
  if (/^https?:/.test(argument)) return verifyAll(askInstance(argument.replace(/\/$/, '')));
  return Promise.resolve(verifySavedAudit(readFileSync(argument, 'utf8')));
};

const sentenceOf = ({ fault, chains, records }: Verdict): string =>
  fault
    ? `BAD ${fault.org_id === undefined ? '' : `${fault.org_id} `}${fault.chain} record ${fault.seq}: ${fault.kind}`
    : `GOOD ${chains === undefined ? '' : `${chains} chains, `}${records} records`;

// A saved answer, the address of an instance, or by default the data folder.
Promise.resolve(process.argv[2])
  .then(verdictOf)
  .then(
    (verdict) => {
      process.stdout.write(`${sentenceOf(verdict)}\n`);
      process.exitCode = verdict.fault ? 1 : 0;
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 2;
    },
  );
