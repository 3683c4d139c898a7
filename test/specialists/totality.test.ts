import { describe, expectTypeOf, it } from 'vitest';
import type { CatalogueAction } from '../../functions/domain/action/action.ts';
import type { TaskCatalogue } from '../../functions/domain/agent/agent.ts';
import type { ActionType } from '../../functions/domain/action/action-type.ts';
import type { AgentName } from '../../functions/domain/agent/agent-name.ts';
import type { TaskType } from '../../functions/domain/task/task-type.ts';
import type { taskCatalogue } from '../../functions/specialists/catalogue.ts';
import type { actionCatalogue } from '../../functions/specialists/actions/list.ts';
import type { Specialist } from '../../functions/specialists/define-specialist.ts';
import { specialists } from '../../functions/specialists/list.ts';

/** What lists have to hold, were there one name more. */
type AgentsOf<Names extends AgentName> = { readonly [Name in Names]: Specialist<Name> };

describe('the catalogues are total over the closed names', () => {
  it('an agent has its specialist, and no other name', () => {
    expectTypeOf<keyof typeof specialists>().toEqualTypeOf<AgentName>();
    expectTypeOf(specialists).toExtend<AgentsOf<AgentName>>();

    const { drift_agent, ...others } = specialists;
    // @ts-expect-error drift_agent is missing
    const missing: AgentsOf<AgentName> = others;
    // @ts-expect-error another specialist stands under its name
    const swapped: AgentsOf<AgentName> = { ...others, drift_agent: others.patch_agent };
    expectTypeOf(missing).toEqualTypeOf(swapped);
    expectTypeOf(drift_agent.name).toEqualTypeOf<'drift_agent'>();
  });

  it('a task type has one who serves it', () => {
    type Served = (typeof specialists)[AgentName]['taskType'];

    expectTypeOf<Served>().toEqualTypeOf<TaskType>();
    expectTypeOf<typeof taskCatalogue>().toEqualTypeOf<TaskCatalogue>();
    type Unserved = Omit<TaskCatalogue, 'dr_drill'>;
    expectTypeOf<Unserved>().not.toExtend<TaskCatalogue>();
  });

  it('an action has its definition', () => {
    expectTypeOf<keyof typeof actionCatalogue>().toEqualTypeOf<ActionType>();
    expectTypeOf<Omit<typeof actionCatalogue, 'reboot'>>().not.toExtend<
      Readonly<Record<ActionType, CatalogueAction>>
    >();
  });
});
