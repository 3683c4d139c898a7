import type { Json, JsonObject } from '../language/json.ts';
import { isRecord } from '../language/json.ts';

/** AWS's limit for the events of one execution. */
export const historyLimit = 25_000;

/** An event as it is stored: JSON values as they are, not yet as AWS's text fields. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  readonly atMs: number;
  readonly details?: JsonObject;
}

/** Fields that hold a JSON value here and JSON text on the wire. */
const jsonTextFields: ReadonlySet<string> = new Set(['input', 'output', 'parameters']);

const detailsField = (type: string): string => {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
};

const wireDetails = (details: JsonObject, includeData: boolean): JsonObject => {
  const wire: Record<string, Json> = {};
  for (const [field, value] of Object.entries(details)) {
    if (field === 'assignedVariables' && isRecord(value)) {
      if (!includeData) continue;
      wire[field] = Object.fromEntries(
        Object.entries(value).map(([name, item]) => [name, JSON.stringify(item)]),
      );
      wire['assignedVariablesDetails'] = { truncated: false };
    } else if (jsonTextFields.has(field)) {
      // `parameters` is a required field, the two others may be left out.
      if (includeData || field === 'parameters') wire[field] = JSON.stringify(value);
      if (field !== 'parameters') wire[`${field}Details`] = { truncated: false };
    } else {
      wire[field] = value;
    }
  }
  return wire;
};

/** An event in the shape of GetExecutionHistory. */
export const wireEvent = (event: HistoryEvent, includeData: boolean): JsonObject => {
  const base = {
    timestamp: event.atMs / 1000,
    type: event.type,
    id: event.id,
    previousEventId: event.previousEventId,
  };
  if (event.details === undefined) return base;
  return { ...base, [detailsField(event.type)]: wireDetails(event.details, includeData) };
};
