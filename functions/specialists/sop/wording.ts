import type { TaskWording } from '../../domain/task/task-wording.ts';

/** How people speak of it. */
export const wording: TaskWording = {
  takesSubject: true,
  mutates:
    /\b(?:execute|run|follow|perform|start|launch|trigger|kick off|carry out|go through|walk through|step through|apply) (?:[^ .;!?]+ ){0,6}?(?:run ?books?|sops?|playbooks?|procedures?|checklists?|mops?|(?:sop|rb|wi|mop)[- ]?\d+)\b|\b(?:execute|run|follow|perform) (?:it|them|this|that)\b/u,
  failsOver: false,
  roleWords: 'scope-if-placed',
  phrase: 'write a procedure',
  command: null,
  goal: 'Work on an operating procedure for',
  quotesIntent: true,
  need: 'the procedure',
  title: 'Operating procedure plan',
};
