import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { variables } from '../../../../functions/runtime/environment.ts';
import { checkStart } from '../../../../infra/local/settings/check-start.ts';
import { functionEnvironment } from '../../../../infra/local/settings/function-environment.ts';
import {
  localVariableNames,
  readVariable,
} from '../../../../infra/local/settings/local-variables.ts';
import {
  checkSettings,
  readSettings,
  SettingsFault,
} from '../../../../infra/local/settings/settings.ts';

const aRoot = (config?: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'root-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  if (config !== undefined) writeFileSync(join(folder, 'orchestrator.yaml'), config);
  return folder;
};

const aFile = (text: string): string => {
  const file = join(aRoot(), 'file');
  writeFileSync(file, text);
  return file;
};

const place = {
  origin: 'http://127.0.0.1:8083',
  fleetUrl: 'http://127.0.0.1:9/fleet',
  machines: ['task-lifecycle', 'roll-back'],
};

const faultsOf = (environment: Record<string, string>): readonly string[] =>
  checkSettings(environment, aRoot()).faults;

const startFaults = async (environment: Record<string, string>): Promise<readonly string[]> => {
  const data = join(aRoot(), 'data');
  try {
    await checkStart({ PORT: '0', DATA_DIR: data, ...environment }, aRoot());
  } catch (error) {
    if (error instanceof SettingsFault) return error.faults;
    throw error;
  }
  return [];
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
      policyDir: join(root, 'policies', 'bundle'),
    });
  });

  it('take the tag keys of a fleet file for the words of the org', () => {
    const settings = readSettings(
      {
        FLEET_FILE: 'x.json',
        FLEET_TAGS: 'environment = Umgebung|Env, role=Tier',
        INTENT_SETTINGS: '{"environments":{"staging":["uat"]}}',
      },
      aRoot(),
    );
    const handedOn = functionEnvironment(settings, place)['INTENT_SETTINGS'] ?? '';

    expect(JSON.parse(handedOn)).toEqual(settings.intent);
    expect(settings.intent).toEqual({
      environments: { staging: ['uat'] },
      tag_keys: { environment: ['Umgebung', 'Env'], role: ['Tier'] },
    });
  });

  const ambiguous: readonly [Record<string, string>, string][] = [
    [{ HOST: '0.0.0.0' }, 'HOST is 0.0.0.0: without AUTH_ISSUER'],
    [{ HOST: '::' }, 'HOST is ::: without AUTH_ISSUER'],
    [{ HOST: 'localhost' }, 'HOST is localhost: without AUTH_ISSUER'],
    [{ AUTH_ISSUER: 'https://id.example' }, 'AUTH_AUDIENCE is needed beside AUTH_ISSUER'],
    [{ AUTH_AUDIENCE: 'api' }, 'AUTH_ISSUER is needed beside AUTH_AUDIENCE'],
    [{ LOCAL_IDENTITY: 'false' }, 'AUTH_ISSUER is needed where LOCAL_IDENTITY is false'],
    [
      { LOCAL_IDENTITY: 'true', AUTH_ISSUER: 'https://id.example', AUTH_AUDIENCE: 'a' },
      'LOCAL_IDENTITY is true and AUTH_ISSUER is given',
    ],
    [{ FLEET: 'file' }, 'FLEET_FILE must name the output of describe-instances'],
    [{ FLEET: 'demo', FLEET_FILE: 'x.json' }, 'FLEET is demo and FLEET_FILE names another'],
    [{ SSM_FILE: 'x.json' }, 'FLEET_FILE is needed beside SSM_FILE'],
    [{ GOLDEN_IMAGES: 'web=ami-a' }, 'FLEET_FILE is needed beside GOLDEN_IMAGES'],
    [{ FLEET_TAGS: 'role=Tier' }, 'FLEET_FILE is needed beside FLEET_TAGS'],
    [
      {
        FLEET_FILE: 'x.json',
        FLEET_TAGS: 'role=Tier',
        INTENT_SETTINGS: '{"tag_keys":{"role":["Layer"]}}',
      },
      'FLEET_TAGS is given, and the intent settings have tag_keys too',
    ],
  ];
  it.each(ambiguous)('are refused together as %o', (environment, message) => {
    const faults = faultsOf(environment);

    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(message);
    expect(faults[0]).toMatch(/; for example [A-Z_]+=/);
  });

  const malformed: readonly [string, readonly string[]][] = [
    ['FLEET_TAGS', ['role', 'role=', 'role=a|', 'colour=Blue', 'role=a,role=b', 'role=a=b', ',']],
    ['INTENT_SETTINGS', ['x', '[]', '{"words":{}}', '{"time_zone":"Berlin"}']],
    ['PORT', ['eighty', '70000', '-1', '+80', ' 80', '80 ', '1e3', '0x10', '080', '8083.0', '٨٠']],
    [
      'GATE_EXPIRY_SECONDS',
      ['1h', '0', '-5', '1.5', '1e3', '0x10', ' 60', '2592001', 'NaN', '1_000'],
    ],
    ['COOLDOWN_SECONDS', ['30m', '-1', '1.5', '2592001', 'Infinity', '٣']],
    ['HOST', ['http://127.0.0.1', '127.0.0.1:80', '[::1]', 'a b', '-a', 'a_b', '<b>']],
    ['DATA_DIR', [' .data', 'a\nb', 'a\u0000b']],
    ['LOG_LEVEL', ['verbose', 'INFO', 'warning', ' info']],
    ['LOG_FORMAT', ['yaml', 'JSON']],
    ['TABLE_NAME', ['ab', 'a b', 'a#b', '<b>']],
    ['AUTH_ORG_CLAIM', ['org id', 'a\tb']],
    ['AUTH_ROLES_CLAIM', ['a b', '\u202eroles']],
    [
      'AUTH_ISSUER',
      [
        'nonsense',
        'id.example',
        'http://id.example',
        'ftp://id.example',
        'https://u:p@id.example',
        'https://id.example?x=1',
        'https://id.example#x',
        ' https://id.example',
        'https://id.example/\n',
      ],
    ],
    ['AUTH_AUDIENCE', ['a,,b', ',', 'a,', 'a b', 'a,a']],
    [
      'PUBLIC_URL',
      [
        'orchestrator.example.com',
        'https://x.example/orchestrator',
        'https://x.example/?a=1',
        'https://x.example#a',
        'https://u:p@x.example',
        'ws://x.example',
        'https://',
        'https://x.example/"><script>',
      ],
    ],
    [
      'OPA_URL',
      ['opa:8181', 'unix:///opa', 'http://u:p@opa', 'http://opa/?x', 'javascript:alert(1)'],
    ],
    ['FLEET', ['moon', 'Demo', 'aws']],
    [
      'GOLDEN_IMAGES',
      [
        'web',
        'web=',
        '=ami-a',
        'web=a,',
        ',web=a',
        'web=a,,db=b',
        'web=a,web=b',
        'web=a,WEB=a',
        'web=a b',
        'web/macos=a',
        'web=<b>',
        'web/linux=a,web/linux=b',
      ],
    ],
    [
      'APPROVERS',
      [
        'bob',
        'bob=',
        '=bob@example.com',
        'bob=nowhere',
        'a=a@x.org;b=b@x.org',
        'a=a@x.org,',
        'a=a@x.org,,b=b@x.org',
        'a=a@x.org,a=b@x.org',
        'a=a@x.org,b=A@x.org',
        '<b>a</b>=a@x.org',
        'a b=a@x.org',
        '\u202ea=a@x.org',
      ],
    ],
    [
      'EMAIL_FROM',
      [
        'Ops',
        'Ops <ops>',
        '<b>Ops</b> <ops@x.org>',
        'a@x.org, b@x.org',
        'Ops, Team <ops@x.org>',
        'ops@x.org\nBcc: b@x.org',
        'Ops <ops@x.org',
        'Ops <a@x.org> <b@x.org>',
      ],
    ],
    ['NOTIFICATION_CONFIG', ['{', 'null', '[]', '"x"', '{"smtp_port":"587"}', '{"slack":1}']],
  ];
  it.each(malformed.flatMap(([name, texts]) => texts.map((text) => [name, text] as const)))(
    'are refused with %s as %j, by name and with an example that is accepted',
    (name, text) => {
      const beside = ['GOLDEN_IMAGES'].includes(name) ? { FLEET_FILE: 'x.json' } : {};
      const faults = faultsOf({ ...beside, [name]: text }).filter((fault) =>
        fault.startsWith(`${name} `),
      );

      expect(faults.length).toBeGreaterThan(0);
      for (const fault of faults) {
        const example = new RegExp(`; for example ${name}=(.+)$`).exec(fault)?.[1];
        expect(example).toBeDefined();
        expect(() => readVariable({ [name]: example }, name as 'PORT')).not.toThrow();
        expect(fault).not.toMatch(/Invalid|expected (string|number|one)|received|regex|pattern/i);
      }
    },
  );

  it.each([
    ['aws', 'FLEET must be demo or file: the fleet of live AWS accounts does not exist yet'],
    ['moon', 'FLEET must be demo or file'],
    ['toString', 'FLEET must be demo or file'],
  ])('refuse the fleet %s by its name, and take no other for it', (name, fault) => {
    expect(() => readSettings({ FLEET: name }, aRoot())).toThrow(
      new RegExp(`^${fault}; for example FLEET=file$`),
    );
  });

  it('know every variable of the functions: handed on, or made here', () => {
    const madeHere = Object.keys(variables).filter(
      (name) => !(localVariableNames as readonly string[]).includes(name),
    );

    expect(madeHere).toEqual([
      'LOCAL_IDENTITY',
      'TASK_LIFECYCLE_ARN',
      'PHASED_ROLLOUT_ARN',
      'ROLL_BACK_ARN',
      'SIMULATED_FLEET_URL',
      'TOPIC_ARN',
      'ANCHOR_DIR',
      'ANCHOR_KEY_ARN',
      'ANCHOR_BUCKET',
    ]);
  });

  it('are refused with all faults at once, one a line', () => {
    const environment = { PORT: 'x', APPROVERS: 'bob,amy', LOG_LEVEL: 'verbose' };

    expect(() => readSettings(environment, aRoot('notification:\n  smtp_hots: x\n'))).toThrow(
      /^PORT .+\nLOG_LEVEL .+\nAPPROVERS at entry 1: .+\nAPPROVERS at entry 2: .+\nCONFIG_FILE .+orchestrator\.yaml:2:3 notification\.smtp_hots .+; did you mean smtp_host\?$/,
    );
  });

  it('take an empty variable for none', () => {
    const empty = Object.fromEntries(localVariableNames.map((name) => [name, '']));

    expect(readSettings(empty, aRoot()).issuer).toBeNull();
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

  it('warn of a name that was probably meant to be another', () => {
    const { warnings } = checkSettings(
      {
        GATE_EXPIRY_SECOND: '1',
        APROVERS: 'a',
        FLEETFILE: 'x',
        HOSTNAME: 'h',
        PATH: '/',
        TOPIC_ARN: 'x',
      },
      aRoot(),
    );

    expect(warnings).toEqual([
      'GATE_EXPIRY_SECOND is not a known variable; did you mean GATE_EXPIRY_SECONDS?',
      'APROVERS is not a known variable; did you mean APPROVERS?',
      'FLEETFILE is not a known variable; did you mean FLEET_FILE?',
      'TOPIC_ARN is set and not used: the local target makes its own.',
    ]);
  });
});

