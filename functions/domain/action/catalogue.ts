import * as z from 'zod';
import { ActionType, defineAction } from './action.ts';
import type { CatalogueAction } from './action.ts';
import { drifted, eligible, excluded, satisfied, unpatched, whenRunning } from './eligibility.ts';
import { jsonRecord } from '../shared/json-object.ts';

const CveId = z.string().regex(/^CVE-\d{4}-\d{4,7}$/u);
const Name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,127}$/u);
const ImageId = z.string().min(1).max(256);

/** Names of SSM documents that a plan may run; none takes a shell command. */
const DocumentName = z.enum([
  'AWS-RunPatchBaseline',
  'AWS-UpdateSSMAgent',
  'AWS-RestartEC2Instance',
]);

const always = () => eligible;

/** All actions. A plan holds the parameters that its action's schema parsed, and nothing else runs. */
export const actionCatalogue: Readonly<Record<ActionType, CatalogueAction>> = {
  patch: defineAction({
    type: 'patch',
    description: 'Installs missing patches; an empty list of CVEs means all of them.',
    parameters: z
      .strictObject({
        cve_ids: z.array(CveId).max(500).default([]),
        reboot: z.enum(['if_needed', 'never']).default('if_needed'),
      })
      .readonly(),
    undo: 'snapshot',
    captures: ['root volume snapshot', 'image', 'patch state', 'version'],
    rollback_method: 'Replace the root volume by the snapshot taken before the patch.',
    drains: true,
    verifies: 'None of the CVEs is open any more.',
    eligibility: (asset, { cve_ids }) => unpatched(asset, cve_ids),
  }),
  reimage: defineAction({
    type: 'reimage',
    description: 'Replaces the root volume from the golden image of the role and platform.',
    parameters: z
      .union([z.strictObject({ image: ImageId }), z.strictObject({ images: jsonRecord(ImageId) })])
      .readonly(),
    undo: 'exact',
    captures: ['image', 'root volume', 'patch state', 'version'],
    rollback_method: 'Replace the root volume by the one that was captured before.',
    drains: true,
    verifies: 'The asset runs the golden image.',
    eligibility: (asset, _parameters, facts) => drifted(asset, facts),
  }),
  run_document: defineAction({
    type: 'run_document',
    description: 'Runs one of the approved SSM documents.',
    parameters: z.strictObject({ document: DocumentName }).readonly(),
    undo: 'none',
    captures: ['version'],
    rollback_method: 'A document can’t be taken back.',
    drains: false,
    verifies: 'The document ended with success.',
    eligibility: (asset) => whenRunning(asset, always),
  }),
  reboot: defineAction({
    type: 'reboot',
    description: 'Restarts the machine.',
    parameters: z.strictObject({}).readonly(),
    undo: 'not_needed',
    captures: ['version'],
    rollback_method: 'A restart changes nothing that would be taken back.',
    drains: true,
    verifies: 'The instance status is ok.',
    eligibility: (asset) => whenRunning(asset, always),
  }),
  stop: defineAction({
    type: 'stop',
    description: 'Stops the machine and keeps its volumes.',
    parameters: z.strictObject({}).readonly(),
    undo: 'exact',
    captures: ['state', 'version'],
    rollback_method: 'Start the machine again.',
    drains: true,
    verifies: 'The machine is stopped.',
    eligibility: (asset) =>
      asset.state === 'stopped' ? satisfied('The asset is stopped already.') : eligible,
  }),
  start: defineAction({
    type: 'start',
    description: 'Starts a stopped machine.',
    parameters: z.strictObject({}).readonly(),
    undo: 'exact',
    captures: ['state', 'version'],
    rollback_method: 'Stop the machine again.',
    drains: false,
    verifies: 'The instance status is ok.',
    eligibility: (asset) =>
      asset.state === 'running' ? satisfied('The asset is running already.') : eligible,
  }),
  resize: defineAction({
    type: 'resize',
    description: 'Changes the instance type.',
    parameters: z
      .strictObject({ instance_type: z.string().regex(/^[a-z][a-z0-9-]*\.[a-z0-9]+$/u) })
      .readonly(),
    undo: 'exact',
    captures: ['instance type', 'version'],
    rollback_method: 'Change back to the captured instance type.',
    drains: true,
    verifies: 'The machine runs with the instance type.',
    eligibility: (asset, { instance_type }) =>
      asset.tags.instance_type === instance_type
        ? satisfied('The asset has the instance type already.')
        : whenRunning(asset, always),
  }),
  tag: defineAction({
    type: 'tag',
    description: 'Sets tags.',
    parameters: z
      .strictObject({ tags: jsonRecord(z.string().max(256), z.string().min(1).max(128)) })
      .readonly(),
    undo: 'exact',
    captures: ['tags', 'version'],
    rollback_method: 'Set the captured tags again.',
    drains: false,
    verifies: 'The tags are set.',
    eligibility: (asset, { tags }) =>
      Object.entries(tags).every(([key, value]) => asset.tags[key] === value)
        ? satisfied('The asset has the tags already.')
        : eligible,
  }),
  close_exposure: defineAction({
    type: 'close_exposure',
    description: 'Takes a public ingress rule off the asset’s security group.',
    parameters: z
      .strictObject({ port: z.int().min(0).max(65_535), protocol: z.enum(['tcp', 'udp']) })
      .readonly(),
    undo: 'exact',
    captures: ['security group rules', 'version'],
    rollback_method: 'Put the captured rule back.',
    drains: false,
    verifies: 'The port can’t be reached from everywhere.',
    eligibility: always,
  }),
  build_image: defineAction({
    type: 'build_image',
    description: 'Builds a golden image by an existing pipeline.',
    parameters: z.strictObject({ pipeline: Name }).readonly(),
    undo: 'not_needed',
    captures: [],
    rollback_method: 'A new image is used by nothing until it is promoted.',
    drains: false,
    verifies: 'The image is available and passed its tests.',
    eligibility: always,
  }),
  promote_image: defineAction({
    type: 'promote_image',
    description: 'Makes an image the golden one of a role.',
    parameters: z.strictObject({ image: ImageId, role: Name }).readonly(),
    undo: 'exact',
    captures: ['golden image of the role'],
    rollback_method: 'Make the captured image the golden one again.',
    drains: false,
    verifies: 'The role’s golden image is the promoted one.',
    eligibility: (asset, { role }) =>
      asset.role === role ? eligible : excluded('The asset has another role.'),
  }),
  failover_drill: defineAction({
    type: 'failover_drill',
    description: 'Fails a service over to another region and back.',
    parameters: z.strictObject({ to_region: Name, fail_back: z.literal(true) }).readonly(),
    undo: 'none',
    captures: ['traffic weights', 'version'],
    rollback_method: 'Fail back; what was written meanwhile can’t be taken back.',
    drains: true,
    verifies: 'The service answers from the other region.',
    eligibility: (asset, { to_region }) =>
      asset.region === to_region
        ? excluded('The asset is in the target region.')
        : whenRunning(asset, always),
  }),
  execute_sop: defineAction({
    type: 'execute_sop',
    description: 'Carries out a validated standard operating procedure.',
    parameters: z.strictObject({ sop_id: Name, version: z.int().min(1) }).readonly(),
    undo: 'none',
    captures: ['version'],
    rollback_method: 'A procedure’s steps can’t be taken back by the orchestrator.',
    drains: false,
    verifies: 'Each step’s own check.',
    eligibility: (asset) => whenRunning(asset, always),
  }),
};

/** The action of a name from outside, or null: a plan with any other is refused. */
export const actionNamed = (type: string): CatalogueAction | null => {
  const known = ActionType.safeParse(type);
  return known.success ? actionCatalogue[known.data] : null;
};
