import { describe, expect, it } from 'vitest';
import { matchName, matchScope } from '../../../../functions/domain/intent/readers/match-scope.ts';
import type { ScopeReading } from '../../../../functions/domain/intent/readers/match-scope.ts';
import { claimsOf, smallReader } from '../../../support/planning/small-fleet.ts';

const told = (reading: ScopeReading | null) => {
  if (reading?.kind !== 'match') return reading;
  const { to, criteria, value } = reading.match;
  return { to, criteria, value };
};

const nameAt = (intent: string, at = 0) => told(matchName(claimsOf(intent), at, smallReader));
const scopeAt = (intent: string, at = 0) => told(matchScope(claimsOf(intent), at, smallReader));

describe('matchName, of what the fleet has', () => {
  it.each([
    ['I-000001 now', 2, { asset_ids: ['i-000001'] }, 'asset=i-000001'],
    ['10.0.0.1', 4, { addresses: ['10.0.0.1'] }, 'address=10.0.0.1'],
    ['EDGE-berlin servers', 2, { names: ['Edge-Berlin'] }, 'name=Edge-Berlin'],
    ['us-east-1a', 3, { zones: ['us-east-1a'] }, 'zone=us-east-1a'],
    ['vpc-0ab12c', 2, { vpcs: ['vpc-0AB12C'] }, 'vpc=vpc-0AB12C'],
    ['123456789012', 1, { accounts: ['123456789012'] }, 'account=123456789012'],
    ['asg-front', 2, { auto_scaling_groups: ['asg-Front'] }, 'auto_scaling_group=asg-Front'],
    ['Team=PAYMENTS', 2, { tags: [{ key: 'team', value: 'Payments' }] }, 'tag team=Payments'],
  ])('reads “%s” by the fleet’s own spelling', (intent, ...[to, criteria, value]) => {
    expect(nameAt(intent)).toEqual({ to, criteria, value });
    expect(scopeAt(intent)).toEqual({ to, criteria, value });
  });

  it.each([
    'us-east-1',
    'eu-central-2',
    'ap-southeast-2',
    'us-gov-west-1',
    'us-iso-east-1',
    'us-isob-east-1',
    'sa-east-1',
    'me-south-1',
  ])('reads the region %s', (region) => {
    expect(nameAt(region)).toMatchObject({
      criteria: { regions: [region] },
      value: `region=${region}`,
    });
  });

  it('knows where the assets of a name are', () => {
    const environmentsOf = (intent: string) => {
      const reading = matchName(claimsOf(intent), 0, smallReader);
      return reading?.kind === 'match' ? reading.match.environments : null;
    };

    expect(environmentsOf('shared-1')).toEqual(['production', 'staging']);
    expect(environmentsOf('i-000003')).toEqual(['staging']);
    expect(environmentsOf('us-east-1')).toEqual([]);
  });

  it.each(['web', 'host'])('reads “%s” as a word, though an asset is called so', (word) => {
    expect(nameAt(word)).toBeNull();
    expect(scopeAt(word)).not.toMatchObject({ criteria: { names: [word] } });
  });
});

