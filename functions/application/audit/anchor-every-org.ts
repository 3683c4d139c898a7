import type { OrgId } from '../../domain/shared/ids.ts';
import type { Directory } from '../shared/ports.ts';

/** Orgs that are anchored at once. */
const width = 8;

interface Dependencies {
  readonly directory: Pick<Directory, 'orgs'>;
  readonly anchorOrg: (org: OrgId) => Promise<{ readonly anchors: number }>;
  readonly onFailure: (org: OrgId, error: unknown) => void;
}

/** Anchors every org. One that fails is told and holds up no other; the next call tries it again. */
export const makeAnchorEveryOrg =
  ({ directory, anchorOrg, onFailure }: Dependencies) =>
  async (): Promise<{ orgs: number; anchors: number; failed: number }> => {
    const orgs = await directory.orgs();
    const waiting = [...orgs];
    const counts = { anchors: 0, failed: 0 };
    const work = async (): Promise<void> => {
      for (let org = waiting.shift(); org !== undefined; org = waiting.shift()) {
        try {
          const { anchors } = await anchorOrg(org);
          counts.anchors += anchors;
        } catch (error) {
          counts.failed += 1;
          onFailure(org, error);
        }
      }
    };
    await Promise.all(Array.from({ length: width }, work));
    return { orgs: orgs.length, ...counts };
  };
