import type { TaskReading } from '../../functions/domain/intent/linear-model.ts';
import { makeLinearModel } from '../../functions/domain/intent/linear-model.ts';
import type { LabelledRequest } from './corpus.ts';
import { maskedWords } from './mask.ts';
import { modelSettings, quantise, train } from './trainer.ts';

/** A request, and what a model made of it that was not trained on its group. */
export interface Judged {
  readonly request: LabelledRequest;
  readonly reading: TaskReading;
}

/** The same group always falls into the same fold; groups of a file are dealt out in turn. */
const foldOf = (requests: readonly LabelledRequest[], folds: number): ReadonlyMap<string, number> =>
  new Map(
    [...new Set(requests.map(({ group }) => group))].map((group, index) => [group, index % folds]),
  );

/** Every request judged by a model that never met its group. */
export const judgeByFolds = (
  corpus: readonly LabelledRequest[],
  folds: number,
): readonly Judged[] => {
  const foldByGroup = foldOf(corpus, folds);
  return Array.from({ length: folds }, (_, fold) => fold).flatMap((fold) => {
    const inFold = ({ group }: LabelledRequest): boolean => foldByGroup.get(group) === fold;
    const read = makeLinearModel(
      quantise(train(corpus.filter((request) => !inFold(request))), modelSettings),
    );
    return corpus
      .filter(inFold)
      .map((request) => ({ request, reading: read(maskedWords(request.request, 'full')) }));
  });
};
