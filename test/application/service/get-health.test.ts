import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeGetHealth } from '../../../functions/application/service/get-health.ts';
import { handler } from '../../../functions/handlers/api/public/get-health.ts';
import { deadline } from '../../../functions/runtime/deadline.ts';
import { aContext, anEvent } from '../../support/seams/events.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const healthWith = (revision: () => Promise<string>) =>
  makeGetHealth({ version: '1.2.3', policy: { revision }, deadline })();

describe('health', () => {
  it('tells the version and the revision of the policies that decide', async () => {
    expect(await healthWith(() => Promise.resolve('abc'))).toEqual({
      status: 'ok',
      version: '1.2.3',
      policy_revision: 'abc',
    });
  });

  it('is alive without the policies: a restart would bring none', async () => {
    const health = await healthWith(() => Promise.reject(new Error('The server is gone')));

    expect(health).toEqual({ status: 'ok', version: '1.2.3', policy_revision: null });
  });

  it('waits for policies that hang a second and no longer', async () => {
    const health = await healthWith(() => new Promise(() => undefined));

    expect(health).toEqual({ status: 'ok', version: '1.2.3', policy_revision: null });
  });

  it('answers with the version of the package and the revision of its bundle', async () => {
    vi.stubEnv('POLICY_DIR', 'policies/bundle');
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const manifest = readFileSync('policies/bundle/manifest.json', 'utf8');
    const { revision } = JSON.parse(manifest) as { revision: string };

    const answer = await handler(anEvent({ claims: null }), aContext);

    expect(JSON.parse(answer.body ?? '')).toEqual({
      status: 'ok',
      version,
      policy_revision: revision,
    });
  });
});
