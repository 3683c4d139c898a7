import { lintVariables } from './lint-variables.ts';
import { collectStates } from './lint-states.ts';
import type { LintedState } from './lint-states.ts';
import { isRecord } from '../../infra/emulators/step-functions/language/json.ts';

const lintErrorLists = ({ name, fields }: LintedState): string[] =>
  ['Retry', 'Catch'].flatMap((field) => {
    const list: readonly unknown[] = Array.isArray(fields[field]) ? fields[field] : [];
    const isMisplaced = list.some((item, index) => {
      const errors: unknown = isRecord(item) ? item['ErrorEquals'] : undefined;
      if (!Array.isArray(errors) || !errors.includes('States.ALL')) return false;
      return errors.length > 1 || index < list.length - 1;
    });
    return isMisplaced ? [`${name}: States.ALL in ${field} is not alone and last`] : [];
  });

const lintHeartbeat = ({ name, fields }: LintedState): string[] => {
  const { HeartbeatSeconds: heartbeat, TimeoutSeconds: timeout } = fields;
  if (typeof heartbeat !== 'number' || typeof timeout !== 'number') return [];
  return heartbeat < timeout ? [] : [`${name}: HeartbeatSeconds is not below TimeoutSeconds`];
};

/** A callback is resumed through its token and ends by its timeout, never by a missed heartbeat. */
const lintCallback = ({ name, fields }: LintedState): string[] => {
  const problems: string[] = [];
  if (fields['HeartbeatSeconds'] !== undefined) {
    problems.push(`${name}: waits for a task token and has HeartbeatSeconds`);
  }
  const argumentsText = JSON.stringify(fields['Arguments'] ?? null);
  if (!argumentsText.includes('$states.context.Task.Token')) {
    problems.push(`${name}: waits for a task token that its Arguments do not pass on`);
  }
  return problems;
};

const lintState = (state: LintedState): string[] => {
  const { name, fields } = state;
  const problems = lintErrorLists(state);
  if (fields['Type'] !== 'Task') return problems;
  if (fields['TimeoutSeconds'] === undefined) problems.push(`${name}: has no TimeoutSeconds`);
  if (!Array.isArray(fields['Retry']) || fields['Retry'].length === 0) {
    problems.push(`${name}: has no Retry`);
  }
  if (!state.isCaught) problems.push(`${name}: is not covered by a Catch of its own or around it`);
  problems.push(...lintHeartbeat(state));
  if (String(fields['Resource']).endsWith('.waitForTaskToken'))
    problems.push(...lintCallback(state));
  return problems;
};

/** ARNs of functions and machines come from the deployment; only the integrations are fixed. */
const lintArns = (definition: unknown): string[] => {
  const found = JSON.stringify(definition).match(/arn:aws[\w-]*:[^"\s\\]*/g) ?? [];
  return found
    .filter((arn) => !/^arn:aws[\w-]*:states:::[a-z]\w*:[\w.:]+$/.test(arn))
    .map((arn) => `${arn}: is a fixed ARN, not a placeholder`);
};

/**
 * House rules for state machines that AWS itself does not check. Each broken rule is one
 * line that names the state; an empty list is a clean machine. Placeholders are still in place.
 */
export const lintStateMachine = (definition: unknown): string[] => {
  const { states, graphs } = collectStates(definition);
  return [
    ...states.flatMap((state) => lintState(state)),
    ...graphs.flatMap((graph) => graph.unreachable.map((name) => `${name}: can not be reached`)),
    ...lintVariables(definition),
    ...lintArns(definition),
  ];
};
