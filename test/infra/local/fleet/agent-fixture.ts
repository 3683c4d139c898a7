import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { onTestFinished } from 'vitest';
import {
  capturedOf,
  changeOf,
  undoOf,
} from '../../../../functions/adapters/simulated-fleet/asset-change.ts';
import { Asset } from '../../../../functions/domain/fleet/asset.ts';
import type { ActionRequest } from '../../../../infra/local/fleet/decide-action.ts';
import { createFleetAgent } from '../../../../infra/local/fleet/fleet-agent.ts';
import type { FleetAgent, FleetAgentOptions } from '../../../../infra/local/fleet/fleet-agent.ts';
import { demoDataset } from '../../../../infra/local/fleet/demo-dataset.ts';
import type { FleetAsset, FleetDataset } from '../../../../infra/local/fleet/fleet-asset.ts';
import { Fleet } from '../../../../infra/local/fleet/fleet.ts';
import { FleetStore } from '../../../../infra/local/fleet/fleet-store.ts';

/** 2026-03-01T12:00:00.000Z */
export const noon = 1_772_366_400_000;

/** A clock that stands until it is moved. */
export const standingClock = (start = noon) => {
  let now = start;
  return {
    now: () => now,
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
  };
};

export const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'fleet-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** A sublevel on disk, closed at the end of the test. */
export const openLevel = async (folder?: string) => {
  const database = new ClassicLevel<string, string>(folder ?? (await temporaryFolder()));
  await database.open();
  onTestFinished(() => database.close());
  return { level: database.sublevel('fleet'), close: () => database.close() };
};

/** A fleet on disk with a clock that stands. */
export const aLocalFleet = async (dataset: FleetDataset = demoDataset()) => {
  const { level } = await openLevel();
  const clock = standingClock();
  return { fleet: new Fleet(dataset, new FleetStore(level, dataset.kind), clock), clock, level };
};

/** The agent on a loopback port; `url` is its base. */
export const serveAgent = async (
  options: Partial<FleetAgentOptions> = {},
): Promise<{ agent: FleetAgent; url: string; clock: ReturnType<typeof standingClock> }> => {
  const clock = standingClock();
  const level = options.level ?? (await openLevel()).level;
  const agent = createFleetAgent({ level, clock, source: { kind: 'demo' }, ...options });
  const server = createServer((request, response) => void agent.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { agent, url: `http://127.0.0.1:${port}${options.base ?? '/_local/fleet'}`, clock };
};

/** An action on the asset as it is, or its undo, as the product's adapter asks for it. */
export const aRequest = (
  asset: FleetAsset,
  asked: Partial<Omit<ActionRequest, 'change'>> & Pick<ActionRequest, 'action'>,
): ActionRequest => {
  const known = Asset.parse(asset);
  const { action, kind = 'apply', before = capturedOf(known, asked.action) } = asked;
  return {
    ...{ key: 'exec-1/apply', asset_id: asset.asset_id, expected_version: asset.version },
    ...{ ...asked, kind, before },
    change: kind === 'undo' ? undoOf(before, action, known) : changeOf(known, action),
  };
};

/** The first running asset of the demo dataset in the place, drifted unless said otherwise. */
export const demoAsset = (
  environment: string,
  role: string,
  fits: (asset: FleetAsset) => boolean = () => true,
): FleetAsset => {
  const found = demoDataset().assets.find(
    (asset) =>
      asset.environment === environment &&
      asset.role === role &&
      asset.state === 'running' &&
      fits(asset),
  );
  if (found === undefined) throw new Error(`The demo dataset has no such ${role}`);
  return found;
};
