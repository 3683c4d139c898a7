import { makeOpaServerEngine } from '../../adapters/opa/opa-server.ts';
import { wasmPolicyEngineOf } from '../../adapters/opa/wasm-policy.ts';
import { readEnvironment } from '../environment.ts';
import { lazy } from '../lazy.ts';

/** The compiled policies in this process, or an OPA server where one is named. */
export const policyEngine = /* @__PURE__ */ lazy(() => {
  const { OPA_URL, POLICY_DIR } = readEnvironment('OPA_URL', 'POLICY_DIR');
  return OPA_URL === undefined
    ? wasmPolicyEngineOf(POLICY_DIR)
    : makeOpaServerEngine({ url: OPA_URL });
});