describe('the places that the settings name', () => {
  it('are fine for a start from nothing', async () => {
    expect(await startFaults({})).toEqual([]);
  });

  it('are not touched by the check', async () => {
    const folder = aRoot();

    await checkStart({ PORT: '0', DATA_DIR: join(folder, 'a', 'b') }, aRoot());

    expect(() => rmSync(join(folder, 'a'))).toThrow(/ENOENT/);
  });

  it('are refused where data can’t be kept', async () => {
    const file = aFile('');
    const withDatabaseFile = aRoot();
    writeFileSync(join(withDatabaseFile, 'db'), '');
    const dangling = join(aRoot(), 'link');
    symlinkSync('/nowhere/at/all', dangling);

    expect(await startFaults({ DATA_DIR: file })).toEqual([
      `DATA_DIR ${file} is a file and not a folder; for example DATA_DIR=.data`,
    ]);
    expect(await startFaults({ DATA_DIR: join(file, 'data') })).toEqual([
      `DATA_DIR ${file}/data: ${file} is a file and not a folder; for example DATA_DIR=.data`,
    ]);
    expect(await startFaults({ DATA_DIR: withDatabaseFile })).toEqual([
      `DATA_DIR ${withDatabaseFile}/db is a file and not a folder; for example DATA_DIR=.data`,
    ]);
    expect(await startFaults({ DATA_DIR: '/proc/data' })).toHaveLength(1);
    expect(await startFaults({ DATA_DIR: `/tmp/${'x'.repeat(300)}` })).toHaveLength(1);
    expect(await startFaults({ DATA_DIR: dangling })).toHaveLength(1);
  });

  it('are refused where a file is missing, a folder or malformed', async () => {
    const folder = aRoot();
    mkdirSync(join(folder, 'sub'));
    const broken = aFile('{\n  "Reservations": [,]\n}');
    const fleet = aFile('{"Reservations":[]}');

    expect(await startFaults({ FLEET_FILE: join(folder, 'no.json') })).toEqual([
      `FLEET_FILE: ${join(folder, 'no.json')} does not exist`,
    ]);
    expect(await startFaults({ FLEET_FILE: join(folder, 'sub') })).toEqual([
      `FLEET_FILE: ${join(folder, 'sub')} is a folder without *.json files`,
    ]);
    expect((await startFaults({ FLEET_FILE: broken }))[0]).toMatch(
      /^FLEET_FILE at 2:20: is not JSON/,
    );
    expect(await startFaults({ FLEET_FILE: fleet, SSM_FILE: join(folder, 'no.json') })).toEqual([
      `SSM_FILE: ${join(folder, 'no.json')} does not exist`,
    ]);
    expect((await startFaults({ FLEET_FILE: fleet, GOLDEN_IMAGES: 'web=a' }))[0]).toMatch(
      /^GOLDEN_IMAGES at web: no instance has the role/,
    );
    expect((await startFaults({ CONFIG_FILE: join(folder, 'no.yaml') }))[0]).toMatch(
      /^CONFIG_FILE .*no\.yaml does not exist$/,
    );
    expect((await startFaults({ CONFIG_FILE: folder }))[0]).toMatch(/is a folder and not a file$/);
    expect((await startFaults({ POLICY_DIR: folder }))[0]).toMatch(
      /^POLICY_DIR .*policy\.wasm does not exist; for example POLICY_DIR=policies\/bundle$/,
    );
  });

  it('are refused where a configuration file is no text', async () => {
    const file = join(aRoot(), 'bytes');
    writeFileSync(file, Buffer.from([0xff, 0xfe, 0x00]));

    expect(await startFaults({ CONFIG_FILE: file })).toEqual([
      `CONFIG_FILE ${file} is not UTF-8 text`,
    ]);
  });

  it('are refused where nothing can listen, beside all other faults', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as AddressInfo).port));
    });
    onTestFinished(() => void taken.close());
    const file = aFile('');

    expect(await startFaults({ PORT: String(port), DATA_DIR: file, LOG_LEVEL: 'x' })).toEqual([
      'LOG_LEVEL must be debug, info, warn or error; for example LOG_LEVEL=info',
      `DATA_DIR ${file} is a file and not a folder; for example DATA_DIR=.data`,
      `Port ${port} is in use. Stop what listens there, or set PORT to another one, such as PORT=${port + 1}.`,
    ]);
    const issuer = { AUTH_ISSUER: 'https://id.example', AUTH_AUDIENCE: 'a' };
    expect((await startFaults({ ...issuer, HOST: '192.0.2.1' }))[0]).toMatch(
      /^HOST 192\.0\.2\.1 is no address of this machine/,
    );
  });
});

