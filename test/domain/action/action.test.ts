import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineAction, goldenImageOf } from '../../../functions/domain/action/action.ts';
import { touchedDigestOf } from '../../../functions/domain/action/touched.ts';
import { choosesNothing } from '../../../functions/domain/action/honours.ts';
import type { Action } from '../../../functions/domain/action/action.ts';
import { anAsset, goldenDatabase, goldenWeb } from '../../support/builders/an-asset.ts';

const facts = { goldenImages: [goldenDatabase, goldenWeb] };

type Resizing = Action<{ readonly size: number }>;

/** An action that tells what it was handed. */
const resizing = (changes: Partial<Resizing> = {}) =>
  defineAction<{ readonly size: number }>({
    type: 'resize',
    description: 'Changes the size.',
    parameters: z.strictObject({ size: z.int().default(3) }),
    undo: 'exact',
    policies: ['production_safety'],
    captures: [],
    rollback_method: 'Back.',
    drains: false,
    verifies: 'It has the size.',
    eligibility: (asset, { size }, { goldenImages }) => ({
      kind: 'excluded',
      reason: `${asset.asset_id} ${size} ${goldenImages.length}`,
    }),
    resolve: ({ parameters }) => ({ kind: 'parameters', parameters }),
    touches: ['tags'],
    changes: (asset, { size }) => [{ field: 'size', from: asset.role, to: String(size) }],
    effect: 'Changing the size',
    honours: { ...choosesNothing, reboot: [] },
    after: (asset, { size }) => ({ changed: {}, output: `${asset.role} ${size}` }),
    ...changes,
  });

describe('an action', () => {
  it('bound to parameters asks with what its schema read', () => {
    const bound = resizing().bind({});

    expect(bound?.parameters).toEqual({ size: 3 });
    expect(bound?.eligibility(anAsset(1), facts)).toEqual({
      kind: 'excluded',
      reason: 'i-000001 3 2',
    });
    expect(bound?.after(anAsset(1))).toEqual({ changed: {}, output: 'web 3' });
  });

  it('is bound to nothing that doesn’t fit', () => {
    expect(resizing().bind({ size: 'large' })).toBeNull();
    expect(resizing().bind({ size: 1, more: 1 })).toBeNull();
  });

  it('makes of an asset what parameters that fit say', () => {
    expect(resizing().after(anAsset(1), { size: 7 })).toEqual({ changed: {}, output: 'web 7' });
  });

  it('refuses parameters that don’t fit, by the fault or by its own words', () => {
    expect(resizing().after(anAsset(1), { size: 'large' })).toEqual({
      refused: 'invalid: parameters size: Invalid input: expected number, received string',
    });
    expect(
      resizing({ misfit: ({ role }) => `no size for ${role}` }).after(anAsset(1), {
        size: 'large',
      }),
    ).toEqual({ refused: 'no size for web' });
  });

  it('keeps to itself how it words a misfit', () => {
    expect(resizing({ misfit: () => 'no' })).not.toHaveProperty('misfit');
    expect(resizing()).toMatchObject({ type: 'resize', undo: 'exact', touches: ['tags'] });
  });
});

describe('what an action touches', () => {
  const asset = anAsset(1, { tags: { size: 's', Owner: 'ada' } });
  const touches = ['tags', 'state'] as const;

  it('of tags is what its parameters name', () => {
    const sizing = resizing({ touches, touchedTags: ({ size }) => [`size`, `${size}`] });

    expect(sizing.touched(asset, { size: 7 })).toBe(
      touchedDigestOf(asset, { aspects: touches, tags: ['7', 'size'] }),
    );
    expect(sizing).not.toHaveProperty('touchedTags');
  });

  it('of tags is none where it names none', () => {
    expect(resizing({ touches }).touched(asset, {})).toBe(
      touchedDigestOf(anAsset(1), { aspects: touches, tags: [] }),
    );
  });

  it('is not told where no asset shows it, or the parameters don’t fit', () => {
    expect(resizing({ touches: null }).touched(asset, {})).toBeNull();
    expect(resizing().touched(asset, { size: 'large' })).toBeNull();
  });
});

describe('the golden image of an asset', () => {
  it.each([
    ['web', 'linux', 'ami-web-golden'],
    ['database', 'linux', 'ami-database-golden'],
    ['web', 'windows', undefined],
    ['mail', 'linux', undefined],
  ] as const)('of %s on %s is %s', (role, platform, image) => {
    expect(goldenImageOf(anAsset(1, { role, platform }), facts)?.image).toBe(image);
  });

  it.each([
    ['environment', 'production', 'staging'],
    ['architecture', 'arm64', 'x86_64'],
    ['region', 'us-east-1', 'eu-west-1'],
  ] as const)('is none of another %s', (name, own, other) => {
    const asset = anAsset(1, { architecture: 'arm64' });
    const goldenOf = (value: string) =>
      goldenImageOf(asset, { goldenImages: [{ ...goldenWeb, [name]: value }] })?.image;

    expect([goldenOf(own), goldenOf(other)]).toEqual(['ami-web-golden', undefined]);
  });
});
