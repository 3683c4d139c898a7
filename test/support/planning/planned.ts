import { someAssets } from '../builders/an-asset.ts';
import { aPlanningWorld } from './world.ts';

type Options = NonNullable<Parameters<typeof aPlanningWorld>[0]>;

/** A planning world in which the agent has made the first plan, with what comes after it. */
export const planned = async (options: Options = {}) => {
  const world = aPlanningWorld({ fleet: { assets: someAssets(20) }, ...options });
  await world.plan();
  const revision = { ...world.name, plan_revision: 1 };
  return {
    world,
    validate: () => world.validatePlan(revision),
    score: () => world.scorePlan(revision),
    codes: () => world.store.current().validation?.findings.map(({ code }) => code),
  };
};
