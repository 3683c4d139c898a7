/** How people ask for a type of task, and how it is spoken of. */
export interface TaskWording {
  /** What may follow the ask is its subject: "write a runbook to patch servers" asks for a runbook. */
  readonly takesSubject: boolean;
  /** Whether carrying the task out may change an asset, or the words that make it so. */
  readonly mutates: boolean | RegExp;
  /** Traffic moves to another region, so that production can’t simply take it back. */
  readonly failsOver: boolean;
  /**
   * What words for roles and services are: machines (`scope`), the subject of the task (`subject`), or machines
   * only where the request says in which environment or has something carried out (`scope-if-placed`).
   */
  readonly roleWords: 'scope' | 'scope-if-placed' | 'subject';
  /** What can be asked, as in "fix drift". */
  readonly phrase: string;
  /** What a request on some machines begins with, as in "Fix drift on"; null where none would do. */
  readonly command: string | null;
  /** What the goal begins with, as in "Remediate drift for". */
  readonly goal: string;
  /** The task is about what only the requester’s own words name, so that the goal quotes them. */
  readonly quotesIntent: boolean;
  /** What an asset requires, as in "drift remediation". */
  readonly need: string;
  /** What the plan is called. */
  readonly title: string;
}
