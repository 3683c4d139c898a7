import { beforeAll, describe, expect, it } from 'vitest';
import { fallbackRoute, routes } from '../../../functions/contract/routes.ts';
import { variables } from '../../../functions/runtime/environment.ts';
import { openRoutes } from '../../../infra/aws/acknowledgements.ts';
import { rights } from '../../../infra/aws/compute/rights.ts';
import { subscriptions } from '../../../infra/local/events/stream-subscriptions.ts';
import { machineNames, machineText, stemsIn } from '../../support/seams/machines.ts';
import { actionsOf, synthesise } from '../../support/seams/stack.ts';
import type { Statement, Synthesised } from '../../support/seams/stack.ts';

let stack: Synthesised;

beforeAll(async () => {
  stack = await synthesise();
}, 600_000);

const namesOfFunctions = [
  ...new Set([...routes.map(({ group }) => `api-${group}`), `api-${fallbackRoute.group}`]),
  ...stemsIn('workflow'),
  ...stemsIn('events'),
];

/** Functions that hold an action, or one of a service. */
const holdersOf = (pattern: RegExp): readonly string[] =>
  stack.functionNames
    .filter((name) =>
      stack
        .statementsOf(name)
        .some((statement) => actionsOf(statement).some((one) => pattern.test(one))),
    )
    .sort();

describe('the API', () => {
  /** The function behind a route, through its integration. */
  const targetOf = (target: unknown): string => {
    const { 'Fn::Join': join } = target as { 'Fn::Join': [string, [string, { Ref: string }]] };
    const integration = stack.resources[join[1][1].Ref]?.Properties ?? {};
    return stack.logicalIdIn(integration['IntegrationUri']);
  };

  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s goes to the function of its group, past the authorizer unless it is public',
    (key, route) => {
      const found = stack
        .ofType('AWS::ApiGatewayV2::Route')
        .filter(([, { Properties }]) => Properties['RouteKey'] === key)
        .map(([, { Properties }]) => Properties);

      expect(found).toHaveLength(1);
      const [made = {}] = found;
      expect(made['AuthorizationType']).toBe(route.right === 'public' ? 'NONE' : 'JWT');
      expect(made['AuthorizerId'] === undefined).toBe(route.right === 'public');
      expect(targetOf(made['Target'])).toBe(stack.functionIdOf(`api-${route.group}`));
    },
  );

  it('has no further route but the one that answers for unknown paths', () => {
    const keys = stack
      .ofType('AWS::ApiGatewayV2::Route')
      .map(([, { Properties }]) => String(Properties['RouteKey']));

    expect(keys).toHaveLength(routes.length + 1);
    expect(keys).toContain('$default');
  });

  it('believes the tokens of one issuer, for one audience', () => {
    const [, authorizer] = stack.ofType('AWS::ApiGatewayV2::Authorizer')[0] ?? [];

    expect(authorizer?.Properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: ['ai-orchestrator'], Issuer: 'https://issuer.example.com' },
    });
  });

  it('is throttled, and keeps a log', () => {
    const [, stage] = stack.ofType('AWS::ApiGatewayV2::Stage')[0] ?? [];

    expect(stage?.Properties).toMatchObject({
      DefaultRouteSettings: { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 },
      AccessLogSettings: { DestinationArn: expect.anything() as unknown },
    });
  });
});

