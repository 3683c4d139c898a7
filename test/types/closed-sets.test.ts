import { describe, expect, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import type { CheckProbe } from '../../functions/adapters/http-probe/check-probe.ts';
import type { NotificationChannel } from '../../functions/application/notification/notification-ports.ts';
import type { PolicyEngine } from '../../functions/application/planning/planning-ports.ts';
import type { NotificationEvent } from '../../functions/domain/notification/notification.ts';
import type { CheckOf, CheckType } from '../../functions/domain/plan/health-check.ts';
import { HealthCheck } from '../../functions/domain/plan/health-check.ts';
import type { ReasonCode } from '../../functions/domain/policy/approval-reason.ts';
import type { PolicyInputs, PolicyQuestion } from '../../functions/domain/policy/policy-input.ts';
import { policyInputs } from '../../functions/domain/policy/policy-input.ts';
import type { PolicyName } from '../../functions/domain/policy/policy-name.ts';
import type { ActionType } from '../../functions/domain/action/action-type.ts';
import type { ChannelName } from '../../functions/runtime/notification-config.ts';
import { allowedToolCall, approvalFacts, compliantPlan } from '../policies/inputs.ts';

// `tsc` is what fails here: each line under @ts-expect-error has to be refused.

describe('a record over a closed set', () => {
  it('does not compile when it lacks a check type', () => {
    type Words = { readonly [Type in CheckType]: (check: CheckOf<Type>) => string };
    // @ts-expect-error instance_status is missing
    const words: Words = { http: ({ path }) => path };

    expect(Object.keys(words)).toEqual(['http']);
    expect(HealthCheck.options.map(({ shape }) => shape.type.value)).toEqual([
      'http',
      'instance_status',
    ]);
  });

  it('does not compile when it lacks an action', () => {
    // @ts-expect-error all but one are missing
    const one: Readonly<Record<ActionType, boolean>> = { patch: true };

    expect(Object.keys(one)).toEqual(['patch']);
  });

  it('does not compile when it lacks a channel, or has one under another name', () => {
    type Channels = { readonly [Name in ChannelName]: () => NotificationChannel<Name> | null };
    const none = () => null;
    // @ts-expect-error webhook is missing
    const channels: Channels = { email: none, sns: none, slack: none };
    const sns: NotificationChannel<'sns'> = {
      name: 'sns',
      reach: 'own_address',
      send: () => Promise.resolve(),
    };
    // @ts-expect-error it is named sns
    const slack: NotificationChannel<'slack'> = sns;

    expect([Object.keys(channels).length, slack.name]).toEqual([3, 'sns']);
  });

  it('does not compile when it lacks a policy, an event or a reason', () => {
    // @ts-expect-error five are missing
    const policies: Readonly<Record<PolicyName, boolean>> = { sop_safety: true };
    // @ts-expect-error ten are missing
    const events: Readonly<Record<NotificationEvent, boolean>> = { task_approved: true };
    // @ts-expect-error twelve are missing
    const reasons: Readonly<Record<ReasonCode, boolean>> = { score: true };

    expect([policies, events, reasons].map((record) => Object.keys(record).length)).toEqual([
      1, 1, 1,
    ]);
  });
});

describe('a prober', () => {
  it('gets the check of its own type', () => {
    expectTypeOf<Parameters<CheckProbe<'http'>['judge']>[0]>().toEqualTypeOf<CheckOf<'http'>>();
    // @ts-expect-error there is no such type
    expectTypeOf<CheckProbe<'tcp'>>().toBeObject();
  });
});

describe('what a policy is asked', () => {
  const asked: PolicyQuestion[] = [];
  const evaluate: PolicyEngine['evaluate'] = (...question) => {
    asked.push(question);
    return Promise.resolve({ allowed: true, findings: [], revision: 'r1', result: null });
  };

  it('has the policy’s own shape', async () => {
    await evaluate('production_safety', compliantPlan);
    await evaluate('tool_authorization', allowedToolCall);
    // @ts-expect-error those are facts of another policy
    await evaluate('production_safety', allowedToolCall);
    // @ts-expect-error a fact is missing
    await evaluate('approval_requirement', { ...approvalFacts, frozen: undefined });
    // @ts-expect-error there is no such policy
    await evaluate('database_safety', compliantPlan);

    expect(asked.map(([policy]) => policy)).toHaveLength(5);
  });

  it('is told for every policy', () => {
    expectTypeOf<keyof PolicyInputs>().toEqualTypeOf<PolicyName>();
    expectTypeOf<z.output<typeof policyInputs.sop_safety>>().toEqualTypeOf<
      PolicyInputs['sop_safety']
    >();
    expect(Object.keys(policyInputs)).toHaveLength(6);
  });
});
