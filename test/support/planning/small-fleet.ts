import { fleetVocabularyOf } from '../../../functions/domain/fleet/fleet-vocabulary.ts';
import type { Claims } from '../../../functions/domain/intent/claims.ts';
import { makeClaims } from '../../../functions/domain/intent/claims.ts';
import { readText } from '../../../functions/domain/intent/request-text.ts';
import type { Reader } from '../../../functions/domain/intent/reading.ts';
import { anAsset } from '../builders/an-asset.ts';
import { demoReader } from './intent.ts';

/** The words of a request before anybody has read them. */
export const claimsOf = (intent: string): Claims => makeClaims(readText(intent));

const assets = [
  anAsset(1, {
    name: 'Edge-Berlin',
    zone: 'us-east-1a',
    addresses: ['10.0.0.1'],
    account: '123456789012',
    vpc: 'vpc-0AB12C',
    auto_scaling_group: 'asg-Front',
    platform_version: 'Amazon Linux 2023',
    tags: { Team: 'Payments' },
  }),
  anAsset(2, { name: 'shared-1', role: 'Gateway', service: 'Billing' }),
  anAsset(3, { name: 'shared-1', environment: 'staging', service: 'orders' }),
  anAsset(4, {
    name: 'web',
    environment: 'staging',
    region: 'eu-west-1',
    zone: 'eu-west-1b',
    platform_version: 'Ubuntu 24.04',
  }),
  anAsset(5, {
    name: 'host',
    role: 'database',
    region: 'eu-central-1',
    zone: 'eu-central-1a',
    platform_version: 'Ubuntu 22.04.5 LTS',
  }),
  anAsset(6, { platform: 'windows', platform_version: 'Windows Server 2022' }),
  anAsset(7, {
    platform: 'windows',
    platform_version: 'Microsoft Windows Server 2019 Datacenter',
  }),
];

/** Reads by the product's words and a fleet of seven, whose names are spelt as people spell them. */
export const smallReader: Reader = { ...demoReader, fleet: fleetVocabularyOf(assets) };
