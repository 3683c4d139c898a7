import { makeFileSigner } from '../../adapters/anchor-folder/file-signer.ts';
import type { AnchorSigner } from '../../application/audit/anchor-ports.ts';
import { readEnvironment } from '../environment.ts';
import { lazy } from '../lazy.ts';

/**
 * The key that anchors are signed with: of a folder where one is set, of KMS elsewhere, whose client
 * loads when it is first asked. @throws Error naming the variable, where neither is set.
 */
export const anchorSigner = /* @__PURE__ */ lazy((): AnchorSigner => {
  const { ANCHOR_DIR, ANCHOR_KEY_ARN } = readEnvironment('ANCHOR_DIR', 'ANCHOR_KEY_ARN');
  if (ANCHOR_DIR !== undefined) return makeFileSigner(ANCHOR_DIR);
  if (ANCHOR_KEY_ARN === undefined) throw new Error('Environment variable ANCHOR_KEY_ARN: not set');
  const loaded = lazy(async () =>
    (await import('./aws-anchor-key.ts')).awsAnchorSigner(ANCHOR_KEY_ARN),
  );
  return {
    publicKey: async () => (await loaded()).publicKey(),
    sign: async (text) => (await loaded()).sign(text),
  };
});
