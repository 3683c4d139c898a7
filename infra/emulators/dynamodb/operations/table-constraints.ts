import { validationError } from '../errors.ts';

type Source = Readonly<Record<string, unknown>>;

const namePattern = /^[a-zA-Z0-9_.-]+$/;

const asList = (raw: unknown): readonly unknown[] =>
  Array.isArray(raw) ? (raw as readonly unknown[]) : [];

const asSource = (raw: unknown): Source =>
  typeof raw === 'object' && raw !== null ? (raw as Source) : {};

const listFaults = (
  owner: Source,
  field: string,
  faultsOf: (entry: Source, place: string) => readonly string[],
): readonly string[] => {
  const place = `${field.slice(0, 1).toLowerCase()}${field.slice(1)}`;
  return asList(owner[field]).flatMap((entry, at) =>
    faultsOf(asSource(entry), `${place}.${at + 1}.member`),
  );
};

const fault = (shown: string, place: string, constraint: string): string =>
  `Value ${shown} at '${place}' failed to satisfy constraint: ${constraint}`;

/** A text of another type is refused where it is read. */
const textFaults = (
  value: unknown,
  place: string,
  { least, most }: { readonly least: number; readonly most: number },
): readonly string[] => {
  if (value === undefined || value === null) {
    return [fault('null', place, 'Member must not be null')];
  }
  if (typeof value !== 'string') return [];
  if (value.length < least) {
    return [
      fault(`'${value}'`, place, `Member must have length greater than or equal to ${least}`),
    ];
  }
  if (value.length <= most) return [];
  return [fault(`'${value}'`, place, `Member must have length less than or equal to ${most}`)];
};

const choiceFaults = (
  value: unknown,
  place: string,
  ...[choices, isRequired = false]: readonly [choices: readonly string[], isRequired?: boolean]
): readonly string[] => {
  if (value === undefined || value === null) {
    return isRequired ? [fault('null', place, 'Member must not be null')] : [];
  }
  if (typeof value !== 'string' || choices.includes(value)) return [];
  const set = `Member must satisfy enum value set: [${choices.join(', ')}]`;
  return [fault(`'${value}'`, place, set)];
};

const keySchemaFaults = (owner: Source, place: string): readonly string[] => {
  const schema = owner['KeySchema'] ?? undefined;
  if (schema === undefined) return [fault('null', place, 'Member must not be null')];
  const elements = asList(schema).map(asSource);
  if (elements.length < 1 || elements.length > 2) {
    const shown = elements.map(
      (element) =>
        `KeySchemaElement(attributeName=${String(element['AttributeName'])}, keyType=${String(element['KeyType'])})`,
    );
    const bound = elements.length < 1 ? 'greater than or equal to 1' : 'less than or equal to 2';
    return [fault(`'[${shown.join(', ')}]'`, place, `Member must have length ${bound}`)];
  }
  return elements.flatMap((element, at) => {
    const member = `${place}.${at + 1}.member`;
    return [
      ...textFaults(element['AttributeName'], `${member}.attributeName`, { least: 1, most: 255 }),
      ...choiceFaults(element['KeyType'], `${member}.keyType`, ['HASH', 'RANGE'], true),
    ];
  });
};

const throughputFaults = (raw: unknown, place: string): readonly string[] => {
  if ((raw ?? undefined) === undefined) return [];
  const throughput = asSource(raw);
  return ['ReadCapacityUnits', 'WriteCapacityUnits'].flatMap((field) => {
    const at = `${place}.${field.slice(0, 1).toLowerCase()}${field.slice(1)}`;
    const value = throughput[field] ?? undefined;
    if (value === undefined) return [fault('null', at, 'Member must not be null')];
    if (typeof value !== 'number' || value >= 1) return [];
    return [fault(`'${value}'`, at, 'Member must have value greater than or equal to 1')];
  });
};

const indexFaults = (entry: Source, place: string): readonly string[] => {
  const name = entry['IndexName'];
  const projection = asSource(entry['Projection']);
  const pattern = 'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+';
  const isUnfit = typeof name === 'string' && !namePattern.test(name);
  return [
    ...textFaults(name, `${place}.indexName`, { least: 3, most: 255 }),
    ...(isUnfit ? [fault(`'${name}'`, `${place}.indexName`, pattern)] : []),
    ...keySchemaFaults(entry, `${place}.keySchema`),
    ...(entry['Projection'] === undefined
      ? [fault('null', `${place}.projection`, 'Member must not be null')]
      : []),
    ...choiceFaults(projection['ProjectionType'], `${place}.projection.projectionType`, [
      'ALL',
      'INCLUDE',
      'KEYS_ONLY',
    ]),
    ...asList(projection['NonKeyAttributes']).flatMap((included, at) =>
      textFaults(included, `${place}.projection.nonKeyAttributes.${at + 1}.member`, {
        least: 1,
        most: 255,
      }),
    ),
    ...throughputFaults(entry['ProvisionedThroughput'], `${place}.provisionedThroughput`),
  ];
};

const streamFaults = (raw: unknown): readonly string[] => {
  if ((raw ?? undefined) === undefined) return [];
  const stream = asSource(raw);
  const enabled = stream['StreamEnabled'] ?? undefined;
  return [
    ...(enabled === undefined
      ? [fault('null', 'streamSpecification.streamEnabled', 'Member must not be null')]
      : []),
    ...choiceFaults(stream['StreamViewType'], 'streamSpecification.streamViewType', [
      'OLD_IMAGE',
      'KEYS_ONLY',
      'NEW_AND_OLD_IMAGES',
      'NEW_IMAGE',
    ]),
  ];
};

/**
 * What single members of a `CreateTable` have to be, whatever the others are. DynamoDB checks that
 * before anything else and names every member at fault by its place.
 *
 * @throws ValidationException
 */
export const assertTableConstraints = (body: Source): void => {
  const found = [
    ...listFaults(body, 'AttributeDefinitions', (entry, place) => [
      ...textFaults(entry['AttributeName'], `${place}.attributeName`, { least: 1, most: 255 }),
      ...choiceFaults(entry['AttributeType'], `${place}.attributeType`, ['B', 'N', 'S'], true),
    ]),
    ...keySchemaFaults(body, 'keySchema'),
    ...choiceFaults(body['BillingMode'], 'billingMode', ['PROVISIONED', 'PAY_PER_REQUEST']),
    ...throughputFaults(body['ProvisionedThroughput'], 'provisionedThroughput'),
    ...listFaults(body, 'GlobalSecondaryIndexes', indexFaults),
    ...streamFaults(body['StreamSpecification']),
  ];
  if (found.length === 0) return;
  const count = `${found.length} validation error${found.length === 1 ? '' : 's'} detected`;
  throw validationError(`${count}: ${found.join('; ')}`);
};
