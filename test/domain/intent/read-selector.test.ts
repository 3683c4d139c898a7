import { describe, expect, it } from 'vitest';
import { foldIntent, intentWords } from '../../../functions/domain/intent/intent-words.ts';
import { readSelector } from '../../../functions/domain/intent/read-selector.ts';
import type { SelectorReading } from '../../../functions/domain/intent/read-selector.ts';

const read = (intent: string): SelectorReading => readSelector(intentWords(foldIntent(intent)));

describe('what words select', () => {
  it.each([
    ['patch everything', {}],
    ['patch web and app servers', { roles: ['app', 'web'] }],
    ['patch linux', { platforms: ['linux'] }],
    ['patch windows and ubuntu', { platforms: ['linux', 'windows'] }],
    ['patch us-west-2 and eu-west-1', { regions: ['eu-west-1', 'us-west-2'] }],
    ['patch us-gov-west-1', { regions: ['us-gov-west-1'] }],
    ['patch ap-southeast-1', { regions: ['ap-southeast-1'] }],
    ['patch in oregon', { regions: ['us-west-2'] }],
    ['patch i-0abc12345678', { asset_ids: ['i-0abc12345678'] }],
    ['patch i-ffffffff and i-00000000', { asset_ids: ['i-00000000', 'i-ffffffff'] }],
    ['patch i-abc', {}],
    ['patch checkout', { services: ['checkout'] }],
    ['patch payments and checkout', { services: ['checkout', 'payment'] }],
    ['search for patches', {}],
    ['patch the search service', { services: ['search'] }],
    ['patch search services', { services: ['search'] }],
    ['patch the orders team', { services: ['orders'] }],
    ['patch search servers', { services: ['search'] }],
    ['patch search web', { services: ['search'], roles: ['web'] }],
    ['patch servers for search', { services: ['search'] }],
    ['patch servers of orders, now', { services: ['orders'] }],
    ['patch servers for search and web', { services: ['search'], roles: ['web'] }],
    ['look for orders now', {}],
    ['patch the billing service', { services: ['billing'] }],
    ['patch the order service', { services: ['orders'] }],
    ['patch the web service', { roles: ['web'] }],
    ['patch servers of billing', { services: ['billing'] }],
    ['patch web of billing', { services: ['billing'], roles: ['web'] }],
    ['patch servers for billing in production', { services: ['billing'] }],
    ['patch servers for billing quickly', {}],
    ['scan servers for drift', {}],
    ['patches of billing', {}],
    ['patch bastion servers', { roles: ['bastion'] }],
    ['patch the affected servers', {}],
    ['patch recently servers', {}],
    ['patch growing servers', {}],
    ['patch locked servers', {}],
    ['patch 7 servers', {}],
    ['patch x servers', {}],
    ['patch bastion', {}],
  ])('“%s”: %j', (intent, narrowing) => {
    expect(read(intent)).toMatchObject({ kind: 'read', narrowing });
    const reading = read(intent);
    expect(reading.kind === 'read' && reading.narrowing).toEqual(narrowing);
  });

  it.each([
    ['patch everything except databases', { roles: ['api', 'app', 'cache', 'web', 'worker'] }],
    ['patch web but not databases', { roles: ['web'] }],
    ['patch web but not web', { roles: ['web'] }],
    ['patch everything except windows', { platforms: ['linux'] }],
    ['patch everything except linux', { platforms: ['windows'] }],
    ['patch windows, not linux', { platforms: ['windows'] }],
    ['patch everything except linux or windows', {}],
    ['patch checkout, not payments', { services: ['checkout'] }],
    ['patch us-east-1, not us-west-2', { regions: ['us-east-1'] }],
    ['patch i-0000000a, not i-0000000b', { asset_ids: ['i-0000000a'] }],
  ])('without what is excluded: “%s”: %j', (intent, narrowing) => {
    const reading = read(intent);

    expect(reading.kind === 'read' && reading.narrowing).toEqual(narrowing);
  });

  const zone = 'A single zone can’t be selected; name a region.';
  const share = 'A share of the assets can’t be selected; name a number or what tells them apart.';
  const names =
    'Assets can be selected by environment, role, service, platform, region or instance id only.';
  const exclusion = (what: string) =>
    `An exclusion of a ${what} can’t be expressed; name the ${what}s that are wanted.`;

  it.each([
    ['patch us-east-1a', zone],
    ['patch servers in eu-central-1b please', zone],
    ['patch us-gov-west-1c', zone],
    ['patch 10% of servers', share],
    ['patch 10 percent of servers', share],
    ['patch half of the servers', share],
    ['patch a third of them', share],
    ['patch most of them', share],
    ['patch servers named a', names],
    ['patch servers owned by ops', names],
    ['patch servers older than a year', names],
    ['patch servers whose disk is full', names],
    ['patch everything except checkout', exclusion('service')],
    ['patch everything except us-east-1', exclusion('region')],
    ['patch everything except i-0000000a', exclusion('asset')],
  ])('“%s” can’t be selected: %s', (intent, reason) => {
    expect(read(intent)).toEqual({ kind: 'unclear', reason });
  });
});

describe('what words constrain', () => {
  it.each([
    ['patch servers', {}],
    ['patch cve-2026-0002 and cve-2026-0001', { cve_ids: ['CVE-2026-0001', 'CVE-2026-0002'] }],
    ['patch cve-2026-0001 and cve-2026-0001', { cve_ids: ['CVE-2026-0001'] }],
    ['patch all, not cve-2026-0001', {}],
    ['patch critical cves', { min_severity: 'critical' }],
    ['patch high and critical cves', { min_severity: 'high' }],
    ['patch medium-severity flaws', { min_severity: 'medium' }],
    ['patch low risk flaws', { min_severity: 'low' }],
    ['patch critical servers', {}],
    ['patch high', {}],
    ['patch at most 10 servers', { max_assets: 10 }],
    ['patch only 3', { max_assets: 3 }],
    ['patch just 4 web servers', { max_assets: 4 }],
    ['patch the first 12', { max_assets: 12 }],
    ['patch 5 servers', { max_assets: 5 }],
    ['patch 5 big web servers', { max_assets: 5 }],
    ['patch 5 hosts', { max_assets: 5 }],
    ['patch 0 servers', {}],
    ['patch 5 of them', {}],
    ['patch version 1.5 servers', {}],
    ['patch servers cautiously', { profile: 'cautious' }],
    ['carefully patch servers', { profile: 'cautious' }],
    ['patch servers slowly', { profile: 'cautious' }],
    ['do not patch slowly', {}],
    ['patch at most 2 servers, carefully', { max_assets: 2, profile: 'cautious' }],
  ])('“%s”: %j', (intent, constraints) => {
    const reading = read(intent);

    expect(reading.kind === 'read' && reading.constraints).toEqual(constraints);
  });
});
