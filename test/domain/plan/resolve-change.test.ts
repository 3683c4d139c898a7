import { describe, expect, it } from 'vitest';
import type { Resolution } from '../../../functions/domain/action/action.ts';
import { resolveChange } from '../../../functions/domain/plan/resolve-change.ts';
import type { ChangeRequest } from '../../../functions/domain/plan/resolve-change.ts';
import { actionCatalogue } from '../../../functions/specialists/actions/list.ts';
import { anAsset, goldenWeb } from '../../support/builders/an-asset.ts';

const facts = { goldenImages: [goldenWeb] };
const drifted = anAsset(1);
const settled = anAsset(2, { image: 'ami-web-golden' });
const stopped = anAsset(3, { state: 'stopped' });

const resolve = (changes: Partial<ChangeRequest> = {}) =>
  resolveChange({
    action: actionCatalogue.reimage,
    parameters: {},
    constraints: {},
    assets: [drifted, settled, stopped],
    facts,
    vulnerabilities: [],
    ...changes,
  });

/** An action that resolves to what is given, whatever the request. */
const resolvingTo = (resolution: Resolution) => ({
  ...actionCatalogue.reimage,
  resolve: () => resolution,
});

describe('a resolved change', () => {
  it('has the parameters of the inventory and its assets by eligibility, in their order', () => {
    expect(resolve({ parameters: { image: 'ami-evil' } })).toMatchObject({
      kind: 'resolved',
      bound: { parameters: { image: 'ami-web-golden' } },
      eligible: [drifted],
      excluded: [
        { asset: settled, reason: 'The asset already runs the golden image.' },
        { asset: stopped, reason: 'The asset is stopped.' },
      ],
    });
  });

  it('is about no asset where none is affected, and does nothing', () => {
    const change = resolve({
      action: actionCatalogue.patch,
      constraints: { cve_ids: ['CVE-2026-0001'] },
    });
    const reason = 'None of the CVEs in question is open on the asset.';

    expect(change).toMatchObject({
      kind: 'resolved',
      bound: { parameters: {} },
      eligible: [],
      excluded: [drifted, settled, stopped].map((asset) => ({ asset, reason })),
    });
    if (change.kind !== 'resolved') throw new Error(change.reason);
    expect(change.bound.after(drifted)).toEqual({ refused: `ineligible: ${reason}` });
    expect(change.bound.eligibility(drifted, facts)).toEqual({ kind: 'eligible' });
  });

  it('is refused for the reason of its action', () => {
    const refusal = { kind: 'refused', reason: 'No image can be used.' } as const;

    expect(resolve({ action: resolvingTo(refusal) })).toEqual(refusal);
  });

  it('is refused where its parameters don’t fit the action', () => {
    const odd = { kind: 'parameters', parameters: { command: 'rm' } } as const;

    expect(resolve({ action: resolvingTo(odd) })).toEqual({
      kind: 'refused',
      reason: 'The parameters do not fit the action reimage.',
    });
  });
});
