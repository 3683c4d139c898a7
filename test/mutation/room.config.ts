import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { isolate: false, include: ['test/domain/execution/*.test.ts'], setupFiles: ['test/mutation/short-properties.ts'], env: { AUDIT_TAMPERINGS: '40' }, testTimeout: 20_000 } });
