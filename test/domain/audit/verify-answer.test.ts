import { describe, expect, it } from 'vitest';
import type { AuditRecord, OpenChain } from '../../../functions/domain/audit/audit-record.ts';
import { appendToChain, emptyChain } from '../../../functions/domain/audit/chain.ts';
import type { ChainHead } from '../../../functions/domain/audit/chain.ts';
import { sealedPoints } from '../../../functions/domain/audit/seal.ts';
import { TaskAudit, verifyTaskAudit } from '../../../functions/domain/audit/verify-answer.ts';
import { canonicalJson, digestOfText } from '../../../functions/domain/shared/canonical.ts';
import { Digest, ExecutionId, TaskId } from '../../../functions/domain/shared/ids.ts';
import { asStored, auditedOrg } from '../../support/audit/an-audit.ts';

const task = TaskId.parse('task-01j0000000000000000000000a');
const execution = ExecutionId.parse('exec-01j0000000000000000000000a');
const second = ExecutionId.parse('exec-01j0000000000000000000000b');
const otherHash = Digest.parse('d'.repeat(64));

const entry = (event = 'something_happened', details: Record<string, unknown> = {}) => ({
  org_id: auditedOrg,
  task_id: task,
  at: '2026-03-01T09:00:00.000Z',
  actor: 'rita',
  event,
  plan_digest: null,
  details,
});

const recordsOf = (chain: OpenChain, count: number): readonly AuditRecord[] =>
  Array.from({ length: count }).reduce<readonly AuditRecord[]>(
    (list) => [...list, appendToChain(list.at(-1) ?? emptyChain, { ...entry(), chain })],
    [],
  );

const headOf = (list: readonly AuditRecord[]): ChainHead | null => {
  const last = list.at(-1);
  return last ? { seq: last.seq, hash: last.hash } : null;
};

/** A record as the earlier version hashed it: its text names no chain. */
const earlier = (seq: number, prev_hash: Digest, actor = 'rita'): AuditRecord => {
  const unhashed = { ...entry(), actor, seq, prev_hash };
  const canonical = canonicalJson(unhashed);
  return { ...unhashed, chain: 'earlier', hash: digestOfText(canonical), canonical };
};

const own = recordsOf(task, 3);
const controls = recordsOf(execution, 2);
const audit = (changes: Partial<TaskAudit> = {}): TaskAudit => ({
  org_id: auditedOrg,
  task_id: task,
  head: headOf(own),
  records: [...own],
  controls: [{ execution_id: execution, head: headOf(controls), records: [...controls] }],
  ...changes,
});

const broken = (chain: string, seq: number) => ({
  kind: 'record-broken',
  chain,
  seq,
  anchor: null,
});

/** The second record of the task under another actor's name, text and hash as they were. */
const renamed = own.map((record) => (record.seq === 2 ? { ...record, actor: 'mallory' } : record));

