import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSignedBy } from '../../../../functions/adapters/signing/is-signed-by.ts';
import { checkAnchors } from '../../../../functions/domain/audit/verify-anchors.ts';
import { aSigner } from '../../../support/audit/a-signer.ts';
import type { TestSigner } from '../../../support/audit/a-signer.ts';
import { auditAfter, auditedOrg, chainNames, signer } from '../../../support/audit/an-audit.ts';
import type { Audit } from '../../../support/audit/an-audit.ts';
import { anchorTamperings } from '../../../support/audit/tamperings.ts';
import { root } from '../../../support/seams/machines.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'verify-anchors-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = (values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

const pemOf = ({ key }: TestSigner): string =>
  `-----BEGIN PUBLIC KEY-----\n${(key.public_key.match(/.{1,64}/g) ?? []).join('\n')}\n-----END PUBLIC KEY-----\n`;

/** What the page of shell says of an audit. */
const shellSays = ({ anchors, chains }: Audit, by: TestSigner, withRecords = false): string => {
  const files = ['key.pem', 'anchors.jsonl', 'records.jsonl'].map((name) => join(folder, name));
  const [key = '', anchorsFile = '', records = ''] = files;
  writeFileSync(key, pemOf(by));
  writeFileSync(anchorsFile, lines(anchors));
  writeFileSync(records, lines([...chains.values()].flat()));
  const args = [key, anchorsFile, ...(withRecords ? [records] : [])];
  try {
    return execFileSync('bash', [`${root}infra/aws/audit/verify-anchors.sh`, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout).trim();
  }
};

const everyChain = chainNames.map((chain) => ({ chain }));
const audit = (by?: TestSigner) =>
  auditAfter(['anchor', ...everyChain, 'anchor', ...everyChain.slice(2), 'anchor'], [], by);

describe('the verifier of shell', () => {
  it.each(['ed25519', 'ecdsa-p256-sha256'] as const)('agrees on anchors signed by %s', (kind) => {
    const by = aSigner(kind);
    const good = audit(by);

    expect(shellSays(good, by, true)).toBe(
      `OK: 2 anchors over 6 chains, the newest ${good.anchors[1]?.hash ?? ''}`,
    );
    expect(shellSays(good, signer)).toBe('BAD anchor 1: signed with another key');
  });

  it('finds a record that is not the one that was anchored, and one that is gone', () => {
    const good = audit();
    const [chain = 'settings'] = chainNames;
    const [first] = good.chains.get(chain) ?? [];
    const gone = { ...good, chains: new Map([...good.chains, [chain, []]]) };
    if (!first) throw new Error('The chain has a record');
    const other = { ...first, hash: 'e'.repeat(64) as never };
    const changed = { ...good, chains: new Map([...good.chains, [chain, [other]]]) };

    for (const bad of [gone, changed]) {
      expect(shellSays(bad, signer, true)).toBe(
        `BAD anchor 1: record 1 of ${chain} is not the one that was anchored`,
      );
    }
  });

  it.each(Object.entries(anchorTamperings))('agrees with the product on %s', (_, tamper) => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
        const pick = (below: number) => Number(numbers.next().value) % Math.max(1, below);
        const tampered = tamper(audit(), pick);
        const { fault } = checkAnchors({
          org: auditedOrg,
          anchors: tampered.anchors,
          trustedKeys: [signer.key],
          isSignedBy,
        });
        const says = shellSays(tampered, signer);

        expect(says.startsWith('OK')).toBe(fault === null);
      }),
      { numRuns: 1 },
    );
  });
});
