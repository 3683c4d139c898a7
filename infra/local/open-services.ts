import { createLocalDynamoDb } from '../emulators/dynamodb/local-dynamodb.ts';
import { fleetWordsOf } from '../../functions/domain/fleet/fleet-words.ts';
import { createFleetAgent } from './fleet/fleet-agent.ts';
import type { FleetAgent, FleetAgentOptions } from './fleet/fleet-agent.ts';
import type { Clock } from '../emulators/step-functions/engine/clock.ts';
import { realClock } from '../emulators/step-functions/engine/real-clock.ts';
import { createStateMachines } from '../emulators/step-functions/state-machines.ts';
import { ensureAnchorKey } from './data/anchor-folder.ts';
import { serveAws } from '../emulators/aws-json/aws-endpoint.ts';
import type { AnswerService } from '../emulators/aws-json/aws-endpoint.ts';
import { ensureTable, streamView } from './data/create-table.ts';
import { openDatabase } from './data/data-folder.ts';
import { readDataVersion, writeDataVersion } from './data/data-version.ts';
import { startFleetEndpoint } from './fleet/fleet-endpoint.ts';
import { functionArn } from './lambda/lambda.ts';
import type { Lambda } from './lambda/lambda.ts';
import { readMachines } from './machine-definitions.ts';
import type { CapturedMessage } from './outbox/captured-message.ts';
import { captureSes } from './outbox/capture-ses.ts';
import { captureSns } from './outbox/capture-sns.ts';
import { createMessageLog } from './outbox/message-log.ts';
import { serveOutbox } from './outbox/outbox-routes.ts';
import type { RawHandler } from './server/front.ts';
import type { LocalSettings } from './settings/settings.ts';
import { startBackground } from './events/background.ts';
import { scheduledEvent } from './events/schedules.ts';
import { dropTransports, useTransports } from './transports.ts';

export interface ServicesOptions {
  readonly settings: LocalSettings;
  readonly lambda: Lambda;
  /** Stems of all functions that there are. */
  readonly functions: readonly string[];
  /** Folder of the `*.asl.json` files. */
  readonly machines: string;
  /** The functions' environment, given the machines' names and the simulated fleet's address. */
  readonly environment: (found: {
    readonly machines: readonly string[];
    readonly fleetUrl: string;
  }) => Readonly<Record<string, string>>;
  readonly onDefect: (error: unknown, place: string) => void;
  /** What the state machines wait by; it has to agree with `Date`. @default the machine's clock */
  readonly timers?: Clock;
}

export interface LocalServices {
  /** What answers below `/_local`, by path prefix. */
  readonly pages: Readonly<Record<string, RawHandler>>;
  /** What each org's fleet begins with. */
  readonly fleet: Pick<FleetAgent, 'assetCount' | 'unmanaged'>;
  readonly close: () => Promise<void>;
}

const fleetSource = (settings: LocalSettings): FleetAgentOptions['source'] =>
  settings.fleetFile === null || settings.fleet !== 'file'
    ? { kind: 'demo' }
    : {
        kind: 'file',
        fleetFile: settings.fleetFile,
        ...(settings.ssmFile !== null && { ssmFile: settings.ssmFile }),
        ...(settings.goldenImages !== '' && { goldenImages: settings.goldenImages }),
      };

/** The release before had one audit chain an org; the sweep keeps and seals them. */
const sealAudit = async ({ lambda, functions }: ServicesOptions): Promise<void> => {
  if (!functions.includes('sweep')) return;
  let sealed: unknown;
  do {
    const swept = (await lambda.invoke('sweep', scheduledEvent())) as { sealed?: unknown } | null;
    sealed = swept?.sealed;
  } while (typeof sealed === 'number' && sealed > 0);
};

const clock = { now: () => Date.now() };

/**
 * Opens the services that stand in for AWS over one database, puts them under the functions, loads
 * the state machines and goes on with every execution that was under way.
 */
export const openServices = async (options: ServicesOptions): Promise<LocalServices> => {
  const { settings, lambda, onDefect } = options;
  const database = await openDatabase(settings.dataDir);
  let closeFleet: (() => Promise<void>) | undefined;
  try {
    const dataState = await readDataVersion(settings.dataDir, database);
    if (dataState === 'new') writeDataVersion(settings.dataDir);
    ensureAnchorKey(settings.dataDir);
    const fleet = createFleetAgent({
      level: database.sublevel('fleet'),
      clock,
      source: fleetSource(settings),
      words: fleetWordsOf(settings.intent),
    });
    const fleetEndpoint = await startFleetEndpoint(fleet.handle, '/_local/fleet');
    closeFleet = fleetEndpoint.close;
    const dynamodb = await createLocalDynamoDb({
      level: database.sublevel('dynamodb'),
      clock,
      onDefect: (error) => onDefect(error, 'DynamoDB'),
    });
    await ensureTable(dynamodb.answer, settings.tableName);
    // A folder that an earlier release made has another one.
    await dynamodb.setStreamView(settings.tableName, streamView);
    const states = createStateMachines({
      level: database.sublevel('states'),
      clock: options.timers ?? realClock,
      random: Math.random,
      invoke: lambda.invokeArn,
    });
    const log = createMessageLog(
      database.sublevel<string, CapturedMessage>('outbox', { valueEncoding: 'json' }),
      clock.now,
    );
    const machines = readMachines(options.machines, { functionArn, functions: options.functions });
    Object.assign(
      process.env,
      options.environment({
        machines: machines.map(({ name }) => name),
        fleetUrl: fleetEndpoint.url,
      }),
    );
    useTransports({
      dynamodb: dynamodb.requestHandler,
      sfn: states.requestHandler,
      ses: captureSes(log),
      sns: captureSns(log),
    });
    for (const { name, definition } of machines) states.register(name, definition);
    await states.recover();
    if (dataState === 'before') {
      await sealAudit(options);
      writeDataVersion(settings.dataDir);
    }
    const answerStates: AnswerService = async (target, body) => {
      const answer = await states.answer(target, body);
      return { status: answer.status, body: JSON.stringify(answer.body) };
    };
    const background = startBackground({
      machines: machines.map(({ name }) => name),
      dynamodb,
      answerStates,
      checkpoints: database.sublevel('checkpoints'),
      statusChanges: database.sublevel('status-changes'),
      lambda,
      onDefect,
    });
    return {
      fleet,
      pages: {
        '/_local/outbox': serveOutbox(log),
        '/_local/fleet': fleet.handle,
        '/_local/aws': serveAws({
          DynamoDB_20120810: dynamodb.answer,
          AWSStepFunctions: answerStates,
        }),
      },
      close: async () => {
        await background.stop();
        await states.stop();
        await fleetEndpoint.close();
        await dynamodb.close();
        dropTransports();
        await database.close();
      },
    };
  } catch (error) {
    await closeFleet?.();
    await database.close();
    throw error;
  }
};
