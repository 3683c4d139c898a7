import * as z from 'zod';
import { ProposedSelector } from '../../domain/plan/proposal.ts';
import { jsonRecord } from '../../domain/shared/json-object.ts';

/** Which of the task's assets a call is about: all of them unless it narrows. */
export const selector = ProposedSelector.default({});
export const profile = z.enum(['standard', 'cautious']).default('standard');
export const Counts = jsonRecord(z.int().min(0));
export const Name = z.string().min(1).max(128);
export const Window = z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }).readonly();
export const Faults = z.array(z.strictObject({ code: z.string(), message: z.string() }));
