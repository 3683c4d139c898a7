import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AssetId } from '../../../../functions/domain/shared/ids.ts';
import { welcome } from '../../../../infra/local/cli/welcome.ts';
import { readSettings } from '../../../../infra/local/settings/settings.ts';

const lost = (count: number, reason: string) =>
  Array.from({ length: count }, (_, index) => {
    const asset_id = AssetId.parse(`i-${reason.length}-${index}`);
    return { asset_id, name: asset_id, reason };
  });

const greetedWith = (unmanaged: ReturnType<typeof lost>): string =>
  welcome({
    url: 'http://127.0.0.1:8083',
    settings: readSettings({}, join(import.meta.dirname, 'no-such-folder')),
    fleet: { assetCount: 7, unmanaged },
  });

describe('what one sees after the start', () => {
  it('counts what is managed and what is not, the commonest reason first', () => {
    const unmanaged = [
      ...lost(1, 'the tag Environment=\u001b[2J names none'),
      ...lost(3, 'no Environment tag'),
    ];

    expect(greetedWith(unmanaged)).toContain(
      [
        'Managed: 7. Unmanaged, and never selected: 4:',
        '  3 × no Environment tag',
        '  1 × the tag Environment=\\u{1b}[2J names none',
      ].join('\n'),
    );
  });

  it('says so where everything is managed', () => {
    expect(greetedWith([])).toContain('Managed: 7. Unmanaged, and never selected: 0.\n');
  });

  it('tells the commonest reasons of many, and where the others are', () => {
    const unmanaged = Array.from({ length: 8 }, (_, index) =>
      lost(1, 'r'.repeat(index + 1)),
    ).flat();

    expect(greetedWith(unmanaged)).toContain('  and 3 more reasons, in GET /api/v1/ai/fleet\n');
  });
});
