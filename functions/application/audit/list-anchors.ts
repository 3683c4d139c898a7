import { ListAnchorsQuery } from '../../domain/audit/audit-requests.ts';
import type { AnchorPage } from '../../domain/audit/audit-view.ts';
import { Rejection } from '../../domain/shared/errors.ts';
import type { Identity } from '../../domain/shared/identity.ts';
import type { AnchorKeySource, AnchorStore } from './anchor-ports.ts';
import { parseInput } from '../shared/parse-input.ts';
import { resolveNamedOrg } from '../shared/resolve-org.ts';

interface Dependencies {
  readonly anchors: Pick<AnchorStore, 'list'>;
  readonly key: AnchorKeySource;
}

/**
 * The anchors of the caller's org in order, with all that an outside verifier needs, and the key that
 * signs now.
 * @throws Rejection `invalid-request` where a caller at home in every org names none.
 */
export const makeListAnchors =
  ({ anchors, key }: Dependencies) =>
  async (identity: Identity, rawQuery: unknown): Promise<AnchorPage> => {
    const query = parseInput(ListAnchorsQuery, rawQuery, '/query');
    const org = query.org_id ? resolveNamedOrg(identity, query.org_id) : identity.org;
    if (org === null) {
      const detail = 'is needed: each org has anchors of its own';
      throw new Rejection('invalid-request', `/query/org_id: ${detail}`, {
        errors: [{ pointer: '/query/org_id', detail }],
      });
    }
    const { after, limit } = query;
    const found = await anchors.list(org, { after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      org_id: org,
      key: await key.publicKey(),
      anchors: page,
      ...(last && found.length > limit && { next_after: last.seq }),
    };
  };
