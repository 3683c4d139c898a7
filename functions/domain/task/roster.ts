/*
 * The one list of what is there by name. Task types, agents and actions are stored and spoken of on
 * the wire; the order is the one in which all is shown. `functions/specialists/list.ts` holds what
 * stands behind the names, and does not compile while one has nothing.
 */

/** What readers of requests must know of a type, beside the words by which people speak of it. */
interface ServedType {
  readonly agent: string;
  /** What it makes: to name that and what it is for asks for it. */
  readonly makes: RegExp | null;
  /** What words have to be about, so that the type is no guess. */
  readonly topics: readonly string[];
  /** Which words beside the type's own narrow it. */
  readonly narrowedBy: 'patches' | 'drift' | 'drill' | 'nothing';
  /** What recurs in a request is what the task is about: an error every hour, a procedure for each night. */
  readonly isAboutWhatRecurs: boolean;
  /** What it is about may be a condition: "what happens if a region fails". */
  readonly isAboutScenarios: boolean;
}

const asAnyType = {
  makes: null,
  narrowedBy: 'nothing',
  isAboutWhatRecurs: false,
  isAboutScenarios: false,
} as const;

/** Each type of task with the one who serves it. */
export const roster = {
  drift_remediation: {
    ...asAnyType,
    agent: 'drift_agent',
    topics: ['state', 'mend'],
    narrowedBy: 'drift',
  },
  patch_rollout: {
    ...asAnyType,
    agent: 'patch_agent',
    topics: ['renew'],
    narrowedBy: 'patches',
  },
  compliance_audit: { ...asAnyType, agent: 'compliance_agent', topics: ['norm'] },
  incident_investigation: {
    ...asAnyType,
    agent: 'incident_agent',
    topics: ['trouble', 'why'],
    isAboutWhatRecurs: true,
    isAboutScenarios: true,
  },
  dr_drill: {
    ...asAnyType,
    agent: 'dr_agent',
    topics: ['disaster'],
    narrowedBy: 'drill',
    isAboutScenarios: true,
  },
  cost_optimization: { ...asAnyType, agent: 'cost_agent', topics: ['money'] },
  security_scan: { ...asAnyType, agent: 'security_agent', topics: ['hole'] },
  image_management: {
    ...asAnyType,
    agent: 'image_agent',
    topics: ['image'],
    makes:
      /\b(?:(?:build|bake|rebuild|rebake|promote|deprecate|retire|refresh|validate|publish|new|fresh|packer|update|upgrade) (?:[a-z0-9.-]+ ){0,5}(?:images?|imgs?|amis?|templates?)|(?:images?|imgs?|amis?|templates?) (?:[a-z0-9.,-]+ ){0,3}(?:build|bake|rebuild|rebake|promote|promotion|deprecate|retire|refresh|validate|publish|update)|packer build)\b/u,
  },
  sop_authoring: {
    ...asAnyType,
    agent: 'sop_agent',
    topics: ['paper'],
    makes:
      /\b(?:runbooks?|sops?|playbooks?|procedures?|mops?|checklists?|guides?|how tos?|instructions?|documentation|manuals?|step by step|cheat ?sheets?)\b/u,
    isAboutWhatRecurs: true,
    isAboutScenarios: true,
  },
  api_adapter: {
    ...asAnyType,
    agent: 'adapter_agent',
    topics: ['link'],
    makes:
      /\b(?:adapt[eo]rs?|connectors?|clients?|integrations?|sdks?|wrappers?|bindings?|stubs?|plugins?|shim|bridge)\b/u,
    isAboutWhatRecurs: true,
    isAboutScenarios: true,
  },
} as const satisfies Readonly<Record<string, ServedType>>;

/** What a plan may have done to an asset. */
export const actionNames = [
  'patch',
  'reimage',
  'run_document',
  'reboot',
  'stop',
  'start',
  'resize',
  'tag',
  'close_exposure',
  'build_image',
  'promote_image',
  'failover_drill',
  'execute_sop',
] as const;
