import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { functionEnvironment, readSettings } from '../../../infra/local/settings.ts';

const aRoot = (config?: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'root-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  if (config !== undefined) writeFileSync(join(folder, 'orchestrator.yaml'), config);
  return folder;
};

const place = {
  origin: 'http://127.0.0.1:8083',
  fleetUrl: 'http://127.0.0.1:9/fleet',
  machines: ['task-lifecycle', 'roll-back'],
};

describe('the settings of the local target', () => {
  it('need nothing', () => {
    const root = aRoot();

    expect(readSettings({}, root)).toMatchObject({
      host: '127.0.0.1',
      port: 8083,
      tableName: 'ai-orchestrator',
      fleet: 'demo',
      issuer: null,
      cooldownSeconds: '0',
      policyDir: join(root, 'policies', 'bundle'),
    });
  });

  const refused: readonly [Record<string, string>, RegExp][] = [
    [{ HOST: '0.0.0.0' }, /HOST is 0\.0\.0\.0: without AUTH_ISSUER/],
    [{ HOST: '::' }, /without AUTH_ISSUER/],
    [{ HOST: 'localhost' }, /without AUTH_ISSUER/],
    [{ AUTH_ISSUER: 'https://id.example' }, /AUTH_AUDIENCE/],
    [{ AUTH_ISSUER: 'nonsense', AUTH_AUDIENCE: 'api' }, /AUTH_ISSUER/],
    [{ PORT: 'eighty' }, /PORT/],
    [{ PORT: '70000' }, /PORT/],
    [{ FLEET: 'file' }, /FLEET_FILE/],
    [{ FLEET: 'moon' }, /FLEET/],
    [{ CONFIG_FILE: 'missing.yaml' }, /CONFIG_FILE .*missing\.yaml/],
  ];
  it.each(refused)('are refused as %o', (variables, message) => {
    expect(() => readSettings(variables, aRoot())).toThrow(message);
  });

  it('take an empty variable for none', () => {
    expect(readSettings({ AUTH_ISSUER: '', PORT: '' }, aRoot()).issuer).toBeNull();
  });

  it('let it listen elsewhere with an issuer', () => {
    const settings = readSettings(
      { HOST: '0.0.0.0', AUTH_ISSUER: 'https://id.example/', AUTH_AUDIENCE: 'api, other' },
      aRoot(),
    );

    expect(settings.issuer).toEqual({ url: 'https://id.example/', audience: ['api', 'other'] });
    expect(functionEnvironment(settings, place)).toMatchObject({
      LOCAL_IDENTITY: 'false',
      NOTIFICATION_CONFIG: '{}',
    });
  });

  it('take a fleet file for a file fleet, and a live fleet needs its cooldown', () => {
    expect(readSettings({ FLEET_FILE: 'fleet.json' }, aRoot()).fleet).toBe('file');
    expect(readSettings({ FLEET: 'aws' }, aRoot()).cooldownSeconds).toBe('1800');
  });

  it('name a configuration file that is no YAML', () => {
    expect(() => readSettings({}, aRoot('notification: ['))).toThrow(/orchestrator\.yaml/);
  });

  it('send every message to the outbox when no configuration says otherwise', () => {
    const environment = functionEnvironment(readSettings({}, aRoot()), place);

    expect(JSON.parse(environment['NOTIFICATION_CONFIG'] ?? '')).toMatchObject({
      slack_webhook_url: 'http://127.0.0.1:8083/_local/outbox/slack',
      webhook_url: 'http://127.0.0.1:8083/_local/outbox/webhook',
    });
    expect(environment).toMatchObject({
      PUBLIC_URL: 'http://127.0.0.1:8083',
      SIMULATED_FLEET_URL: 'http://127.0.0.1:9/fleet',
      LOCAL_IDENTITY: 'true',
      TASK_LIFECYCLE_ARN: 'arn:aws:states:us-east-1:000000000000:stateMachine:task-lifecycle',
      ROLL_BACK_ARN: 'arn:aws:states:us-east-1:000000000000:stateMachine:roll-back',
    });
  });

  it('name a member of the configuration that nothing knows', () => {
    const root = aRoot('notification:\n  smtp_hots: mail.example.com\n');

    expect(() => readSettings({}, root)).toThrow(/orchestrator\.yaml: .*smtp_hots/);
  });

  it('hand the notification part of the configuration on, and mail those it names', () => {
    const root = aRoot(
      'notification:\n  email_enabled: true\n  email_to:\n    - ops@example.com\n    - sre@example.com\n',
    );

    const environment = functionEnvironment(readSettings({}, root), place);

    expect(JSON.parse(environment['NOTIFICATION_CONFIG'] ?? '')).toEqual({
      email_enabled: true,
      email_to: ['ops@example.com', 'sre@example.com'],
    });
    expect(environment['APPROVERS']).toBe(
      'ops@example.com=ops@example.com,sre@example.com=sre@example.com',
    );
  });
});
