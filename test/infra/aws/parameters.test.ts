import { describe, expect, it } from 'vitest';
import { environmentOf } from '../../../infra/aws/compute/function-environment.ts';
import { grantRights } from '../../../infra/aws/compute/grant-rights.ts';
import type { GrantProps } from '../../../infra/aws/compute/grant-rights.ts';
import { parseParameters } from '../../../infra/aws/parameters.ts';

const given = {
  stackName: 'orchestrator',
  authIssuer: 'https://issuer.example.com',
  authAudience: ['orchestrator'],
  approvers: 'on-call=on-call@example.com',
  emailFrom: 'AI Orchestrator <orchestrator@example.com>',
  simulatedFleetUrl: 'https://fleet.example.com',
};

describe('the parameters of a deployment', () => {
  it('have defaults for what a customer need not say', () => {
    expect(parseParameters(given)).toEqual({
      ...given,
      authOrgClaim: 'org_id',
      submissionsPerMinute: 120,
      authRolesClaim: 'roles',
      notification: {},
      intent: {},
      anchorRetentionDays: 400,
      logLevel: 'info',
    });
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'orchestrator.'],
    ['no issuer', { ...given, authIssuer: undefined }, 'orchestrator.authIssuer'],
    ['an issuer without TLS', { ...given, authIssuer: 'http://x.example.com' }, 'authIssuer'],
    ['no audience', { ...given, authAudience: [] }, 'orchestrator.authAudience'],
    ['a fleet without TLS', { ...given, simulatedFleetUrl: 'http://x' }, 'simulatedFleetUrl'],
    [
      'a fleet that does not exist yet',
      { ...given, fleet: 'aws' },
      'orchestrator.fleet: must be simulated: the fleet of live AWS accounts does not exist yet; for example fleet: "simulated"',
    ],
    ['a fleet that nobody knows', { ...given, fleet: 'moon' }, 'orchestrator.fleet: must be'],
    ['an odd stack name', { ...given, stackName: '1 stack' }, 'orchestrator.stackName'],
    ['an unknown member', { ...given, authIsuer: 'x' }, 'authIsuer'],
    ['a word for an issuer', { ...given, authIssuer: 'issuer' }, 'must be a whole https address'],
    ['a person without address', { ...given, approvers: 'bob' }, 'at entry 1: is not id=address'],
    ['no approver', { ...given, approvers: '' }, 'orchestrator.approvers: must name an approver'],
    [
      'one approver twice',
      { ...given, approvers: 'a=a@x.org,a=b@x.org' },
      'orchestrator.approvers: at entry 2: entry 1 has the same id; for example approvers: "',
    ],
    ['two senders', { ...given, emailFrom: 'a@x.org, b@x.org' }, 'orchestrator.emailFrom'],
    ['a public path', { ...given, publicUrl: 'https://x.example/a' }, 'orchestrator.publicUrl'],
    ['a public address without TLS', { ...given, publicUrl: 'http://x.example' }, 'publicUrl'],
    ['a loud log', { ...given, logLevel: 'verbose' }, 'must be debug, info, warn or error'],
    [
      'a setting of notices that nothing knows',
      { ...given, notification: { slak_enabled: true } },
      'orchestrator.notification.slak_enabled: is not a known setting',
    ],
  ])('with %s are refused by name', (_, context, named) => {
    expect(() => parseParameters(context)).toThrow(/^cdk\.json, context:\n/);
    expect(() => parseParameters(context)).toThrow(named);
    expect(() => parseParameters(context)).not.toThrow(/Invalid|expected|received/);
  });
});

describe('the environment of a function', () => {
  it('has the named variables and no machine, which would be a circle', () => {
    const environment = environmentOf(['TABLE_NAME', 'PUBLIC_URL', 'TASK_LIFECYCLE_ARN'], {
      parameters: parseParameters(given),
      tableName: 'tasks',
      topicArn: 'arn:topic',
      anchorKeyArn: 'arn:key',
      anchorBucket: 'anchors',
      publicUrl: 'https://api.example.com',
    });

    expect(environment).toEqual({ TABLE_NAME: 'tasks', PUBLIC_URL: 'https://api.example.com' });
  });
});

describe('the table of rights', () => {
  it('has no line for a function that is not there', () => {
    const props = { functions: new Map() } as unknown as GrantProps;

    expect(() => grantRights(props)).toThrow('rights: no function is named api-read');
  });
});
