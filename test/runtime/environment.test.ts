import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  readEnvironment,
  variableExamples,
  variables,
} from '../../functions/runtime/environment.ts';
import type { VariableName } from '../../functions/runtime/environment.ts';

afterEach(() => vi.unstubAllEnvs());

const messageOf = (name: VariableName, value: string | undefined): string => {
  vi.stubEnv(name, value);
  try {
    readEnvironment(name);
  } catch (error) {
    return (error as Error).message;
  }
  return 'was accepted';
};

describe('the environment', () => {
  it('is parsed, and only what is named', () => {
    vi.stubEnv('TABLE_NAME', 'tasks');
    vi.stubEnv('LOCAL_IDENTITY', 'true');
    vi.stubEnv('COOLDOWN_SECONDS', '0');
    vi.stubEnv('PUBLIC_URL', 'https://Example.com:443/');
    vi.stubEnv('SIMULATED_FLEET_URL', 'not a url');

    expect(
      readEnvironment('TABLE_NAME', 'LOCAL_IDENTITY', 'COOLDOWN_SECONDS', 'PUBLIC_URL'),
    ).toEqual({
      TABLE_NAME: 'tasks',
      LOCAL_IDENTITY: true,
      COOLDOWN_SECONDS: 0,
      PUBLIC_URL: 'https://example.com',
    });
  });

  it.each<[VariableName, unknown]>([
    ['LOG_LEVEL', 'info'],
    ['LOG_FORMAT', 'json'],
    ['AUTH_ORG_CLAIM', 'org_id'],
    ['AUTH_ROLES_CLAIM', 'roles'],
    ['LOCAL_IDENTITY', false],
    ['FLEET', 'simulated'],
    ['POLICY_DIR', 'policies'],
    ['OPA_URL', undefined],
    ['NOTIFICATION_CONFIG', '{}'],
    ['TOPIC_ARN', undefined],
    ['EMAIL_FROM', 'AI Orchestrator <orchestrator@localhost>'],
    ['APPROVERS', ''],
    ['GATE_EXPIRY_SECONDS', 86_400],
    ['COOLDOWN_SECONDS', 1_800],
  ])('has a default for %s, also where it is set to nothing', (name, value) => {
    vi.stubEnv(name, undefined);
    expect(readEnvironment(name)).toEqual({ [name]: value });
    vi.stubEnv(name, '');
    expect(readEnvironment(name)).toEqual({ [name]: value });
  });

  it.each<VariableName>([
    'TABLE_NAME',
    'PUBLIC_URL',
    'TASK_LIFECYCLE_ARN',
    'PHASED_ROLLOUT_ARN',
    'ROLL_BACK_ARN',
    'SIMULATED_FLEET_URL',
  ])('fails naming %s where it is missing', (name) => {
    expect(messageOf(name, undefined)).toContain(`Environment variable ${name}: `);
  });

  it.each<[VariableName, string]>([
    ['LOG_LEVEL', 'loud-secret'],
    ['LOG_FORMAT', 'secret'],
    ['PUBLIC_URL', 'secret'],
    ['PUBLIC_URL', 'https://example.com/secret'],
    ['LOCAL_IDENTITY', 'secret'],
    ['APPROVERS', 'secret'],
    ['EMAIL_FROM', 'secret'],
    ['NOTIFICATION_CONFIG', '{"smtp_port":"secret"}'],
    ['TOPIC_ARN', 'secret'],
    ['TASK_LIFECYCLE_ARN', 'secret'],
    ['GATE_EXPIRY_SECONDS', '1e3'],
    ['SIMULATED_FLEET_URL', 'secret'],
    ['OPA_URL', 'secret'],
    ['GATE_EXPIRY_SECONDS', 'secret'],
    ['GATE_EXPIRY_SECONDS', '0'],
    ['COOLDOWN_SECONDS', '-1'],
    ['COOLDOWN_SECONDS', '1.5'],
  ])('fails naming %s and never its value %s', (name, value) => {
    const message = messageOf(name, value);

    expect(message).toContain(`Environment variable ${name}: `);
    expect(message).not.toContain('secret');
    expect(message).toContain(`; for example ${name}=${variableExamples[name]}`);
  });

  it.each(Object.entries(variableExamples))(
    'takes the example that it gives of %s',
    (name, value) => {
      expect(messageOf(name as VariableName, value)).toBe('was accepted');
    },
  );

  it('knows no variable that is a secret by its name', () => {
    const secret = /PASSWORD|SECRET|TOKEN|API_KEY/;

    expect(Object.keys(variables).filter((name) => secret.test(name))).toEqual([]);
  });
});
