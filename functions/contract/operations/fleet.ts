import { GetFleetQuery, ListFleetAssetsQuery } from '../../domain/fleet/fleet-requests.ts';
import { FleetAssetPage, FleetView } from '../../domain/fleet/fleet-view.ts';
import { base } from '../operation.ts';
import type { Operations } from '../operation.ts';

export const fleetOperations = {
  getFleet: {
    method: 'GET',
    path: `${base}/fleet`,
    group: 'read',
    summary: 'The fleet in numbers: what is managed, what is not and why, sources with their age',
    query: GetFleetQuery,
    answers: { json: { 200: FleetView } },
  },
  listFleetAssets: {
    method: 'GET',
    path: `${base}/fleet/assets`,
    group: 'read',
    summary: 'The fleet’s assets, or with `managed=false` the others',
    query: ListFleetAssetsQuery,
    answers: { json: { 200: FleetAssetPage } },
  },
} as const satisfies Operations;
