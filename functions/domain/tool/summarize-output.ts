import { cleanText } from '../task/clean-text.ts';

/** A tool's output in a line for people: its numbers and flags, and how long its lists are. */
export const summarizeOutput = (output: unknown): string => {
  if (typeof output !== 'object' || output === null) return cleanText(String(output), 300);
  const parts = Object.entries(output).flatMap(([name, value]: [string, unknown]) => {
    const words = name.replaceAll('_', ' ');
    if (Array.isArray(value)) return [`${value.length} ${words}`];
    if (typeof value === 'number' || typeof value === 'boolean') return [`${words} ${value}`];
    return typeof value === 'string' ? [`${words} ${cleanText(value, 60)}`] : [];
  });
  return cleanText(parts.join(', '), 300);
};
