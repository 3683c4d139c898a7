import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import type { AgentTurn, ToolInvocation } from '../../../functions/domain/tool/tool.ts';
import { org, otherOrg, taskId } from '../../support/builders/ids.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

const aTurn = (turn: number, changes: Partial<AgentTurn> = {}): AgentTurn => ({
  turn,
  planner: 'deterministic',
  calls: [{ call_id: `${turn}-1`, tool: 'query_assets', input: { roles: ['web'] } }],
  proposal: null,
  input_tokens: 0,
  output_tokens: 0,
  at: '2026-03-01T09:00:00.000Z',
  ...changes,
});

const anInvocation = (callId: string, turn: number, output: unknown): ToolInvocation => ({
  call_id: callId,
  task_id: taskId,
  agent: 'drift_agent',
  turn,
  tool: 'query_assets',
  risk_class: 'read_only',
  input: { roles: ['web'], nested: { empty: '', list: [], no: null } },
  result: 'ok',
  output,
  output_summary: '2 assets',
  error: null,
  started_at: '2026-03-01T09:00:00.000Z',
  duration_ms: 12.5,
});

describe('a transcript', () => {
  it('keeps the first turn of a number, and answers with it', async () => {
    const first = aTurn(1);

    expect(await stores.transcripts.putTurn({ org_id: org, task_id: taskId }, first)).toEqual(
      first,
    );
    expect(
      await stores.transcripts.putTurn({ org_id: org, task_id: taskId }, aTurn(1, { calls: [] })),
    ).toEqual(first);
    expect(await stores.transcripts.turns({ org_id: org, task_id: taskId })).toEqual([first]);
  });

  it('gives its turns in order', async () => {
    for (const turn of [11, 2, 1])
      await stores.transcripts.putTurn({ org_id: org, task_id: taskId }, aTurn(turn));

    const turns = await stores.transcripts.turns({ org_id: org, task_id: taskId });

    expect(turns.map(({ turn }) => turn)).toEqual([1, 2, 11]);
  });

  it('keeps the first result of a call, and answers with it', async () => {
    const first = anInvocation('1-1', 1, { assets: ['web-1'] });

    expect(await stores.transcripts.putInvocation(org, first)).toEqual(first);
    expect(await stores.transcripts.putInvocation(org, anInvocation('1-1', 1, 'other'))).toEqual(
      first,
    );
    expect(await stores.transcripts.invocation({ org_id: org, task_id: taskId }, '1-1')).toEqual(
      first,
    );
  });

  it('gives its calls by turn and then by id, and to its own org only', async () => {
    for (const [id, turn] of [
      ['b', 2],
      ['a', 2],
      ['z', 1],
    ] as const) {
      await stores.transcripts.putInvocation(org, anInvocation(id, turn, null));
    }

    const calls = await stores.transcripts.invocations({ org_id: org, task_id: taskId });

    expect(calls.map(({ call_id }) => call_id)).toEqual(['z', 'a', 'b']);
    expect(await stores.transcripts.invocations({ org_id: otherOrg, task_id: taskId })).toEqual([]);
    expect(
      await stores.transcripts.invocation({ org_id: org, task_id: taskId }, 'unknown'),
    ).toBeNull();
  });

  it.each(['Query', 'GetItem', 'PutItem'])(
    'is a transient failure while the store refuses %s',
    async (operation) => {
      const work: Readonly<Record<string, () => Promise<unknown>>> = {
        Query: () => stores.transcripts.turns({ org_id: org, task_id: taskId }),
        GetItem: () => stores.transcripts.invocation({ org_id: org, task_id: taskId }, '1-1'),
        PutItem: () => stores.transcripts.putTurn({ org_id: org, task_id: taskId }, aTurn(1)),
      };
      stores.failNext(operation, { kind: 'throttle' });

      await expect(work[operation]?.()).rejects.toBeInstanceOf(TransientFailure);
    },
  );

  it('takes a result that was written, though the store answered wrongly, as the first', async () => {
    stores.failNext('PutItem', { kind: 'applied' });
    const first = anInvocation('1-1', 1, 'first');
    await expect(stores.transcripts.putInvocation(org, first)).rejects.toBeInstanceOf(
      TransientFailure,
    );

    const stands = await stores.transcripts.putInvocation(org, anInvocation('1-1', 1, 'second'));

    expect(stands.output).toBe('first');
  });
});
