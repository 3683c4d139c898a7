import * as z from 'zod';
import { UntrustedText } from '../../domain/tool/tool-definition.ts';
import { declareTool } from '../define-tool.ts';
import { Name, selector, Window } from '../tools/tool-schemas.ts';

export const queryLogs = declareTool({
  name: 'query_logs',
  description: 'Searches the logs of the task’s assets.',
  risk_class: 'read_only',
  input: { selector, window: Window, contains: z.string().max(200), limit: z.int().max(200) },
  output: { lines: z.array(z.strictObject({ at: z.string(), line: UntrustedText })) },
});

export const correlateEvents = declareTool({
  name: 'correlate_events',
  description: 'Puts alarms, deployments and changes of a window on one line.',
  risk_class: 'read_only',
  input: { selector, window: Window },
  output: {
    events: z.array(z.strictObject({ at: z.string(), kind: Name, detail: UntrustedText })),
  },
});
