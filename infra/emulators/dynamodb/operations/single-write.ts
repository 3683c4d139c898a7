import type { Engine, Operation } from '../engine.ts';
import { validationError } from '../errors.ts';
import { readFields } from '../request-fields.ts';
import type { RequestFields } from '../request-fields.ts';
import { evaluate, singleWriteFields } from './write-action.ts';
import type { WriteAction } from './write-action.ts';

/** An operation that puts or deletes one item, and answers with the item before it where asked to. */
export const singleWrite =
  (
    { name, subject }: { readonly name: string; readonly subject: 'Item' | 'Key' },
    readAction: (engine: Engine, fields: RequestFields) => WriteAction,
  ): Operation =>
  async (engine, body) => {
    const fields = readFields(body, name, [...singleWriteFields, subject]);
    const returnValues = fields.text('ReturnValues') ?? 'NONE';
    if (returnValues !== 'NONE' && returnValues !== 'ALL_OLD') {
      throw validationError('ReturnValues can only be ALL_OLD or NONE');
    }
    const action = readAction(engine, fields);
    return engine.queue.run(async () => {
      const change = evaluate(engine, action);
      await engine.committer.commit([change]);
      const returnsOld = returnValues === 'ALL_OLD' && change.before !== undefined;
      return returnsOld ? { Attributes: change.before } : {};
    });
  };
