/** Who may import whom: the layers of the house. `test/contracts/boundaries.test.ts` proves that each rule bites. */
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { pathNot: allowed },
});

const npm = (...names) => names.map((name) => `node_modules/${name}(/|$)`);
const types = ['node_modules/@types/'];

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'A circle has no first thing to read, whether it goes through values or types.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'rooms-of-emulators-in-order',
      severity: 'error',
      scope: 'folder',
      comment: 'The folders of an emulator stand on each other in one order.',
      from: { path: '^infra/emulators/[^/]+/' },
      to: { circular: true, path: '^infra/emulators/[^/]+/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'Every import leads somewhere.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
    only(
      'domain-is-pure',
      '^functions/domain/',
      [
        '^functions/domain/',
        ...npm('zod', 'canonicalize', '@noble/hashes', 'rrule-temporal', 'chrono-node'),
        ...npm('temporal-polyfill', 'fastest-levenshtein', 'jsonata'),
      ],
      'Values in, values out: no built-ins, SDKs or other layers.',
    ),
    only(
      'specialists-stand-alone',
      '^functions/specialists/([^/]+)/',
      [
        '^functions/domain/',
        '^functions/specialists/$1/',
        '^functions/specialists/[^/]+\\.ts$',
        '^functions/specialists/(actions|tools)/',
        ...npm('zod'),
      ],
      'A specialist knows the domain, the actions, the shared tools and their ports, and itself; never another specialist.',
    ),
    only(
      'actions-know-the-domain',
      '^functions/specialists/actions/(?!list\\.ts$)',
      ['^functions/domain/', '^functions/specialists/actions/', ...npm('zod')],
      'An action knows the domain alone, so that whoever carries it out loads no specialist.',
    ),
    only(
      'specialists-know-the-domain',
      '^functions/specialists/(actions/list|[^/]+)\\.ts$',
      ['^functions/domain/', '^functions/specialists/', ...npm('zod')],
      'What specialists have in common knows the domain, and the list knows the specialists.',
    ),
    only(
      'application-knows-its-ports',
      '^functions/application/',
      ['^functions/domain/', '^functions/specialists/', '^functions/application/', ...npm('zod')],
      'Use cases know the domain, the list of specialists and their own ports.',
    ),
    {
      name: 'application-in-rooms',
      severity: 'error',
      comment: 'Of another aggregate, a use case knows the types alone.',
      from: { path: '^functions/application/([^/]+)/' },
      to: {
        path: '^functions/application/',
        pathNot: ['^functions/application/$1/', '^functions/application/shared/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'verbs-do-not-call-verbs',
      severity: 'error',
      comment: 'What two use cases share is a step (steps/, shared/) or a port (ports.ts).',
      from: { path: '^functions/application/' },
      to: {
        path: '^functions/application/[^/]+/[^/]+\\.ts$',
        pathNot: ['ports\\.ts$', '^functions/application/shared/'],
      },
    },
    only(
      'adapters-know-one-thing',
      '^functions/adapters/([^/]+)/',
      [
        '^functions/domain/',
        '^functions/specialists/',
        '^functions/application/.*ports\\.ts$',
        '^functions/adapters/$1/',
        '^node_modules/',
        '^node:',
        '^[a-z_/]+$',
      ],
      'An adapter knows the domain, the ports and its own outside thing; never another adapter.',
    ),
    only(
      'contract-is-data',
      '^functions/contract/',
      ['^functions/domain/', '^functions/contract/', '^package\\.json$', ...npm('zod')],
      'What the outside sees is told with the schemas of the domain and nothing else.',
    ),
    only(
      'runtime-does-not-know-handlers',
      '^functions/runtime/',
      [
        '^functions/(domain|specialists|application|adapters|contract|runtime)/',
        '^node_modules/',
        '^[a-z_/-]+$',
      ],
      'The runtime serves handlers; it does not call them.',
    ),
    only(
      'handlers-are-thin',
      '^functions/handlers/',
      [
        '^functions/(domain|application|contract|runtime)/',
        ...npm('zod'),
        ...types,
        '^aws-lambda$',
      ],
      'A handler parses, calls one use case, answers.',
    ),
    only(
      'cdk-knows-names',
      '^infra/aws/',
      [
        '^infra/aws/',
        '^functions/contract/',
        '^functions/runtime/(environment|notification-config|value-schemas)\\.ts$',
        '^functions/domain/fleet/intent-settings\\.ts$',
        '^statemachines/',
        ...npm('aws-cdk-lib', 'constructs', 'cdk-nag', 'esbuild', 'zod'),
        '^[a-z_/]+$',
      ],
      'The stack knows the contract and names, not the code behind them.',
    ),
    only(
      'emulators-know-no-product',
      '^infra/emulators/',
      ['^infra/emulators/', '^node_modules/', '^[a-z_/-]+$'],
      'What stands in for AWS would serve another product as well.',
    ),
    only(
      'emulators-stand-alone',
      '^infra/emulators/([^/]+)/',
      ['^infra/emulators/$1/', '^infra/emulators/aws-json/', '^node_modules/', '^[a-z_/-]+$'],
      'An emulator knows itself and the protocol that all speak.',
    ),
    only(
      'local-target-is-outside',
      '^infra/local/',
      [
        '^infra/local/',
        '^infra/emulators/',
        '^functions/handlers/',
        '^functions/contract/',
        '^functions/runtime/(environment|aws-clients|intent-config|notification-config|problem|value-schemas|verify-saved-audit)\\.ts$',
        '^functions/domain/(shared/json-object|task/clean-text|notification/safe-text)\\.ts$',
        '^functions/domain/fleet/(fleet-words|intent-settings|word-forms|word-tables)\\.ts$',
        '^statemachines/',
        '^node_modules/',
        '^[a-z_/-]+$',
      ],
      'The local target runs handlers by name; it shares words and the rules of text, and does not look inside.',
    ),
    only(
      'machines-know-the-interpreter',
      '^statemachines/',
      ['^statemachines/', '^infra/emulators/step-functions/', '^node_modules/', '^[a-z_/-]+$'],
      'The lint of the machines reads them as the interpreter does.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
      conditionNames: ['import', 'node', 'types', 'default'],
      exportsFields: ['exports'],
    },
  },
};
