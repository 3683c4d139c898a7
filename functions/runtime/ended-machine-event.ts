import * as z from 'zod';
import { EndedMachine } from '../domain/execution/ended-machine.ts';

/** What the recovering functions are called with: an end that EventBridge tells of, or its schedule (null). */
export const EndedMachineEvent = z.union([
  z.object({ source: z.literal('aws.events') }).transform(() => null),
  z.object({ detail: EndedMachine }).transform(({ detail }) => detail),
]);

/** What a look at every machine that ended badly answers. */
export const Swept = z.strictObject({ outcome: z.literal('swept'), machines: z.int().min(0) });
