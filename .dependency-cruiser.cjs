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
      comment: 'A cycle has no first thing to read.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
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
      ['^functions/domain/', ...npm('zod', 'canonicalize', '@noble/hashes', 'rrule')],
      'Values in, values out: no built-ins, SDKs or other layers.',
    ),
    only(
      'application-knows-its-ports',
      '^functions/application/',
      ['^functions/domain/', '^functions/application/', ...npm('zod')],
      'Use cases know the domain and their own ports.',
    ),
    only(
      'adapters-know-one-thing',
      '^functions/adapters/([^/]+)/',
      [
        '^functions/domain/',
        '^functions/application/[^/]*ports\\.ts$',
        '^functions/adapters/$1/',
        '^node_modules/',
        '^node:',
        '^[a-z_/]+$',
      ],
      'An adapter knows the domain, the ports and its own outside thing; never another adapter.',
    ),
    only(
      'runtime-does-not-know-handlers',
      '^functions/runtime/',
      ['^functions/(domain|application|adapters|runtime)/', '^node_modules/', '^[a-z_/-]+$'],
      'The runtime serves handlers; it does not call them.',
    ),
    only(
      'handlers-are-thin',
      '^functions/handlers/',
      ['^functions/(domain|application|runtime)/', ...npm('zod'), ...types, '^aws-lambda$'],
      'A handler parses, calls one use case, answers.',
    ),
    only(
      'cdk-knows-names',
      '^infra/aws/',
      [
        '^infra/aws/',
        '^functions/runtime/(routes|environment|notification-config|value-schemas)\\.ts$',
        '^statemachines/',
        ...npm('aws-cdk-lib', 'constructs', 'cdk-nag', 'esbuild', 'zod'),
        '^[a-z_/]+$',
      ],
      'The stack knows routes and names, not the code behind them.',
    ),
    only(
      'local-target-is-outside',
      '^infra/local/',
      [
        '^infra/local/',
        '^functions/handlers/',
        '^functions/runtime/(routes|environment|aws-clients|notification-config|problem|value-schemas|verify-saved-audit)\\.ts$',
        '^functions/domain/(shared/json-object|task/clean-text|task/vocabulary|notification/safe-text)\\.ts$',
        '^statemachines/',
        '^node_modules/',
        '^[a-z_/-]+$',
      ],
      'The local target runs handlers by name; it shares words and the rules of text, and does not look inside.',
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
