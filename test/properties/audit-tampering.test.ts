import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSignedBy } from '../../functions/adapters/signing/is-signed-by.ts';
import { asStored, auditAfter, auditedOrg, chainNames, signer } from '../support/audit/an-audit.ts';
import type { Audit, Happening } from '../support/audit/an-audit.ts';
import { anchorTamperings, chainTamperings } from '../support/audit/tamperings.ts';
import { verifyAudit } from '../support/audit/verify-audit.ts';

/** `npm run audit:tamper` sets this to 10,000. */
const tamperings = Number(process.env['TAMPERINGS'] ?? 800);

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...chainNames).map((chain) => ({ chain })) },
  { weight: 1, arbitrary: fc.constant('anchor' as const) },
);

const audits = fc
  .tuple(
    fc.array(happening, { minLength: 2, maxLength: 40 }),
    fc.array(fc.constantFrom(...chainNames), { maxLength: 6 }),
  )
  .map(([happenings, unseen]) => ({ ...auditAfter(happenings, unseen), unseen: unseen.length }))
  .filter(({ anchors }) => anchors.length > 0);

const verdictOf = ({ anchors, chains }: Audit, newest: Audit['anchors'][number] | undefined) =>
  verifyAudit({
    org: auditedOrg,
    anchors,
    chains: new Map([...chains].map(([chain, records]) => [chain, asStored(records)])),
    trustedKeys: [signer.key],
    isSignedBy,
    seenBefore: newest ? [newest] : [],
  });

const all = Object.entries({ ...chainTamperings, ...anchorTamperings });

describe('the verification of an audit', () => {
  it('finds nothing in what was written', () => {
    fc.assert(
      fc.property(audits, (audit) => {
        const verdict = verdictOf(audit, audit.anchors.at(-1));

        expect(verdict.fault).toBeNull();
        expect(verdict.records).toBe([...audit.chains.values()].flat().length);
        expect(verdict.anchored_records).toBe(verdict.records - audit.unseen);
      }),
      { numRuns: 50 },
    );
  });

  it.each(all)('finds %s', (_, tamper) => {
    fc.assert(
      fc.property(audits, fc.infiniteStream(fc.nat()), (audit, numbers) => {
        const pick = (below: number) => Number(numbers.next().value) % Math.max(1, below);
        const tampered = tamper(audit, pick);
        fc.pre(!isDeepStrictEqual(tampered, audit));

        expect(verdictOf(tampered, audit.anchors.at(-1)).fault).not.toBeNull();
      }),
      { numRuns: Math.ceil(tamperings / all.length) },
    );
  });
});
