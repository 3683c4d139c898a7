import * as z from 'zod';
import { OrgId } from '../shared/ids.ts';

/** Query of GET /autonomy; a caller who belongs to no org names one. */
export const GetAutonomyQuery = z.strictObject({ org_id: OrgId.optional() });
