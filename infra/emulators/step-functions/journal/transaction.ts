import { frameRecord } from '../execution/execution.ts';
import type { Execution, Frame } from '../execution/execution.ts';
import { historyLimit } from '../execution/history.ts';
import { eventKey } from './history-store.ts';
import type { HistoryEvent } from '../execution/history.ts';
import type { Change, Journal } from './journal.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { keys } from './store.ts';

/** Events may be large: a group of them stays small enough to be read for one of them. */
const mostEventsOfAGroup = 8;

/** The execution has no room for another event; only the one that ends it still fits. */
export class HistoryFull extends Error {
  override readonly name = 'HistoryFull';
}

/**
 * Everything that one step of an execution changes, stored together or not at all. It is
 * filled and committed without a pause in between, so that no other step sees half of it.
 */
export interface Transaction {
  /** Adds an event and returns its id. @throws HistoryFull */
  readonly event: (type: string, previousEventId: number, details?: JsonObject) => number;
  /** Adds the event that ends the execution, which the history limit leaves room for. */
  readonly lastEvent: (type: string, previousEventId: number, details?: JsonObject) => number;
  readonly saveFrame: (frame: Frame) => void;
  readonly saveVariables: (frame: Frame) => void;
  readonly saveResult: (parent: Frame, index: number, result: Json) => void;
  /** Removes the frame and everything stored for it. */
  readonly deleteFrame: (frame: Frame) => void;
  readonly deleteResults: (parent: Frame) => void;
  readonly put: (key: string, value: Json | object) => void;
  readonly delete: (key: string) => void;
  readonly commit: () => void;
}

export const beginTransaction = (
  journal: Journal,
  execution: Execution,
  atMs: number,
): Transaction => {
  const changes: Change[] = [];
  const events: HistoryEvent[] = [];
  const { key, lastEventId: firstFree } = execution;
  const put = (at: string, value: Json | object): void => {
    changes.push({ type: 'put', key: at, value });
  };
  const remove = (at: string): void => {
    changes.push({ type: 'del', key: at });
  };
  const addEvent = (type: string, previousEventId: number, details?: JsonObject): number => {
    const id = execution.lastEventId + 1;
    execution.lastEventId = id;
    const event: HistoryEvent = {
      id,
      previousEventId,
      type,
      atMs,
      ...(details === undefined ? {} : { details }),
    };
    events.push(event);
    return id;
  };
  /** Events that are written together share a key. */
  const storeEvents = (): void => {
    const [first] = events;
    if (first === undefined) return;
    const open = execution.openEvents;
    const isOpen = open !== undefined && open.events.length < mostEventsOfAGroup;
    if (isOpen && journal.isPending(open.key)) {
      open.events.push(...events);
    } else {
      execution.openEvents = { key: eventKey(key, first.id), events };
      put(execution.openEvents.key, events);
    }
  };
  const deleteResults = (parent: Frame): void => {
    for (const index of parent.results.keys()) remove(keys.result(key, parent.id, index));
    parent.results.clear();
  };
  return {
    event: (type, previousEventId, details) => {
      if (execution.lastEventId >= historyLimit - 1) {
        // Nothing of this step is stored, so its ids are free again.
        execution.lastEventId = firstFree;
        throw new HistoryFull();
      }
      return addEvent(type, previousEventId, details);
    },
    lastEvent: addEvent,
    saveFrame: (frame) => put(keys.frame(key, frame.id), frameRecord(frame)),
    saveVariables: (frame) => put(keys.variables(key, frame.id), frame.variables),
    saveResult: (parent, index, result) => {
      parent.results.set(index, result);
      put(keys.result(key, parent.id, index), result);
    },
    deleteFrame: (frame) => {
      deleteResults(frame);
      remove(keys.frame(key, frame.id));
      if (Object.keys(frame.variables).length > 0) remove(keys.variables(key, frame.id));
    },
    deleteResults,
    put,
    delete: remove,
    commit: () => {
      storeEvents();
      journal.append(changes);
    },
  };
};
