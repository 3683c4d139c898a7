import { makeListAnchors } from '../../../application/audit/list-anchors.ts';
import { anchorSigner } from '../../../runtime/compose/anchor-key.ts';
import { anchorStore } from '../../../runtime/compose/audit-anchors.ts';
import { callerOf, httpHandler } from '../../../runtime/http-handler.ts';

export const handler = httpHandler({
  operation: 'listAnchors',
  group: 'read',
  useCase: () => {
    const listAnchors = makeListAnchors({ anchors: anchorStore(), key: anchorSigner() });
    return async (request) => ({
      status: 200,
      body: await listAnchors(callerOf(request), request.query),
    });
  },
});
