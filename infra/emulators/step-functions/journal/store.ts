import { stateOf, childGraph, rootFrameId } from '../execution/execution.ts';
import type { Execution, ExecutionRecord, Frame, FrameRecord } from '../execution/execution.ts';
import type { Machine } from '../language/definition.ts';
import { lastEventId } from './history-store.ts';
import type { Change, Journal } from './journal.ts';
import { prefixRange } from './journal.ts';
import type { Json } from '../language/json.ts';

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** The end of a key that puts the execution that started last first. */
const newestFirst = ({ startMs, name }: ExecutionRecord): string =>
  `${padded(9e15 - startMs, 16)}/${name}`;

/** What has ended before this time has keys below this one. */
export const endedBefore = (atMs: number): string => `ended/${padded(atMs, 16)}`;

/** The key of an execution within the other keys. */
export const executionKey = (machineName: string, name: string): string => `${machineName}/${name}`;

/**
 * Keys. '/' can not stand in the names of machines and executions, so it ends a name.
 *
 *   machine/<machine>                      a registered machine
 *   definition/<hash>                      the text that executions run
 *   execution/<machine>/<execution>        ExecutionRecord
 *   started/<machine>/<9e15-start>/<execution>   newest first, for lists
 *   listed/<machine>/<status>/<9e15-start>/<execution>   the same by status, for lists of one status
 *   running/<machine>/<execution>          exists while the execution runs: its Rest, or null when it is busy
 *   ended/<end>/<machine>/<execution>      of what has ended, oldest first, for its removal
 *   loose/<machine>/<execution>            it has ended, and its events are not packed yet
 *   aborting/<machine>/<execution>         it is to end, because nothing waits for it any more
 *   kept/<machine>/<execution>             when it ended; its frames are kept for a redrive
 *   event/<machine>/<execution>/<id>       events from this one on: a list, or packed (see history-store)
 *   frame/<machine>/<execution>/<frame>    FrameRecord
 *   variables/<machine>/<execution>/<frame>  the variables of the frame's scope
 *   result/<machine>/<execution>/<frame>/<index>  result of a finished iteration
 */
export const keys = {
  machine: (name: string) => `machine/${name}`,
  definition: (hash: string) => `definition/${hash}`,
  execution: (key: string) => `execution/${key}`,
  running: (key: string) => `running/${key}`,
  kept: (key: string) => `kept/${key}`,
  started: (record: ExecutionRecord) => `started/${record.machineName}/${newestFirst(record)}`,
  listed: (record: ExecutionRecord) =>
    `listed/${record.machineName}/${record.status}/${newestFirst(record)}`,
  ended: (record: ExecutionRecord) =>
    `${endedBefore(record.stopMs ?? 0)}/${executionKey(record.machineName, record.name)}`,
  loose: (key: string) => `loose/${key}`,
  aborting: (key: string) => `aborting/${key}`,
  frame: (key: string, id: string) => `frame/${key}/${id}`,
  variables: (key: string, id: string) => `variables/${key}/${id}`,
  result: (key: string, frameId: string, index: number) => `result/${key}/${frameId}/${index}`,
};

/** AWS keeps what a redrive needs for two weeks. */
export const redrivePeriodMs = 14 * 86_400_000;

export const readExecution = async (
  journal: Journal,
  key: string,
): Promise<ExecutionRecord | undefined> => {
  const text = await journal.get(keys.execution(key));
  return text === undefined ? undefined : (JSON.parse(text) as ExecutionRecord);
};

/** The text of that definition, to the last space. */
export const readDefinitionText = async (
  journal: Journal,
  hash: string,
): Promise<string | undefined> => {
  const stored = await journal.get(keys.definition(hash));
  if (stored === undefined) return undefined;
  const value = JSON.parse(stored) as unknown;
  return typeof value === 'string' ? value : stored;
};

/** The definition of this hash, as it was registered. */
export const readDefinition = async (journal: Journal, hash: string): Promise<unknown> => {
  const text = await readDefinitionText(journal, hash);
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
};

const restoreFrame = (execution: Execution, stored: FrameRecord): void => {
  const parentId = stored.id.slice(0, Math.max(0, stored.id.lastIndexOf('.')));
  const parent = execution.frames.get(parentId);
  if (stored.id !== rootFrameId && parent === undefined) return;
  const graph =
    parent === undefined ? execution.machine.graph : childGraph(parent.state, stored.index);
  const frame: Frame = {
    ...stored,
    execution,
    parent,
    graph,
    state: stateOf(graph, stored.state),
    variables: {},
    children: new Map(),
    results: new Map(),
    turn: 0,
    cancelTimer: undefined,
  };
  execution.frames.set(frame.id, frame);
  parent?.children.set(frame.index, frame);
};

/** A running execution as it was when the journal was last written, with its frames as a tree. */
export const loadExecution = async (
  journal: Journal,
  record: ExecutionRecord,
  machine: Machine,
): Promise<Execution> => {
  const key = executionKey(record.machineName, record.name);
  const execution: Execution = {
    record,
    key,
    machine,
    frames: new Map(),
    lastEventId: await lastEventId(journal, key),
    openEvents: undefined,
    rest: undefined,
    cancelDeadline: undefined,
  };
  const records: FrameRecord[] = [];
  for await (const [, text] of journal.read(prefixRange(`frame/${key}/`))) {
    records.push(JSON.parse(text) as FrameRecord);
  }
  // A parent's id is a prefix of its children's.
  records.sort((a, b) => a.id.length - b.id.length);
  for (const stored of records) restoreFrame(execution, stored);
  for await (const [path, text] of journal.read(prefixRange(`variables/${key}/`))) {
    const frame = execution.frames.get(path.slice(`variables/${key}/`.length));
    if (frame !== undefined) frame.variables = JSON.parse(text) as Record<string, Json>;
  }
  for await (const [path, text] of journal.read(prefixRange(`result/${key}/`))) {
    const [frameId = '', index = ''] = path.slice(`result/${key}/`.length).split('/');
    execution.frames.get(frameId)?.results.set(Number(index), JSON.parse(text) as Json);
  }
  return execution;
};

/** The removal of everything that is stored of what an execution was doing. */
export const workingState = async (journal: Journal, key: string): Promise<Change[]> => {
  const removed: Change[] = [];
  for (const kind of ['frame', 'variables', 'result']) {
    for await (const [stored] of journal.read(prefixRange(`${kind}/${key}/`))) {
      removed.push({ type: 'del', key: stored });
    }
  }
  return removed;
};

/** Drops the working state of executions that can not be redriven any more. */
export const dropExpiredState = async (journal: Journal, nowMs: number): Promise<void> => {
  const dropped: Change[] = [];
  for await (const [path, endedMs] of journal.read(prefixRange('kept/'))) {
    if (nowMs - Number(endedMs) <= redrivePeriodMs) continue;
    const key = path.slice('kept/'.length);
    dropped.push({ type: 'del', key: path });
    dropped.push(...(await workingState(journal, key)));
  }
  if (dropped.length > 0) journal.append(dropped);
};
