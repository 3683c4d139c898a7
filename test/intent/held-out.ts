import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Environment } from '../../functions/domain/shared/environment.ts';
import { TaskType } from '../../functions/domain/task/task-type.ts';

const HeldOutRow = z.tuple([
  z.string().min(2),
  z.enum(['read', 'refuse']),
  z.union([z.literal(''), TaskType]),
  z.union([z.literal(''), Environment]),
  z.string(),
  z.string(),
  z.string(),
  z.enum(['', 'yes']),
  z.string(),
]);

/** A request with what has to be made of it, in a form that every labelled set can be brought into. */
export interface ExpectedReading {
  readonly request: string;
  /** Null where it must be refused or asked back. */
  readonly wanted: {
    readonly type: TaskType;
    readonly environment: Environment;
    readonly roles: string;
    readonly isExcluding: boolean;
    readonly isRehearsal: boolean;
  } | null;
  /** Why it must be refused; empty where it must not. */
  readonly why: string;
}

/** A labelled set in a file: a header line, and a request a line. */
export const readSet = (file: string): readonly ExpectedReading[] => {
  const text = readFileSync(file, 'utf8');
  const [, ...lines] = text.replace(/\n$/u, '').split('\n');
  return lines.map((line) => {
    const [request, outcome, type, environment, roles, , excluded, dryRun, why] = HeldOutRow.parse(
      line.split('\t'),
    );
    if (outcome === 'refuse') return { request, wanted: null, why };
    return {
      request,
      wanted: {
        type: TaskType.parse(type),
        environment: environment === '' ? 'development' : environment,
        roles,
        isExcluding: excluded !== '',
        isRehearsal: dryRun === 'yes',
      },
      why: '',
    };
  });
};

/** Requests that were written apart from the corpus and the engine. */
export const readHeldOut = (): readonly ExpectedReading[] =>
  readSet(join(import.meta.dirname, 'held-out', 'requests.tsv'));
