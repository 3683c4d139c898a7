import { makeEnvironmentSettings } from '../../adapters/environment-settings/settings-store.ts';
import { readEnvironment } from '../environment.ts';
import { lazy } from '../lazy.ts';

export const settingsStore = /* @__PURE__ */ lazy(() => {
  const env = readEnvironment(
    'APPROVERS',
    'LOCAL_IDENTITY',
    'GATE_EXPIRY_SECONDS',
    'COOLDOWN_SECONDS',
  );
  return makeEnvironmentSettings({
    approvers: env.APPROVERS,
    hasIdentityProvider: !env.LOCAL_IDENTITY,
    gateExpirySeconds: env.GATE_EXPIRY_SECONDS,
    cooldownSeconds: env.COOLDOWN_SECONDS,
  });
});