describe('what the functions get', () => {
  const environmentFor = (given: Record<string, string>, config?: string) =>
    functionEnvironment(readSettings(given, aRoot(config)), place);

  it('sends every message to the outbox when no configuration says otherwise', () => {
    const environment = environmentFor({});

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

  it('is what was set, by the name it was set with', () => {
    const given = {
      LOG_LEVEL: 'debug',
      LOG_FORMAT: 'text',
      EMAIL_FROM: 'Ops <ops@example.com>',
      GATE_EXPIRY_SECONDS: '60',
      COOLDOWN_SECONDS: '5',
      OPA_URL: 'http://127.0.0.1:8181',
      APPROVERS: 'alice=alice@example.com',
      AUTH_ORG_CLAIM: 'tenant',
      AUTH_ROLES_CLAIM: 'groups',
      TABLE_NAME: 'tasks',
      PUBLIC_URL: 'https://Ops.Example.com:443/',
      NOTIFICATION_CONFIG: '{"sns_enabled":false}',
    };

    expect(environmentFor(given)).toMatchObject({
      ...given,
      PUBLIC_URL: 'https://ops.example.com',
    });
  });

  it('rests an asset after a change, but not in the demo', () => {
    const fleet = { FLEET_FILE: aFile('{"Reservations":[]}') };

    expect(environmentFor({})['COOLDOWN_SECONDS']).toBe('0');
    expect(environmentFor(fleet)['COOLDOWN_SECONDS']).toBe('1800');
    expect(environmentFor({ ...fleet, COOLDOWN_SECONDS: '7' })['COOLDOWN_SECONDS']).toBe('7');
  });

  it('has the approvers that were named, and where notices go is no list of them', () => {
    const mailing = 'notification:\n  email_to: [ops@example.com]\n  smtp_host: mail.example.com\n';
    const naming = 'approvers:\n  - { id: bob, email: bob@example.com }\n';

    expect(environmentFor({})['APPROVERS']).toBe('approver@example.com=approver@example.com');
    expect(environmentFor({}, mailing)['APPROVERS']).toBe('');
    expect(environmentFor({ FLEET_FILE: 'x.json' })['APPROVERS']).toBe('');
    expect(environmentFor({}, naming)['APPROVERS']).toBe('bob=bob@example.com');
    expect(environmentFor({ APPROVERS: 'al=al@x.org' }, mailing)['APPROVERS']).toBe('al=al@x.org');
    expect(JSON.parse(environmentFor({}, mailing)['NOTIFICATION_CONFIG'] ?? '')).toEqual({
      email_to: ['ops@example.com'],
      smtp_host: 'mail.example.com',
    });
  });

  it('is not taken from two places that may differ', () => {
    const naming = 'approvers:\n  - { id: bob, email: bob@example.com }\nnotification: {}\n';

    expect(() =>
      environmentFor({ APPROVERS: 'al=al@x.org', NOTIFICATION_CONFIG: '{}' }, naming),
    ).toThrow(
      /^APPROVERS is given, and CONFIG_FILE .+\nNOTIFICATION_CONFIG is given, and CONFIG_FILE/,
    );
  });
});