describe('matchName, of what the fleet lacks', () => {
  const names = 'is the name of nothing in this fleet';
  it.each([
    ['i-01234567', 2, 'is no instance of this fleet'],
    ['i-0123456789abcdef0', 2, 'is no instance of this fleet'],
    ['mi-0123456789abcdef0', 2, 'is no instance of this fleet'],
    ['10.0.0.2', 4, 'is no address of this fleet'],
    ['192.168.100.200', 4, 'is no address of this fleet'],
    ['10.0.0.0/8', 5, 'is no address of this fleet'],
    ['10.0.0.0/24', 5, 'is no address of this fleet'],
    ['us-east-1z', 3, 'is no zone of this fleet'],
    ['us-gov-west-1a', 4, 'is no zone of this fleet'],
    ['us-isob-east-1a', 4, 'is no zone of this fleet'],
    ['ap-southeast-2c', 3, 'is no zone of this fleet'],
    ['vpc-0ab12d', 2, 'is no vpc of this fleet'],
    ['123456789013', 1, 'is no account of this fleet'],
    ['asg-back', 2, 'is no auto scaling group of this fleet'],
    ['asg_back_2', 3, 'is no auto scaling group of this fleet'],
    ['team=search', 2, 'is no tag of this fleet'],
    ['owner=me', 2, 'is no tag of this fleet'],
    ['aws:env.x-y=a=b', 6, 'is no tag of this fleet'],
    ['prod-*', 1, 'is a pattern: name the assets, or what they have in common'],
    ['amazon linux 2', 3, 'is a platform that no machine of this fleet is known to run'],
    ['ubuntu 20.04', 3, 'is a platform that no machine of this fleet is known to run'],
    ['debian', 1, 'is a platform that no machine of this fleet is known to run'],
    ['rhel 9 hosts', 2, 'is a platform that no machine of this fleet is known to run'],
  ])('refuses “%s”', (intent, to, reason) => {
    expect(nameAt(intent)).toEqual({ kind: 'unknown', to, reason });
    expect(scopeAt(intent)).toEqual({ kind: 'unknown', to, reason });
  });

  it.each([
    ['web-28', 2],
    ['web-28b', 2],
    ['Web_01', 2],
    ['prod-web-search-28', 4],
    ['prod_web_7', 3],
    ['a1-b2-c3-123456', 4],
    ['web01', 1],
    ['db2', 1],
    ['api1234', 1],
    ['web01.prod.example.com', 4],
    ['web.prod.example', 3],
    ['x-1.y_2.z3', 5],
    ['i-0123', 2],
    ['zone-1a', 2],
    ['cluster-1', 2],
    ['us-east-12', 3],
    ['use-east-1', 3],
  ])('takes “%s” for a name that nothing bears', (intent, to) => {
    expect(nameAt(intent)).toEqual({ kind: 'unknown', to, reason: names, names: true });
  });

  it.each([
    ...['cve-2026-1234', 'iso-27001', 'nist-800', 'cis-1', 'pci-4', 'soc2', 'http2', 'http-2'],
    ...['tls12', 'x86_64', 'utf-8', 'level-3', 'tier-1', 'p1', 'sev-2', 'q3-2026', 'ipv6'],
    ...['v2-1', 's3-1', 'ec2-2'],
    ...['web-1234567', 'web12345', 'gw7', 'web', 'prod-web', 'web-two', '7-11', 'a.b', 'a.b.c/d'],
    ...[
      'x10.0.0.1',
      'A.12.6.1',
      'CC6.1-CC6.8',
      '0.0.0.0',
      '0.0.0.0/0',
      '1.2.3',
      '1.2.3.4.5',
      '1234.1.1.1',
      '10.0.0.1000',
      '10.0.0.1/240',
    ],
    ...['us-east', 'vpc-zz', 'vpc-0ab', 'myvpc-0ab12d'],
    ...['12345678901', '1234567890123', 'asg', 'i-01234567g', 'my-i-01234567', '=x', 'x=', '/a=b'],
    ...[
      '8web-28',
      'web.-.',
      '.web01',
      'x/web.prod.example',
      '3web01',
      'i-0123456789abcdef012',
      'windows',
      'linux',
      'servers',
      'us',
    ],
  ])('takes “%s” for no name', (intent) => {
    expect(nameAt(intent)).toBeNull();
  });

  it('reads a name from its first word only', () => {
    expect(nameAt('edge-berlin', 1)).toBeNull();
    expect(nameAt('10.0.0.2', 2)).toBeNull();
    expect(nameAt('team=search', 1)).toBeNull();
    expect(nameAt('vpc-0ab12d', 1)).toBeNull();
    expect(nameAt('the web-28', 1)).toMatchObject({ kind: 'unknown', to: 3 });
    expect(nameAt('web-28', 5)).toBeNull();
  });

  it('leaves alone what somebody has taken', () => {
    const claims = claimsOf('edge-berlin web');
    claims.take({ from: 1, to: 2, as: 'exclusion', value: null });

    expect(matchName(claims, 0, smallReader)).toBeNull();
    expect(told(matchScope(claims, 2, smallReader))).toMatchObject({ value: 'role=web' });
  });
});

describe('matchName, of platforms that are narrower than Linux or Windows', () => {
  const windows2019 = 'Microsoft Windows Server 2019 Datacenter';
  it.each([
    ['amazon linux 2023', 3, ['Amazon Linux 2023']],
    ['amazon linux', 2, ['Amazon Linux 2023']],
    ['amazon-linux boxes', 2, ['Amazon Linux 2023']],
    ['ubuntu', 1, ['Ubuntu 22.04.5 LTS', 'Ubuntu 24.04']],
    ['ubuntu servers', 1, ['Ubuntu 22.04.5 LTS', 'Ubuntu 24.04']],
    ['ubuntu server', 1, ['Ubuntu 22.04.5 LTS', 'Ubuntu 24.04']],
    ['ubuntu 24.04 servers', 3, ['Ubuntu 24.04']],
    ['ubuntu server 24.04', 4, ['Ubuntu 24.04']],
    ['ubuntu 22', 2, ['Ubuntu 22.04.5 LTS']],
    ['ubuntu 22.04', 3, ['Ubuntu 22.04.5 LTS']],
    ['ubuntu 22.04.5', 4, ['Ubuntu 22.04.5 LTS']],
    ['windows 2022', 2, ['Windows Server 2022']],
    ['windows server 2022', 3, ['Windows Server 2022']],
    ['windows 2019 machines', 2, [windows2019]],
    ['windows server 2019', 3, [windows2019]],
    ['windows server', 2, [windows2019, 'Windows Server 2022']],
    ['windows server core', 2, [windows2019, 'Windows Server 2022']],
  ])('reads “%s”', (intent, to, versions) => {
    expect(nameAt(intent)).toEqual({
      to,
      criteria: { platform_versions: versions },
      value: `platform=${versions.join(', ')}`,
    });
  });

  it.each(['ubuntu 22.0', 'ubuntu 2', 'ubuntu v24.04', 'ubuntu 24.04.1.1', 'linux 5', 'win 2022'])(
    'widens “%s” to no other version',
    (intent) => {
      expect(nameAt(intent)).toMatchObject({ kind: 'unknown' });
    },
  );
});

