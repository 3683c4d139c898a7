import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { AuditRecord } from '../../functions/domain/audit/audit-record.ts';
import { readRecord } from '../../functions/domain/audit/chain.ts';
import { TaskAudit } from '../../functions/domain/audit/verify-answer.ts';
import { verifySavedAudit } from '../../functions/runtime/verify-saved-audit.ts';
import { executionId, org, taskIdOf } from '../support/builders/ids.ts';
import { aStoredChain, randomFrom, tamperAtRandom } from '../support/audit/tamper.ts';

const folder = mkdtempSync(join(tmpdir(), 'ai-orchestrator-audit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** jq and openssl are there on the machines that check this; a laptop may lack jq. */
const hasTools = ['jq', 'openssl'].every(
  (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0,
);

interface Answer {
  readonly head: unknown;
  readonly records: readonly unknown[];
}

const aStoredView = (
  length: number,
  seed: number,
  chain: Parameters<typeof aStoredChain>[2],
): Answer => {
  const { head, records } = aStoredChain(length, randomFrom(seed), chain);
  return { head, records: records.map(readRecord) };
};

const answerOf = (own: Answer, controls: Answer = aStoredView(2, 5, executionId)) => ({
  org_id: org,
  task_id: taskIdOf(1),
  ...own,
  controls: [{ execution_id: executionId, ...controls }],
});

/** `GOOD`, or chain and number of the first bad record. */
const oursOf = (answer: object): string => {
  const { fault } = verifySavedAudit(JSON.stringify(answer));
  return fault ? `${fault.chain} ${fault.seq}` : 'GOOD';
};

const shellsOf = (answer: object): string => {
  const file = join(folder, 'answer.json');
  writeFileSync(file, JSON.stringify(answer));
  const script = join(import.meta.dirname, 'verify-audit.sh');
  const { stdout, stderr } = spawnSync('sh', [script, file], { encoding: 'utf8' });
  const named = /^BAD (\S+) record (\d+)/.exec(stdout);
  if (named) return `${named[1]} ${named[2]}`;
  return stdout.startsWith('GOOD') ? 'GOOD' : `${stdout}${stderr}`;
};

/** The members as the text says, so that the text alone tells; null where the text is none. */
const readable = (stored: { canonical: string; hash: string; seq: number }) => {
  try {
    return readRecord(stored);
  } catch {
    return null;
  }
};

describe.runIf(hasTools)('the verifier in shell', () => {
  it('agrees with ours on good chains, empty ones among them', () => {
    for (const length of [0, 1, 5]) {
      const answer = answerOf(aStoredView(length, length, taskIdOf(1)));
      expect([oursOf(answer), shellsOf(answer)]).toEqual(['GOOD', 'GOOD']);
    }
  });

  it('agrees with ours on the first bad record of chains that were worked on', () => {
    const random = randomFrom(11);
    let seen = 0;
    while (seen < 40) {
      const { stored } = tamperAtRandom(random);
      const records = (stored?.records ?? []).map(readable);
      const answer = answerOf({ head: stored?.head ?? null, records });
      if (records.length === 0 || !TaskAudit.safeParse(answer).success) continue;
      seen += 1;
      expect(shellsOf(answer)).toBe(oursOf(answer));
      expect(oursOf(answer)).not.toBe('GOOD');
    }
  }, 60_000);

  it('sees that members say something else than their text, and a bad chain of controls', () => {
    const own = aStoredView(4, 3, taskIdOf(1));
    const records = own.records as readonly AuditRecord[];
    const edited = records.map((one, index) => (index === 2 ? { ...one, actor: 'mallory' } : one));
    const controls = aStoredView(3, 4, executionId);
    const answers = [
      answerOf({ ...own, records: edited }),
      answerOf(own, { ...controls, records: controls.records.slice(1) }),
      answerOf({ ...own, head: null }),
    ];
    for (const answer of answers) expect(shellsOf(answer)).toBe(oursOf(answer));
    expect(answers.map(shellsOf)).toEqual([
      `${taskIdOf(1)} 3`,
      `${executionId} 1`,
      `${taskIdOf(1)} 4`,
    ]);
  });
});

describe('a kept answer', () => {
  it('is refused when it is none', () => {
    expect(() => verifySavedAudit('{"records":[]}')).toThrow('It is no answer of GET');
  });
});
