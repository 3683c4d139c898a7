import type { Engine, Operation } from '../engine.ts';
import { validationError } from '../errors.ts';
import { constraintError, readFields } from '../request-fields.ts';
import type { RequestFields } from '../request-fields.ts';
import { expiryEntryKey } from '../storage/expiry-entry.ts';
import { expiryPrefix, itemsPrefix, within } from '../storage/layout.ts';
import type { StoreOperation } from '../storage/store.ts';
import type { Table } from '../storage/table.ts';
import type { AttributeMap } from '../values/attribute-value.ts';
import { readTableName } from './write-action.ts';

export const describeTimeToLive: Operation = (engine, body) => {
  const fields = readFields(body, 'DescribeTimeToLive', ['TableName']);
  const attribute = engine.catalog.get(readTableName(fields)).expiryAttribute;
  return Promise.resolve({
    TimeToLiveDescription:
      attribute === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute },
  });
};

const readSpecification = (fields: RequestFields): { attribute: string; isEnabled: boolean } => {
  const attribute = fields.text('AttributeName');
  const isEnabled = fields.flag('Enabled');
  const place = 'timeToLiveSpecification';
  if (attribute === undefined) {
    throw constraintError(`${place}.attributeName`, undefined, 'Member must not be null');
  }
  if (isEnabled === undefined) {
    throw constraintError(`${place}.enabled`, undefined, 'Member must not be null');
  }
  const bound =
    attribute.length < 1
      ? 'greater than or equal to 1'
      : attribute.length > 255
        ? 'less than or equal to 255'
        : '';
  if (bound === '') return { attribute, isEnabled };
  throw constraintError(`${place}.attributeName`, attribute, `Member must have length ${bound}`);
};

const assertChange = (table: Table, attribute: string, isEnabled: boolean): void => {
  const current = table.expiryAttribute;
  if (!isEnabled && current === undefined) {
    throw validationError('TimeToLive is already disabled');
  }
  if (current !== undefined && current !== attribute) {
    throw validationError(
      `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
    );
  }
  if (isEnabled && current === attribute) {
    throw validationError('TimeToLive is already enabled');
  }
};

/** Definition and the entries of the items that are there already, in one batch. */
const enable = async (engine: Engine, table: Table): Promise<void> => {
  const entries: StoreOperation[] = [];
  for await (const chunk of engine.store.chunks(within(itemsPrefix(table.id)))) {
    for (const [itemKey, text] of chunk) {
      const key = expiryEntryKey(table, JSON.parse(text) as AttributeMap);
      if (key !== undefined) entries.push({ type: 'put', key, value: itemKey.toString('base64') });
    }
  }
  await engine.catalog.replace(table, entries);
};

const disable = async (engine: Engine, table: Table): Promise<void> => {
  const definition = Object.fromEntries(
    Object.entries(table).filter(([field]) => field !== 'expiryAttribute'),
  ) as unknown as Table;
  const entries: StoreOperation[] = [];
  for await (const chunk of engine.store.chunks(within(expiryPrefix(table.id)))) {
    for (const [key] of chunk) entries.push({ type: 'del', key });
  }
  await engine.catalog.replace(definition, entries);
};

export const updateTimeToLive: Operation = async (engine, body) => {
  const fields = readFields(body, 'UpdateTimeToLive', ['TableName', 'TimeToLiveSpecification']);
  const name = readTableName(fields);
  const specification = readFields(
    fields.raw('TimeToLiveSpecification'),
    'TimeToLiveSpecification',
    ['Enabled', 'AttributeName'],
  );
  const { attribute, isEnabled } = readSpecification(specification);
  return engine.queue.run(async () => {
    const table = engine.catalog.get(name);
    assertChange(table, attribute, isEnabled);
    if (isEnabled) await enable(engine, { ...table, expiryAttribute: attribute });
    else await disable(engine, table);
    return { TimeToLiveSpecification: { Enabled: isEnabled, AttributeName: attribute } };
  });
};
