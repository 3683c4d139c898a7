import type { AssetChange } from '../action/changes.ts';
import { canonicalJson } from '../shared/canonical.ts';
import { compareText } from '../shared/text-order.ts';
import type { Plan } from './plan.ts';

/** Most kinds of change that are told one by one; the plan has all. */
const toldKinds = 10;
const toldFlaws = 20;

/** A change in words: what it is, what it was, what it becomes. */
export const changeText = ({ field, from, to }: AssetChange): string =>
  from === null ? `${field}: ${to ?? 'nothing'}` : `${field}: from ${from} to ${to ?? 'nothing'}`;

const assetsText = (count: number): string => `${count} ${count === 1 ? 'asset' : 'assets'}`;

const kindsOf = (plan: Plan): readonly (readonly [string, number])[] => {
  const kinds = new Map<string, { readonly change: AssetChange; count: number }>();
  for (const { changes = [] } of plan.phases.flatMap(({ assets }) => assets)) {
    for (const change of changes) {
      const key = canonicalJson(change);
      const known = kinds.get(key);
      if (known === undefined) kinds.set(key, { change, count: 1 });
      else known.count += 1;
    }
  }
  return [...kinds.values()]
    .map(({ change, count }) => [changeText(change), count] as const)
    .sort(([one, few], [other, many]) => many - few || compareText(one, other));
};

const flawsText = ({ cve_ids: closed = [] }: Plan): readonly string[] => {
  if (closed.length === 0) return [];
  const more = closed.length - toldFlaws;
  const named = closed.slice(0, toldFlaws).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return [`Closes ${closed.length} ${closed.length === 1 ? 'CVE' : 'CVEs'}: ${named}.`];
};

/**
 * What a plan changes over all of its assets, a line for each kind of change, most frequent first; and
 * the flaws that it closes. Nothing of a plan that tells no changes.
 */
export const changeLines = (plan: Plan): readonly string[] => {
  const kinds = kindsOf(plan);
  const more = kinds.length - toldKinds;
  return [
    ...kinds.slice(0, toldKinds).map(([text, count]) => `${text} (${assetsText(count)})`),
    ...(more > 0 ? [`and ${more} more kinds of change, each told at its asset`] : []),
    ...flawsText(plan),
  ];
};