describe('the functions', () => {
  it('are those of the handlers, each with a line in the table of rights', () => {
    expect([...stack.functionNames].sort()).toEqual([...namesOfFunctions].sort());
    expect(Object.keys(rights).sort()).toEqual([...namesOfFunctions].sort());
    expect(stack.ofType('AWS::Lambda::Function')).toHaveLength(namesOfFunctions.length);
  });

  it.each(namesOfFunctions)('%s gets just the variables that its code reads', (name) => {
    const read = stack.bundles.find((bundle) => bundle.name === name)?.variables ?? [];
    const given = Object.keys(stack.environmentOf(name));
    const needed = read.filter((variable) => !variables[variable].safeParse(undefined).success);

    expect(given.filter((variable) => !read.includes(variable as never))).toEqual([]);
    expect(needed.filter((variable) => !given.includes(variable))).toEqual([]);
  });

  it('never take every caller for the local admin, and hold no secret', () => {
    for (const name of stack.functionNames) {
      const environment = stack.environmentOf(name);

      expect(['false', undefined]).toContain(environment['LOCAL_IDENTITY']);
      expect(JSON.stringify(environment)).not.toMatch(/password|secret|api_key/i);
    }
  });

  it.each(namesOfFunctions)('%s has a role and a log of its own', (name) => {
    const properties = stack.propertiesOf(name);
    const role = stack.logicalIdIn(properties['Role']);
    const log = stack.logicalIdIn(
      (properties['LoggingConfig'] as { LogGroup?: unknown } | undefined)?.LogGroup,
    );
    const users = stack
      .ofType('AWS::Lambda::Function')
      .filter(([, other]) => stack.logicalIdIn(other.Properties['Role']) === role);

    expect(users).toHaveLength(1);
    expect(stack.resources[log]).toMatchObject({
      Type: 'AWS::Logs::LogGroup',
      UpdateReplacePolicy: 'Retain',
      Properties: { RetentionInDays: 90 },
    });
    expect(stack.resources[role]?.Properties['ManagedPolicyArns']).toBeUndefined();
    expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
  });

  it.each(namesOfFunctions)('%s holds no wildcard, neither action nor resource', (name) => {
    const statements = stack.statementsOf(name);

    expect(statements.length).toBeGreaterThan(0);
    for (const statement of statements) {
      expect(statement.Effect).toBe('Allow');
      expect(JSON.stringify([statement.Action, statement.Resource])).not.toContain('*');
    }
  });

  it.each<[string, RegExp, readonly string[]]>([
    ['resume waiting machines', /^states:SendTask/, ['resume']],
    ['send mail', /^ses:/, ['deliver-notifications']],
    ['publish notices', /^sns:/, ['deliver-notifications']],
    ['start machines', /^states:StartExecution$/, ['api-submit', 'recover-rollout', 'resume']],
    ['list executions', /^states:ListExecutions$/, ['recover-rollout', 'recover-task']],
    ['check a fence', /^dynamodb:ConditionCheckItem$/, ['begin-batch', 'begin-undo']],
    ['scan', /^dynamodb:Scan$/, []],
    ['take on another role', /^sts:/, []],
    ['call another function', /^lambda:/, []],
    ['read secrets', /^(secretsmanager|ssm):/, []],
    ['sign anchors', /^kms:Sign$/, ['anchor-audit']],
    ['read the public key of anchors', /^kms:GetPublicKey$/, ['anchor-audit', 'api-read']],
    ['use a key in another way', /^kms:(?!Sign$|GetPublicKey$)/, []],
    ['reach objects by a right of its own', /^s3:/, []],
    ['change rights', /^iam:/, []],
    [
      'delete items',
      /^dynamodb:DeleteItem$/,
      ['anchor-audit', 'api-page', 'api-submit', 'deliver-notifications', 'resume', 'sweep'],
    ],
  ])('may %s (%s) only where they are %j', (_, pattern, holders) => {
    expect(holdersOf(pattern)).toEqual(holders);
  });

  it('that read do not write', () => {
    for (const name of ['api-read', 'api-public']) {
      const actions = stack.statementsOf(name).flatMap(actionsOf);

      expect(actions.filter((action) => /Put|Update|Delete|Write/.test(action))).toEqual([
        'logs:PutLogEvents',
      ]);
    }
  });

  it('that think see no fleet and no policy: they read their transcript and nothing else', () => {
    const environment = stack.environmentOf('think');

    expect(Object.keys(environment).sort()).toEqual(['LOG_FORMAT', 'LOG_LEVEL', 'TABLE_NAME']);
    expect([...new Set(stack.statementsOf('think').flatMap(actionsOf))].sort()).toEqual([
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
  });

  it('know the fleet only where they show it, look at it for a plan or act on it', () => {
    const know = stack.functionNames
      .filter((name) => 'SIMULATED_FLEET_URL' in stack.environmentOf(name))
      .sort();

    expect(know).toEqual([
      'admit-phase',
      'api-public',
      'api-read',
      'api-submit',
      'begin-batch',
      'begin-undo',
      'check-batch',
      'check-health',
      'check-undo',
      'list-touched',
      'run-tool',
      'score-plan',
      'settle-intent',
      'submit-plan',
      'validate-plan',
    ]);
  });

  it('send mail from the one sender alone', () => {
    const [mail] = stack
      .statementsOf('deliver-notifications')
      .filter((statement) => actionsOf(statement).includes('ses:SendEmail'));

    expect(mail?.Condition).toEqual({
      StringEquals: { 'ses:FromAddress': 'orchestrator@example.com' },
    });
  });
});

describe('the table', () => {
  it('can be restored, is kept, encrypted, indexed and streamed, under a name that stays', () => {
    expect(stack.resources['TaskTable']).toMatchObject({
      Type: 'AWS::DynamoDB::GlobalTable',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'gsi1',
            KeySchema: [
              { AttributeName: 'gsi1pk', KeyType: 'HASH' },
              { AttributeName: 'gsi1sk', KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
        Replicas: [
          {
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          },
        ],
        SSESpecification: { SSEEnabled: true },
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      },
    });
  });
});

describe('the archive of anchors', () => {
  it('keeps each object for 400 days, whoever wants it gone, and outlives the stack', () => {
    const [[, bucket] = []] = stack.ofType('AWS::S3::Bucket');

    expect(stack.ofType('AWS::S3::Bucket')).toHaveLength(1);
    expect(bucket).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        ObjectLockEnabled: true,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 400 } },
        },
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true },
      },
    });
  });

  it('lets one role add objects and nobody lay one over another', () => {
    const [[, policy] = []] = stack.ofType('AWS::S3::BucketPolicy');
    const { Statement: statements } = policy?.Properties['PolicyDocument'] as {
      Statement: readonly (Statement & { readonly Principal: { readonly AWS: unknown } })[];
    };
    const puts = statements.filter((one) => actionsOf(one).includes('s3:PutObject'));
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');

    expect(puts.map(({ Effect, Condition }) => [Effect, Condition])).toEqual([
      ['Deny', { Null: { 's3:if-none-match': 'true' } }],
      ['Allow', { Null: { 's3:if-none-match': 'false' } }],
    ]);
    expect(allowed).toHaveLength(1);
    expect(stack.logicalIdIn(allowed[0]?.Principal.AWS)).toBe(
      stack.logicalIdIn(stack.propertiesOf('anchor-audit')['Role']),
    );
  });

  it('is signed for by a key that signs and does nothing else', () => {
    const [[, key] = []] = stack.ofType('AWS::KMS::Key');

    expect(key).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
    });
  });
});

