import type { TaskWording } from '../task/task-wording.ts';

/** What an asset requires, in the words of the type of task. */
type Need = Pick<TaskWording, 'need'>;

/** One sentence on how much there is to do. */
export const summaryOf = ({ need }: Need, assets: number): string =>
  `${assets} ${assets === 1 ? 'server requires' : 'servers require'} ${need}`;

/** An asset that needs the change and is kept from it for now. */
export interface Withheld {
  readonly reason: 'locked' | 'cooling_down';
  /** When it may be free; null where that is not known. */
  readonly until: string | null;
}

const withheldWords: Readonly<Record<Withheld['reason'], string>> = {
  locked: 'held by another execution',
  cooling_down: 'cooling down after a change',
};

const withheldText = (held: readonly Withheld[], reason: Withheld['reason']): readonly string[] => {
  const own = held.filter((one) => one.reason === reason);
  const last = own
    .flatMap(({ until }) => until ?? [])
    .sort()
    .at(-1);
  const end = last === undefined ? '' : ` until ${last}`;
  return own.length === 0 ? [] : [`${own.length} ${withheldWords[reason]}${end}`];
};

/** One or two sentences on why nothing is done; numbers say of which assets they are. */
export const nothingToDoSummary = (
  { need }: Need,
  { matched, held }: { readonly matched: number; readonly held: readonly Withheld[] },
): string => {
  if (matched === 0) return 'No asset of the fleet matches the task.';
  const assets = matched === 1 ? 'asset' : 'assets';
  if (held.length === 0) {
    return `None of the ${matched} matching ${assets} needs ${need} and can take it now.`;
  }
  const reasons = [...withheldText(held, 'locked'), ...withheldText(held, 'cooling_down')];
  return `${held.length} of the ${matched} matching ${assets} ${held.length === 1 ? 'needs' : 'need'} ${need}, and none can be changed now: ${reasons.join('; ')}. Ask again then.`;
};
