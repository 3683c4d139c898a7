import type { Scope } from './expression.ts';
import type { Json } from './json.ts';
import { isWithin } from './load-fields.ts';
import type { Bounds } from './load-fields.ts';
import { evaluateTemplate, evaluationFault, wrongTypeFault } from './template.ts';
import type { Template } from './template.ts';

/** The value as an integer within bounds. @throws StateFault for anything else. */
export const requireInteger = (template: Template, value: Json, bounds: Bounds): number => {
  if (typeof value !== 'number') throw wrongTypeFault(template, 'number', value);
  if (isWithin(value, bounds)) return value;
  const location = template.kind === 'expression' ? template.location : undefined;
  throw evaluationFault(
    `Expected an integer of ${bounds.least} to ${bounds.most}, but was: ${String(value)}`,
    location,
  );
};

/** A number field that may be an expression. @throws StateFault for anything but such an integer. */
export const optionalInteger = async (
  template: Template | undefined,
  scope: Scope,
  bounds: Bounds,
): Promise<number | undefined> => {
  if (template === undefined) return undefined;
  return requireInteger(template, await evaluateTemplate(template, scope), bounds);
};
