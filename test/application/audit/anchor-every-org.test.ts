import { describe, expect, it } from 'vitest';
import { makeAnchorEveryOrg } from '../../../functions/application/audit/anchor-every-org.ts';
import { OrgId } from '../../../functions/domain/shared/ids.ts';
import { memoryStores } from '../../support/memory/memory-stores.ts';

const orgs = Array.from({ length: 40 }, (_, index) => OrgId.parse(`org-${index}`));

describe('the round over every org', () => {
  it('anchors each once, and goes on past those that fail', async () => {
    const seen: string[] = [];
    const failed: string[] = [];
    const round = makeAnchorEveryOrg({
      ...memoryStores({ orgs }),
      anchorOrg: (org) => {
        seen.push(org);
        return org.endsWith('7')
          ? Promise.reject(new Error('busy'))
          : Promise.resolve({ anchors: org === 'org-3' ? 2 : 0 });
      },
      onFailure: (org) => failed.push(org),
    });

    expect(await round()).toEqual({ orgs: 40, anchors: 2, failed: 4 });
    expect(seen.sort()).toEqual([...orgs].sort());
    expect(failed.sort()).toEqual(['org-17', 'org-27', 'org-37', 'org-7']);
  });

  it('is done at once where there is no org', async () => {
    const round = makeAnchorEveryOrg({
      ...memoryStores({ orgs: [] }),
      anchorOrg: () => Promise.reject(new Error('nobody to anchor')),
      onFailure: () => undefined,
    });

    expect(await round()).toEqual({ orgs: 0, anchors: 0, failed: 0 });
  });
});
