import { setExcludedAside, withExcluded } from '../../../domain/plan/select-assets.ts';
import type { IntentCandidate } from '../../../domain/intent/intent-candidates.ts';
import { digestOf } from '../../../domain/shared/canonical.ts';
import { cleanText } from '../../../domain/task/clean-text.ts';
import type { OrgId } from '../../../domain/shared/ids.ts';
import type { TaskSpec } from '../../../domain/task/task-spec.ts';
import { actionCatalogue } from '../../../specialists/actions/list.ts';
import { specialistNamed } from '../../../specialists/catalogue.ts';
import { runningImages } from '../../../specialists/tools/task-fleet.ts';
import type { Task } from '../../../domain/task/task.ts';
import type { makeReadIntent } from './read-intent.ts';
import type { FleetInventory } from '../../execution/fleet-ports.ts';

export type ImageFleet = Pick<FleetInventory, 'query' | 'goldenImages'>;

/** Most images that are told and offered. */
const mostFitting = 3;

interface Wanted {
  readonly org_id: OrgId;
  readonly task_spec: TaskSpec;
}

/** An image that a request names and that some of its assets can't be brought to. */
export interface MisfitImage {
  readonly reason: string;
  /** Images that all of its assets can be brought to. */
  readonly fitting: readonly string[];
}

/**
 * Looks with the inventory whether each asset of a request can be brought to the image that it names:
 * the role may have it, and another platform, region or architecture of it not. Null where it can, or
 * where no image is named.
 * @throws TransientFailure while the fleet can't be asked.
 */
export const findMisfit = async (
  fleet: ImageFleet,
  { org_id, task_spec: spec }: Wanted,
): Promise<MisfitImage | null> => {
  const { image } = spec.constraints;
  const action = specialistNamed(spec.agent)
    .agent.proposes.map((type) => actionCatalogue[type])
    .find(({ honours }) => honours.image);
  if (image === undefined || action === undefined) return null;
  const [found, goldenImages, running] = await Promise.all([
    fleet.query(org_id, withExcluded(spec.selector)),
    fleet.goldenImages(org_id),
    runningImages(fleet, { org_id, task_spec: spec }),
  ]);
  const { meant: assets } = setExcludedAside(found, spec.selector);
  const refusal = (wanted: string): string | null => {
    const resolution = action.resolve({
      parameters: {},
      constraints: { ...spec.constraints, image: wanted },
      ...{ assets, facts: { goldenImages, ...running }, vulnerabilities: [] },
    });
    return resolution.kind === 'refused' ? resolution.reason : null;
  };
  const reason = refusal(image);
  if (reason === null) return null;
  const golden = new Set(goldenImages.flatMap((one) => (one.image === null ? [] : [one.image])));
  const fitting = [...golden].filter((other) => refusal(other) === null).slice(0, mostFitting);
  const instead =
    fitting.length > 0
      ? `All of these assets can be brought to ${fitting.map((one) => cleanText(one, 128)).join(' or ')}.`
      : 'No one image fits all of these assets: name no image to bring each to its golden one, or fewer assets.';
  return { reason: `${reason} ${instead}`, fitting };
};

/** The intent with another image in place of the one that it names; null where that has no place in it. */
const withImage = ({ intent, task_spec }: Task, image: string): string | null => {
  const said = task_spec.understood?.find(
    ({ as, value }) => as === 'constraint' && value?.startsWith('image=') === true,
  );
  return said === undefined
    ? null
    : `${intent.slice(0, said.start)}to ${image}${intent.slice(said.end)}`;
};

/** The same request with each of these images, as far as it then settles on the same assets. */
export const candidatesWith = async (
  images: readonly string[],
  task: Task,
  readIntent: ReturnType<typeof makeReadIntent>,
): Promise<readonly IntentCandidate[]> => {
  const { org_id, environment, task_spec, created_at: at } = task;
  const { task_type, selector, constraints } = task_spec;
  const found = await Promise.all(
    images.map(async (image) => {
      const intent = withImage(task, image);
      if (intent === null) return [];
      const reading = await readIntent({ org_id, intent, environment, task_type, at });
      const isSame =
        reading.kind === 'settled' && digestOf(reading.spec.selector) === digestOf(selector);
      const reason = `“${image}” in place of “${constraints.image ?? ''}”: all of these assets can be brought to it.`;
      return isSame ? [{ task_type, intent, environment, reason }] : [];
    }),
  );
  return found.flat();
};
