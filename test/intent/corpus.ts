import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Environment } from '../../functions/domain/shared/environment.ts';
import { TaskType } from '../../functions/domain/task/task-type.ts';

/** Why a request must be refused or asked back. */
export const RefusalReason = z.enum([
  'control',
  'statement',
  'destruction',
  'secrets',
  'weakening',
  'command',
  'several_tasks',
  'two_environments',
  'unknown_environment',
  'condition',
  'recurrence',
  'chat',
  'language',
  'noun_phrase',
  'injection',
  'vague',
  'past_time',
  'unknown_host',
  'hidden_user',
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

const names = z
  .string()
  .transform((cell) => cell.split(',').filter((name) => name !== ''))
  .readonly();
const orNull = <Value extends z.ZodType>(value: Value) =>
  z.union([z.literal('').transform(() => null), value]);

export const LabelledRequest = z
  .strictObject({
    group: z.string().regex(/^[a-z_]+-[hfr]\d{3,4}$/u),
    request: z.string().min(2).max(4000),
    outcome: z.enum(['read', 'refuse']),
    task_type: orNull(TaskType),
    environment: orNull(Environment),
    roles: names,
    services: names,
    excluded: names,
    dry_run: z.enum(['true', 'false']).transform((cell) => cell === 'true'),
    why: orNull(RefusalReason),
  })
  .readonly();
/** A request that people could send, and what has to be made of it. */
export type LabelledRequest = z.infer<typeof LabelledRequest>;

const corpusFolder = join(import.meta.dirname, 'corpus');
const columns = LabelledRequest.unwrap().keyof().options;

const corpusFiles = (): readonly string[] =>
  readdirSync(corpusFolder)
    .filter((name) => name.endsWith('.tsv'))
    .sort();

const parseFile = (name: string): readonly LabelledRequest[] => {
  const [head, ...lines] = readFileSync(join(corpusFolder, name), 'utf8')
    .replace(/\n$/u, '')
    .split('\n');
  if (head !== columns.join('\t'))
    throw new Error(`${name}: the columns are ${columns.join(', ')}`);
  return lines.map((line, index) => {
    const cells = line.split('\t');
    const parsed = LabelledRequest.safeParse(
      Object.fromEntries(columns.map((column, place) => [column, cells[place]])),
    );
    if (!parsed.success) throw new Error(`${name}:${index + 2}: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  });
};

/** Every labelled request, file by file; throws at the first one that is not well formed. */
export const readCorpus = (): readonly LabelledRequest[] => corpusFiles().flatMap(parseFile);

/** What the weights were made from: changes with any byte of the corpus. */
export const corpusDigest = (): string => {
  const hash = createHash('sha256');
  for (const name of corpusFiles())
    hash.update(name).update(readFileSync(join(corpusFolder, name)));
  return hash.digest('hex');
};
