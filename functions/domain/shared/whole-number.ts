import * as z from 'zod';

/**
 * A parameter of a query that is a whole number, written in decimal digits and in no other way:
 * `1e1`, `0x10`, `+5`, `10.0`, ` 10` and a parameter that came twice are refused.
 */
export const wholeNumber = (least: number, most: number) => {
  const fault = `expected a whole number from ${least} to ${most}, in digits`;
  return z
    .string(fault)
    .regex(/^\d{1,16}$/u, fault)
    .meta({ type: 'integer', minimum: least, maximum: most })
    .transform(Number)
    .refine((value) => value >= least && value <= most, fault);
};