describe('matchScope, of the words for assets', () => {
  it.each([
    ['web servers', 1, { roles: ['web'] }, 'role=web'],
    ['databases', 1, { roles: ['database'] }, 'role=database'],
    ['postgres', 1, { roles: ['database'] }, 'role=database'],
    ['web-servers', 2, { roles: ['web'] }, 'role=web'],
    ['front-end', 2, { roles: ['web'] }, 'role=web'],
    ['redis-cache', 1, { roles: ['cache'] }, 'role=cache'],
    ['gateway', 1, { roles: ['Gateway'] }, 'role=Gateway'],
    ['gateways', 1, { roles: ['Gateway'] }, 'role=Gateway'],
    ['billing', 1, { services: ['Billing'] }, 'service=Billing'],
    ['Billings', 1, { services: ['Billing'] }, 'service=Billing'],
    ['billing-service', 1, { services: ['Billing'] }, 'service=Billing'],
    ['order', 1, { services: ['orders'] }, 'service=orders'],
    ['linux', 1, { platforms: ['linux'] }, 'platform=linux'],
    ['win', 1, { platforms: ['windows'] }, 'platform=windows'],
    ['windows', 1, { platforms: ['windows'] }, 'platform=windows'],
    ['servers', 1, {}, null],
    ['fleet', 1, {}, null],
    ['US', 1, { regions: ['us-east-1'] }, 'region=us-east-1'],
    ['US web servers', 1, { regions: ['us-east-1'] }, 'region=us-east-1'],
    ['united states', 2, { regions: ['us-east-1'] }, 'region=us-east-1'],
    ['northern virginia', 2, { regions: ['us-east-1'] }, 'region=us-east-1'],
    ['europe', 1, { regions: ['eu-central-1', 'eu-west-1'] }, 'region=eu-central-1, eu-west-1'],
    ['Frankfurt web servers', 1, { regions: ['eu-central-1'] }, 'region=eu-central-1'],
  ])('reads “%s”', (intent, ...[to, criteria, value]) => {
    expect(scopeAt(intent)).toEqual({ to, criteria, value });
    expect(nameAt(intent)).toBeNull();
  });

  it.each([
    ['asia', 1],
    ['middle east', 2],
    ['canada west', 2],
    ['hong kong and', 2],
  ])('refuses “%s”, where the fleet has nothing', (intent, to) => {
    expect(scopeAt(intent)).toEqual({
      kind: 'unknown',
      to,
      reason: 'holds no region of this fleet',
    });
  });

  it.each(['orderss', 'front end', 'atlantis', 'a', '.'])('reads nothing in “%s”', (intent) => {
    expect(scopeAt(intent)).toBeNull();
  });

  it.each([
    ['for us', 1, null],
    ['patch us', 1, null],
    ['in the us', 2, { to: 3 }],
    ['in US', 1, { to: 2 }],
    ['in Us', 1, null],
  ])('tells the country from the people in “%s”', (intent, at, expected) => {
    const reading = scopeAt(intent, at);

    if (expected === null) expect(reading).toBeNull();
    else expect(reading).toMatchObject({ ...expected, criteria: { regions: ['us-east-1'] } });
  });

  it('joins two words to a role where they are written as one', () => {
    expect(scopeAt('db server', 0)).toMatchObject({ to: 1 });
    expect(scopeAt('db-server', 0)).toMatchObject({ to: 2 });
  });

  it('takes a word that names a role for no service', () => {
    expect(scopeAt('apis')).toMatchObject({ value: 'role=api' });
    expect(scopeAt('', 0)).toBeNull();
  });

  it('reads nothing behind the last word', () => {
    expect(scopeAt('web', 1)).toBeNull();
  });
});
