import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PolicyName } from '../../functions/domain/policy/policy-name.ts';
import { connect } from '../support/e2e/client.ts';
import type { Client } from '../support/e2e/client.ts';
import { startPolicyServer } from '../support/e2e/policy-server.ts';
import type { Disturbance } from '../support/e2e/policy-server.ts';
import { submit } from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';

let opa: Awaited<ReturnType<typeof startPolicyServer>>;
let product: Product;
let api: Client;

const wish = { org_id: 'org-opa', intent: 'Fix drift on production cache servers' };

const packages = (...names: readonly PolicyName[]): string =>
  names.map((name) => `orchestrator.${name}`).join(', ');

const all = packages(...PolicyName.options);

const saying =
  (body: string, ...names: readonly PolicyName[]): Disturbance =>
  (policy) =>
    names.length === 0 || (policy !== null && names.includes(policy))
      ? { status: 200, body }
      : null;

const policiesIn = async (): Promise<{ status: number; detail: string | null }> => {
  const response = await fetch(`${product.url}/ready`);
  const body = (await response.json()) as {
    dependencies: readonly { name: string; detail: string | null }[];
  };
  const found = body.dependencies.find(({ name }) => name === 'policies');
  return { status: response.status, detail: found?.detail ?? null };
};

beforeAll(async () => {
  opa = await startPolicyServer();
  product = await startProduct({ OPA_URL: opa.url });
  api = connect(product.url);
}, 60_000);

afterAll(async () => {
  await product.close();
  await opa.close();
});

beforeEach(() => opa.disturb(() => null));

describe('with an OPA server', () => {
  it('is ready with its revision, and plans, where it has the policies', async () => {
    expect(await policiesIn()).toEqual({ status: 200, detail: 'r-1' });
    expect((await submit(api, wish)).status).toBe('pending_approval');
  });

  it.each<[string, Disturbance, string]>([
    ['no policies at all', saying('{}'), `the policy engine lacks the packages ${all}`],
    ['answers of no shape', saying('{"result":{}}'), `no usable answer from the packages ${all}`],
    ['answers that are no JSON', saying('<html>'), `no usable answer from the packages ${all}`],
    [
      'an answer that allows everything',
      saying('{"result":{"allow":true,"deny":[],"warn":[]}}'),
      `not the product’s own are the packages ${all}`,
    ],
    [
      'an answer that denies without a reason',
      saying('{"result":{"allow":false,"deny":[],"warn":[]}}'),
      `not the product’s own are the packages ${all}`,
    ],
    ['an error', () => ({ status: 500, body: '{}' }), `no usable answer from the packages ${all}`],
    [
      'no such path',
      () => ({ status: 404, body: '{}' }),
      `the policy engine lacks the packages ${all}`,
    ],
    [
      'some packages only',
      saying('{}', 'sop_safety', 'tool_authorization'),
      `the policy engine lacks the packages ${packages('sop_safety', 'tool_authorization')}`,
    ],
    [
      'a requirement of no shape',
      saying(
        '{"result":{"allow":false,"warn":[],"requirement":{},"deny":[{"code":"input-malformed","message":"","severity":"error"}]}}',
        'approval_requirement',
      ),
      `no usable answer from the packages ${packages('approval_requirement')}`,
    ],
    [
      'policies without their limits',
      saying(
        '{"result":{"allow":false,"warn":[],"deny":[{"code":"limits-missing","message":"","severity":"error"}]}}',
      ),
      `data.limits is missing for the packages ${all}`,
    ],
  ])('that has %s it is not ready, and says what is amiss', async (_, disturbance, detail) => {
    opa.disturb(disturbance);

    expect(await policiesIn()).toEqual({ status: 503, detail });
  });

  it.each<[PolicyName, string, string]>([
    ['tool_authorization', '{}', 'policy-undefined'],
    ['tool_authorization', '{"result":{}}', 'policy-error'],
    ['production_safety', '{}', 'policy-undefined'],
    ['production_safety', '{"result":[]}', 'policy-error'],
    ['approval_requirement', '{}', 'policy-undefined'],
    ['approval_requirement', 'null', 'policy-error'],
  ])('whose %s answers %s a task ends by the policy', async (policy, body, failure) => {
    opa.disturb(saying(body, policy));

    const task = await submit(api, wish);

    expect(task).toMatchObject({
      status: 'failed',
      error: {
        code: 'policy-unavailable',
        message:
          `The policy engine gave no usable answer for orchestrator.${policy} (${failure}). ` +
          'Without one nothing goes on; GET /ready says what it lacks.',
      },
      approval: null,
      execution_id: null,
    });
  });

  it('blames the policy in the tool call that it kept from being made', async () => {
    opa.disturb(saying('{}'));
    const { task_id } = await submit(api, wish);

    const { invocations } = await api.ask('listToolInvocations', 200, { params: { task_id } });

    expect(invocations.map(({ result }) => result)).toEqual(['denied', 'denied']);
    for (const { error } of invocations) expect(error).toContain('orchestrator.tool_authorization');
  });

  it('that went away it is not ready, and a task ends by the policy', async () => {
    await opa.close();

    expect(await policiesIn()).toEqual({
      status: 503,
      detail: `no usable answer from the packages ${all}`,
    });
    expect((await submit(api, wish)).error?.code).toBe('policy-unavailable');
    expect(product.defects).toEqual([]);
  });
});
