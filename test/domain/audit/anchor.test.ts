import { describe, expect, it } from 'vitest';
import {
  AnchorHeader,
  nextAnchor,
  noAnchorHash,
  rootOf,
  signedText,
} from '../../../functions/domain/audit/anchor.ts';
import type { Anchor, NextAnchor } from '../../../functions/domain/audit/anchor.ts';
import type { NamedHead } from '../../../functions/domain/audit/chain.ts';
import { leafHash, merkleRoot } from '../../../functions/domain/audit/merkle.ts';
import { digestOfText } from '../../../functions/domain/shared/canonical.ts';
import { org, otherDigest, planDigest, taskId } from '../../support/builders/ids.ts';
import { aSigner } from '../../support/audit/a-signer.ts';

const signer = aSigner();
const at = '2026-03-01T10:00:00.000Z';
const head = (changes: Partial<NamedHead> = {}): NamedHead => ({
  chain: taskId,
  seq: 3,
  hash: planDigest,
  at: '2026-03-01T09:00:00.000Z',
  ...changes,
});
const settings = head({ chain: 'settings', seq: 1, hash: otherDigest });

const next = (changes: Partial<NextAnchor> = {}) =>
  nextAnchor({
    org,
    last: null,
    at,
    heads: [head(), settings],
    newChains: 2,
    key: signer.key,
    ...changes,
  });
const signed = ({ unsigned, text }: ReturnType<typeof next>): Anchor => ({
  ...unsigned,
  signature: signer.sign(text),
});

describe('an anchor', () => {
  const leaves = [
    { chain: 'settings', seq: 1, hash: otherDigest },
    { chain: taskId, seq: 3, hash: planDigest },
  ];

  it('begins its chain with nothing before it, its leaves by the names of their chains', () => {
    const { unsigned, text } = next();

    expect(unsigned).toEqual({
      org_id: 'org-123',
      seq: 1,
      at,
      prev_hash: noAnchorHash,
      root: merkleRoot(leaves.map(leafHash)),
      leaf_count: 2,
      chains: 2,
      through: '2026-03-01T09:00:00.000Z',
      ...signer.key,
      hash: digestOfText(text),
      leaves,
    });
    expect(noAnchorHash).toBe('0'.repeat(64));
    expect(next({ heads: [settings, head()] }).unsigned).toEqual(unsigned);
  });

  it('follows the last by its hash, and counts chains that none had before', () => {
    const last = signed(next());

    expect(next({ last, newChains: 1 }).unsigned).toMatchObject({
      seq: 2,
      prev_hash: last.hash,
      chains: 3,
    });
  });

  it.each([
    ['the latest head', ['2026-03-01T09:00:00.000Z', '2026-03-01T09:30:00.000Z'], 1],
    ['itself where a head is from a time to come', [at, '2026-03-01T11:00:00.000Z'], 2],
  ])('was taken through %s', (_what, [one = at, other = at], which) => {
    const { through } = next({ heads: [head({ at: one }), { ...settings, at: other }] }).unsigned;

    expect(through).toBe(which === 1 ? other : at);
  });

  it('is never taken through less than the one before', () => {
    const last: Anchor = { ...signed(next()), through: '2026-03-01T09:59:00.000Z' };

    expect(next({ last }).unsigned.through).toBe('2026-03-01T09:59:00.000Z');
    expect(next({ last, heads: [head({ at })] }).unsigned.through).toBe(at);
  });

  it('is signed over its header, which binds the leaves by their root', () => {
    const made = next();
    const header: unknown = JSON.parse(made.text);

    expect(AnchorHeader.parse(header)).toEqual(header);
    expect(signedText(signed(made))).toBe(made.text);
    expect(rootOf(made.unsigned.leaves)).toBe(made.unsigned.root);
    expect(rootOf(made.unsigned.leaves.slice(1))).not.toBe(made.unsigned.root);
  });
});
