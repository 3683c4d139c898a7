import { noModelReader } from '../../../functions/adapters/rules-planner/no-model-reader.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { makePreviewIntent } from '../../../functions/application/task/preview-intent.ts';
import { Rejection, TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { toProblem } from '../../../functions/runtime/problem.ts';
import { callerNamed } from '../../support/builders/people.ts';
import { demoReader } from '../../support/planning/intent.ts';
import { aSubmission } from '../../support/seams/tasks.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';
import { memoryVocabulary } from '../../support/memory/memory-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

const deps = () => ({
  clock: stores.clock,
  vocabulary: memoryVocabulary(),
  words: () => demoReader.words,
  modelReader: noModelReader,
  tasks: stores.tasks,
  rateLimiter: stores.rateLimiter,
  submissionsPerMinute: 120,
});

const identity = callerNamed('rita');

const preview = (members: Record<string, unknown>) =>
  makePreviewIntent(deps())({ identity, body: { org_id: 'org-123', ...members } });

const storedItems = async (): Promise<number> => {
  const { Count } = await stores.table.client.send(new ScanCommand({ TableName: 'test' }));
  return Count ?? 0;
};

describe('the preview of an intent', () => {
  it('shows what each word was taken for, and the task that it would become', async () => {
    const intent = 'Patch staging web servers';

    const view = await preview({ intent });

    expect(view.understood.map(({ text, as }) => [text, as])).toEqual(
      expect.arrayContaining([['staging', 'environment']]),
    );
    expect(view.understood.map(({ text, start, end }) => [text, intent.slice(start, end)])).toEqual(
      view.understood.map(({ text }) => [text, text]),
    );
    expect(view).toMatchObject({
      task_spec: { task_type: 'patch_rollout', environment: 'staging' },
      dry_run: false,
      candidates: [],
    });
    expect(view.error).toBeUndefined();
  });

  it('and the task count from where the text as sent begins', async () => {
    const intent = '\r\n\t  Patch ﬆaging web servers ';
    const { submit } = aSubmission(stores);
    const body = { org_id: 'org-123', intent };

    const { understood } = await preview({ intent });
    const { body: task } = await submit({
      identity,
      body,
      idempotencyKey: undefined,
      waitSeconds: 0,
    });

    expect(understood).toContainEqual({
      text: 'ﬆaging',
      start: 11,
      end: 17,
      as: 'environment',
      value: 'staging',
    });
    expect(task).toMatchObject({ task_spec: { understood } });
  });

  it('says that the words ask for a dry run', async () => {
    expect(await preview({ intent: 'Dry run: patch staging web servers' })).toMatchObject({
      task_spec: { task_type: 'patch_rollout' },
      dry_run: true,
    });
  });

  it.each([
    [{ intent: 'Fix drift on prodution web servers' }, 'intent-unclear'],
    [{ intent: 'Stop the patch rollout in staging' }, 'intent-unclear'],
    [
      { intent: 'Fix drift on production web servers', environment: 'staging' },
      'environment-contradiction',
    ],
  ])('of %j is what a submission is refused with', async (members, code) => {
    const { submit } = aSubmission(stores);
    const view = await preview(members);

    const refusal = await submit({
      identity,
      body: { org_id: 'org-123', ...members },
      idempotencyKey: undefined,
      waitSeconds: 0,
    }).catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(Rejection);
    const { code: refusedAs, message, details } = refusal as Rejection;
    expect(refusedAs).toBe(code);
    expect(view).toEqual({
      ...(details.members?.['tasks'] !== undefined && { tasks: details.members['tasks'] }),
      understood: details.members?.['understood'],
      candidates: details.members?.['candidates'],
      error: { error: refusedAs, detail: message },
    });
  });

  it('stores nothing', async () => {
    const ask = (intent: string) =>
      makePreviewIntent(deps())({
        // Of whom nothing is counted either.
        identity: { ...identity, org: null },
        body: { org_id: 'org-123', intent },
      });
    const before = await storedItems();
    await ask('Fix drift on production web servers');
    await ask('Make it nice');
    expect(await storedItems()).toBe(before);
  });

  it.each([
    [{}, '/intent'],
    [{ intent: 'x'.repeat(4_001) }, '/intent'],
    [{ intent: 'Fix drift on production web servers', dry_run: true }, '/dry_run'],
    [{ intent: 'Fix drift on production web servers', environment: 'qa' }, '/environment'],
    [{ intent: 'Fix drift on production web servers', task_type: 'magic' }, '/task_type'],
  ])('is refused for the field at fault: %#', async (members, pointer) => {
    await expect(preview(members)).rejects.toMatchObject({
      code: 'invalid-request',
      details: { errors: [{ pointer }] },
    });
  });

  it('of another org is refused', async () => {
    await expect(
      preview({ intent: 'Fix drift on production web servers', org_id: 'org-456' }),
    ).rejects.toMatchObject({ code: 'org-mismatch' });
  });

  it('fails for a while when the fleet can’t be asked for its names', async () => {
    const vocabulary = { of: () => Promise.reject(new TransientFailure('The fleet is away')) };
    const failure: unknown = await makePreviewIntent({ ...deps(), vocabulary })({
      identity,
      body: { org_id: 'org-123', intent: 'Fix drift on production web servers' },
    }).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(TransientFailure);
    expect(toProblem(failure)).toMatchObject({
      code: 'unavailable',
      detail: expect.stringContaining('fleet can’t be asked for its names') as string,
    });
  });
});

describe('a caller who previews too much', () => {
  const limited = { submissionsPerMinute: 2 };
  const ask = (who = identity) =>
    makePreviewIntent({ ...deps(), ...limited })({
      identity: who,
      body: { org_id: 'org-123', intent: 'Patch staging web servers' },
    });

  it('is put off by time, for previews alone and for nobody else', async () => {
    await ask();
    await ask();

    const refused: unknown = await ask().catch((error: unknown) => error);

    expect(refused).toMatchObject({ code: 'rate-limited' });
    expect(toProblem(refused).retryAfterSeconds).toBeGreaterThan(0);
    await expect(ask(callerNamed('omar'))).resolves.toMatchObject({ candidates: [] });
    const { submit } = aSubmission(stores, { deps: limited });
    await expect(
      submit({
        identity,
        body: { org_id: 'org-123', intent: 'Patch staging web servers' },
        idempotencyKey: undefined,
        waitSeconds: 0,
      }),
    ).resolves.toMatchObject({ status: 202 });
    stores.advance(60);
    await expect(ask()).resolves.toMatchObject({ candidates: [] });
  });

  it('is not the one-machine identity, which stands for everybody', async () => {
    for (let number = 0; number < 4; number += 1)
      await expect(ask({ ...identity, org: null })).resolves.toMatchObject({ candidates: [] });
  });
});