describe('a kept answer of a task’s audit', () => {
  it('has no fault as it was answered', () => {
    expect(verifyTaskAudit(TaskAudit.parse(audit()))).toBeNull();
    expect(verifyTaskAudit(audit({ head: null, records: [], controls: [] }))).toBeNull();
  });

  it.each<[string, Partial<TaskAudit>, object]>([
    ['a member that the text does not say', { records: renamed }, broken(task, 2)],
    ['a record that is gone', { records: own.filter(({ seq }) => seq !== 2) }, broken(task, 2)],
    [
      'an end that is gone',
      { records: own.slice(0, 2) },
      { kind: 'chain-truncated', chain: task, seq: 3, anchor: null },
    ],
    [
      'another hash in the head',
      { head: { seq: 3, hash: otherHash } },
      { kind: 'head-wrong', chain: task, seq: 3, anchor: null },
    ],
    [
      'a member of the first record',
      { records: own.map((record, at) => (at === 0 ? { ...record, actor: 'mallory' } : record)) },
      broken(task, 1),
    ],
    [
      'a text, told as the chain’s own fault',
      {
        records: own.map((record) => (record.seq === 2 ? { ...record, canonical: '{}' } : record)),
      },
      { kind: 'record-unreadable', chain: task, seq: 2, anchor: null },
    ],
    [
      'a member and, behind it, an end that is gone',
      { records: renamed.slice(0, 2) },
      broken(task, 2),
    ],
    [
      'a link, and a member behind it',
      {
        records: own
          .filter(({ seq }) => seq !== 1)
          .map((record) => (record.seq === 3 ? { ...record, actor: 'mallory' } : record)),
      },
      broken(task, 1),
    ],
    [
      'a fault of controls',
      {
        controls: [
          { execution_id: execution, head: headOf(controls), records: controls.slice(0, 1) },
        ],
      },
      { kind: 'chain-truncated', chain: execution, seq: 2, anchor: null },
    ],
    [
      'controls of another execution',
      {
        controls: [
          { execution_id: execution, head: headOf(controls), records: [...controls] },
          { execution_id: second, head: headOf(controls), records: [...controls] },
        ],
      },
      { kind: 'record-of-another-chain', chain: second, seq: 1, anchor: null },
    ],
    [
      'its own fault before that of controls',
      {
        records: renamed,
        controls: [{ execution_id: execution, head: null, records: [...controls] }],
      },
      broken(task, 2),
    ],
  ])('is at fault by %s', (_what, changes, fault) => {
    expect(verifyTaskAudit(audit(changes))).toEqual(fault);
  });

  const first = earlier(4, otherHash);
  const next = earlier(5, first.hash);
  const later = earlier(9, otherHash);

  it('may begin with records of the earlier version, which are a part of another chain', () => {
    expect(verifyTaskAudit(audit({ records: [first, next, later, ...own] }))).toBeNull();
    expect(verifyTaskAudit(audit({ records: [earlier(1, otherHash), ...own] }))).toBeNull();
    expect(verifyTaskAudit(audit({ records: [earlier(2, otherHash), ...own] }))).toBeNull();
  });

  it.each<[string, AuditRecord[], number]>([
    ['a changed member', [{ ...first, actor: 'mallory' }], 4],
    ['a changed text', [{ ...first, canonical: first.canonical.replace('rita', 'anna') }], 4],
    ['the wrong order', [next, first], 4],
    ['one that came twice', [first, first], 4],
    ['one that does not follow its predecessor', [first, earlier(5, otherHash)], 5],
    ['a number below the first', [{ ...earlier(0, otherHash) }], 0],
  ])('is at fault by %s among them', (_what, records, seq) => {
    expect(verifyTaskAudit(audit({ records: [...records, ...renamed] }))).toEqual(
      broken('earlier', seq),
    );
  });
});

describe('what the settings chain vouches for', () => {
  const settings = (...entries: readonly [string, Record<string, unknown>][]) =>
    asStored(
      entries.reduce<readonly AuditRecord[]>(
        (list, [event, details]) => [
          ...list,
          appendToChain(list.at(-1) ?? emptyChain, {
            ...entry(event, details),
            chain: 'settings',
          }),
        ],
        [],
      ),
    );
  const seal = { seq: 7, hash: otherHash };

  it('is the head of the earlier version’s chain, where it was sealed', () => {
    expect(
      sealedPoints(
        settings(['approvers_changed', seal], ['earlier_chain_sealed', { ...seal, by: 'upgrade' }]),
      ),
    ).toEqual([{ anchor: null, seq: 7, hash: otherHash }]);
  });

  it.each([
    ['nothing', settings()],
    ['another record', settings(['approvers_changed', seal])],
    ['a seal without a number', settings(['earlier_chain_sealed', { hash: otherHash }])],
    ['a seal of nothing', settings(['earlier_chain_sealed', { seq: 0, hash: otherHash }])],
    [
      'a record that can’t be read',
      { head: null, records: [{ seq: 1, canonical: '{', hash: '' }] },
    ],
  ])('is nothing by %s', (_what, stored) => {
    expect(sealedPoints(stored)).toEqual([]);
  });
});