describe('the machines', () => {
  const made = (name: string) =>
    stack
      .ofType('AWS::StepFunctions::StateMachine')
      .filter(([, { Properties }]) => Properties['DefinitionString'] === machineText(name));

  it.each(machineNames)('%s has the text of its file, every placeholder filled', (name) => {
    const [machine, ...others] = made(name);
    const placeholders = [...machineText(name).matchAll(/\$\{(\w+)\}/g)].map(
      ([, one]) => one ?? '',
    );
    const substitutions = machine?.[1].Properties['DefinitionSubstitutions'] ?? {};

    expect(others).toEqual([]);
    expect(Object.keys(substitutions).sort()).toEqual([...new Set(placeholders)].sort());
  });

  it.each(machineNames)('%s is logged and traced', (name) => {
    expect(made(name)[0]?.[1].Properties).toMatchObject({
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: true },
      TracingConfiguration: { Enabled: true },
    });
  });

  it.each(machineNames)('%s may call just the functions and machines of its text', (name) => {
    const [, machine] = made(name)[0] ?? [];
    const role = stack.logicalIdIn(machine?.Properties['RoleArn']);
    const substitutions = machine?.Properties['DefinitionSubstitutions'] ?? {};
    const named = Object.values(substitutions).map(stack.logicalIdIn).sort();
    const reached = stack
      .statementsOfRole(role)
      .filter((statement) =>
        actionsOf(statement).some((action) =>
          ['lambda:InvokeFunction', 'states:StartExecution'].includes(action),
        ),
      )
      .flatMap(({ Resource }) => (Array.isArray(Resource) ? Resource : [Resource]) as unknown[])
      .map(stack.logicalIdIn)
      .sort();

    expect(reached).toEqual(named);
  });

  it('hold a wildcard only for logs, traces and executions of their children', () => {
    const wild = stack
      .ofType('AWS::StepFunctions::StateMachine')
      .map(([, { Properties }]) => stack.logicalIdIn(Properties['RoleArn']))
      .flatMap((role) => stack.statementsOfRole(role))
      .filter(({ Action, Resource }) => JSON.stringify([Action, Resource]).includes('*'));
    const kindOf = (statement: Statement) => [
      ...new Set(actionsOf(statement).map((action) => action.split(':')[0])),
      statement.Resource === '*' ? 'any' : 'some',
    ];

    expect([...new Set(wild.map((one) => kindOf(one).join(' ')))].sort()).toEqual([
      'logs any',
      'states some',
      'xray any',
    ]);
  });
});

