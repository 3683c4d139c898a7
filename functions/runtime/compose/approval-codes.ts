import { randomBytes, randomInt } from 'node:crypto';
import { makeGateCodeStore } from '../../adapters/dynamodb/gate-code-store.ts';
import type { SecretSource } from '../../application/approval/approval-ports.ts';
import { lazy } from '../lazy.ts';
import { table } from './stores.ts';

export const secretSource: SecretSource = {
  code: () => String(randomInt(1_000_000)).padStart(6, '0'),
  secret: () => randomBytes(32).toString('base64url'),
};

export const codeStore = /* @__PURE__ */ lazy(() => makeGateCodeStore(table()));
