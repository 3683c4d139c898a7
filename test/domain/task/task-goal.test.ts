import { describe, expect, it } from 'vitest';
import { goalOf } from '../../../functions/domain/task/task-goal.ts';
import type { Selector } from '../../../functions/domain/task/task-spec.ts';

const goal = (changes: Partial<Selector> = {}, intent = '', quotesIntent = false) =>
  goalOf(
    { goal: 'Remediate drift for', quotesIntent },
    { environment: 'production', ...changes },
    intent,
  );

describe('a goal', () => {
  it.each<[Partial<Selector>, string]>([
    [{}, 'production servers'],
    [{ environment: 'staging', roles: ['web'] }, 'staging web servers'],
    [{ roles: ['app', 'web'] }, 'production app and web servers'],
    [{ roles: ['app', 'db', 'web'] }, 'production app, db and web servers'],
    [
      { services: ['checkout'], platforms: ['linux', 'windows'], roles: ['web'] },
      'production checkout linux and windows web servers',
    ],
    [{ roles: [], services: [], platforms: [], regions: [] }, 'production servers'],
    [{ regions: ['us-east-1'] }, 'production servers in us-east-1'],
    [
      { regions: ['us-east-1', 'us-west-2', 'eu-west-1'] },
      'production servers in us-east-1, us-west-2 and eu-west-1',
    ],
  ])('for %j is about %s', (selector, what) => {
    expect(goal(selector)).toBe(`Remediate drift for ${what}`);
  });

  it('quotes the intent where only the requester’s words name the subject, cleaned and cut', () => {
    expect(goal({}, ' fix\nthe \u202Edrift ', true)).toBe(
      'Remediate drift for production servers: “fix the drift”',
    );
    expect(goal({}, 'x'.repeat(201), true)).toBe(
      `Remediate drift for production servers: “${'x'.repeat(199)}…”`,
    );
    expect(goal({}, 'fix the drift')).not.toContain('fix');
  });
});
