import { describe, expect, it } from 'vitest';
import { noEffect, toldEffect } from '../../../functions/domain/action/changes.ts';

describe('toldEffect', () => {
  it('is nothing of nothing', () => {
    expect(toldEffect(noEffect)).toEqual({ changes: [], cve_ids: [] });
  });

  it('keeps what changes in its order, and where nothing was or will be', () => {
    const changes = [
      { field: 'image', from: 'ami-1', to: 'ami-2' },
      { field: 'openssl', from: null, to: '3.2.9' },
      { field: 'telnet', from: '1.0', to: null },
    ];

    expect(toldEffect({ changes, cve_ids: [] }).changes).toEqual(changes);
  });

  it('tells each thing once, and the flaws in order', () => {
    const change = { field: 'image', from: 'ami-1', to: 'ami-2' };

    expect(
      toldEffect({
        changes: [change, { ...change }],
        cve_ids: ['CVE-2026-2', 'CVE-2026-1', 'CVE-2026-2'],
      }),
    ).toEqual({ changes: [change], cve_ids: ['CVE-2026-1', 'CVE-2026-2'] });
  });

  it('cleans and cuts what the inventory says, since it is data', () => {
    const { changes } = toldEffect({
      changes: [{ field: 'kernel\u202e', from: 'a\u0000b', to: 'x'.repeat(200) }],
      cve_ids: [],
    });

    expect(changes[0]?.field).not.toContain('\u202e');
    expect(changes[0]?.from).not.toContain('\u0000');
    expect(changes[0]?.to?.length).toBeLessThanOrEqual(128);
  });
});
