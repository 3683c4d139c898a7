import type { TaskType } from '../task/task-type.ts';
import type { Claims } from './claims.ts';
import { anyWork } from './is-vague.ts';
import { courtesyWords, functionWords, machineNouns } from './plain-words.ts';

/** What a type makes: to name it and what it is for asks for it. */
const madeBy = {
  drift_remediation: null,
  patch_rollout: null,
  compliance_audit: null,
  security_scan: null,
  cost_optimization: null,
  incident_investigation: null,
  dr_drill: null,
  api_adapter:
    /\b(?:adapt[eo]rs?|connectors?|clients?|integrations?|sdks?|wrappers?|bindings?|stubs?|plugins?|shim|bridge)\b/u,
  sop_authoring:
    /\b(?:runbooks?|sops?|playbooks?|procedures?|mops?|checklists?|guides?|how tos?|instructions?|documentation|manuals?|step by step|cheat ?sheets?)\b/u,
  image_management:
    /\b(?:(?:build|bake|rebuild|rebake|promote|deprecate|retire|refresh|validate|publish|new|fresh|packer|update|upgrade) (?:[a-z0-9.-]+ ){0,5}(?:images?|imgs?|amis?|templates?)|(?:images?|imgs?|amis?|templates?) (?:[a-z0-9.,-]+ ){0,3}(?:build|bake|rebuild|rebake|promote|promotion|deprecate|retire|refresh|validate|publish|update)|packer build)\b/u,
} as const satisfies Record<TaskType, RegExp | null>;
/** Whether a type makes something that its words name. */
export const makes = (type: TaskType): boolean => madeBy[type] !== null;

const joins =
  /(?:^| )(?:[:,.;\/–—>→-]|for|from|to|of|on|about|w|with|4|out|incl|including|covering|describing|explaining|via|using|against|off)(?= )/u;

/** "Runbook: certificate expiry" asks for one, as "golden image" and "incident runbook" don't. */
export const namesWork = (claims: Claims, type: TaskType): boolean => {
  const pattern = madeBy[type];
  const text = claims.text.tokens.map((token) => token.text).join(' ');
  if (pattern === null || !pattern.test(text) || !joins.test(text)) return false;
  const others = text.replace(pattern, ' ').split(' ');
  const content = others.filter(
    (word) =>
      /\p{L}/u.test(word) &&
      !functionWords.has(word) &&
      !courtesyWords.has(word) &&
      !machineNouns.has(word) &&
      !anyWork.has(word),
  );
  return content.length > 0;
};
