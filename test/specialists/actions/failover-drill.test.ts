import { expect, it } from 'vitest';
import { failoverDrill } from '../../../functions/specialists/actions/failover-drill.ts';

it('failover_drill says how it is undone, what judges it and what it needs', () => {
  expect(failoverDrill).toMatchObject({
    type: 'failover_drill',
    undo: 'none',
    policies: ['production_safety'],
    captures: ['traffic weights', 'version'],
    drains: true,
    touches: null,
  });
});

it.each([{ to_region: 'us-west-2', fail_back: true }])(
  'takes %j as it was proposed',
  (parameters) => {
    expect(failoverDrill.bind(parameters)?.parameters).toEqual(parameters);
    expect(
      failoverDrill.resolve({
        parameters,
        constraints: {},
        assets: [],
        facts: { goldenImages: [] },
        vulnerabilities: [],
      }),
    ).toEqual({ kind: 'parameters', parameters });
  },
);

it.each([
  { to_region: 'us-west-2', fail_back: false },
  { fail_back: true },
  { to_region: 'a b', fail_back: true },
])('refuses %j', (parameters) => {
  expect(failoverDrill.bind(parameters)).toBeNull();
});

it('moves a service, which is critical in production', () => {
  expect(failoverDrill.fails_over).toBe(true);
});
