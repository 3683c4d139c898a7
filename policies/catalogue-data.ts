import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import * as z from 'zod';
import { Environment } from '../functions/domain/shared/environment.ts';
import { ActionType } from '../functions/domain/action/action-type.ts';
import { policyCatalogue } from '../functions/specialists/catalogue.ts';

const Data = z.strictObject({
  limits: z.record(z.string(), z.number()),
  catalogue: z.looseObject({}),
});

/** The text of `data.json`: what it says of agents, tools and actions is what the product has. */
export const dataWithCatalogue = async (directory: string): Promise<string> => {
  const path = join(directory, 'data.json');
  const data = Data.parse(JSON.parse(readFileSync(path, 'utf8')));
  const derived = {
    environments: Environment.options,
    actions: ActionType.options,
    ...policyCatalogue(),
  };
  const whole = { ...data, catalogue: { ...data.catalogue, ...derived } };
  return format(JSON.stringify(whole, null, 2), { ...(await resolveConfig(path)), parser: 'json' });
};
