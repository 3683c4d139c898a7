import * as z from 'zod';
import { Environment } from '../shared/environment.ts';
import { OrgId } from '../shared/ids.ts';
import { wholeNumber } from '../shared/whole-number.ts';

/** Query of GET /fleet; a caller who belongs to no org names one. */
export const GetFleetQuery = z.strictObject({ org_id: OrgId.optional() });

const word = z.string().trim().min(1).max(128);

/** Query of GET /fleet/assets: all filters together; `name` is any part of a name or id. */
export const ListFleetAssetsQuery = z.strictObject({
  org_id: OrgId.optional(),
  environment: Environment.optional(),
  role: word.optional(),
  service: word.optional(),
  region: word.optional(),
  managed: z.enum(['true', 'false'], 'expected true or false').default('true'),
  name: word.optional(),
  limit: wholeNumber(1, 100).default(50),
  cursor: z.string().max(400).optional(),
});
export type ListFleetAssetsQuery = z.infer<typeof ListFleetAssetsQuery>;