describe('what runs without a request', () => {
  it('is called by the stream with new messages of its kinds, and with nothing else', () => {
    const filters = stack.ofType('AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => {
      const { Filters } = Properties['FilterCriteria'] as { Filters: { Pattern: string }[] };
      return [
        stack.logicalIdIn(Properties['FunctionName']),
        JSON.parse(Filters[0]?.Pattern ?? '') as unknown,
      ];
    });
    const filter = (kinds: readonly string[]) => ({
      eventName: ['INSERT'],
      dynamodb: { Keys: { pk: { S: ['outbox#0'] } }, NewImage: { kind: { S: kinds } } },
    });

    expect(filters).toHaveLength(2);
    expect(filters).toContainEqual([
      stack.functionIdOf('resume'),
      filter(['start_lifecycle', 'resume_gate', 'resume_hold']),
    ]);
    expect(filters).toContainEqual([
      stack.functionIdOf('deliver-notifications'),
      filter(['notify', 'send_code']),
    ]);
  });

  it('handles the kinds that the local target sends it', () => {
    expect(subscriptions).toEqual([
      { handler: 'resume', kinds: ['start_lifecycle', 'resume_gate', 'resume_hold'] },
      { handler: 'deliver-notifications', kinds: ['notify', 'send_code'] },
    ]);
  });

  const targets = (matches: (properties: Readonly<Record<string, unknown>>) => boolean) =>
    stack
      .ofType('AWS::Events::Rule')
      .filter(([, { Properties }]) => matches(Properties))
      .flatMap(([, { Properties }]) => Properties['Targets'] as { Arn: unknown }[])
      .map(({ Arn }) => stack.logicalIdIn(Arn))
      .sort();

  it('is called each minute, so that nothing stays owed or open', () => {
    const called = targets(({ ScheduleExpression }) => ScheduleExpression === 'rate(1 minute)');

    expect(called).toEqual(
      ['anchor-audit', 'deliver-notifications', 'resume', 'sweep'].map(stack.functionIdOf).sort(),
    );
  });

  it('anchors every org each hour', () => {
    const isHourly = ({ ScheduleExpression }: Readonly<Record<string, unknown>>) =>
      ScheduleExpression === 'rate(1 hour)';
    const [, rule] =
      stack.ofType('AWS::Events::Rule').find(([, { Properties }]) => isHourly(Properties)) ?? [];

    expect(targets(isHourly)).toEqual([stack.functionIdOf('anchor-audit')]);
    expect(rule?.Properties['Targets']).toMatchObject([{ Input: '{"anchor":"every_org"}' }]);
  });

  it('is called each five minutes for machines that ended without an event', () => {
    const called = targets(({ ScheduleExpression }) => ScheduleExpression === 'rate(5 minutes)');

    expect(called).toEqual(['recover-rollout', 'recover-task'].map(stack.functionIdOf).sort());
  });

  it.each<[string, readonly string[], string]>([
    ['a rollout', ['PhasedRollout', 'RollBack'], 'recover-rollout'],
    ['a task', ['TaskLifecycle'], 'recover-task'],
  ])('hears of %s that ended as no Catch sees', (_, machines, handler) => {
    const patterns: unknown[] = [];
    const called = targets(({ EventPattern, Targets }) => {
      const calls = JSON.stringify(Targets).includes(stack.functionIdOf(handler));
      const isHandler = calls && EventPattern !== undefined;
      if (isHandler) patterns.push(EventPattern);
      return isHandler;
    });

    expect(called).toEqual([stack.functionIdOf(handler)]);
    expect(patterns).toEqual([
      {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: {
          stateMachineArn: machines.map((name) => ({
            Ref: expect.stringMatching(`^Machines${name}[0-9A-F]{8}$`) as unknown,
          })),
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
        },
      },
    ]);
  });
});

describe('the findings of cdk-nag', () => {
  it('are none that is not acknowledged with a written reason', () => {
    const [report] = stack.report.pluginReports.filter(
      ({ pluginName }) => pluginName === 'AwsSolutions',
    );

    expect(report?.violations).toEqual([]);
    expect(report?.suppressedViolations?.length).toBeGreaterThan(0);
    for (const { reason } of report?.suppressedViolations ?? []) {
      expect(reason?.length).toBeGreaterThan(40);
    }
  });

  it('about open routes are acknowledged for public routes alone', () => {
    const open = routes.filter(({ right }) => right === 'public');

    expect([...openRoutes.keys()].sort()).toEqual(
      [...open.map(({ method, path }) => `${method} ${path}`), '$default'].sort(),
    );
    expect([...openRoutes.values()].every((reason) => reason !== '')).toBe(true);
  });
});
