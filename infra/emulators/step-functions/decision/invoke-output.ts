import { randomUuid } from '../language/expression-functions.ts';
import type { Ambient } from '../language/expression-functions.ts';
import { jsonBytes } from '../language/json.ts';
import type { Json, JsonObject } from '../language/json.ts';

let lastDate = { second: Number.NaN, text: '' };

/** Formatting a date costs more than all else here, and it changes once a second. */
const httpDate = (atMs: number): string => {
  const second = Math.floor(atMs / 1_000);
  if (lastDate.second !== second) lastDate = { second, text: new Date(atMs).toUTCString() };
  return lastDate.text;
};

const sdkHttpMetadata = (headers: Readonly<Record<string, string>>): JsonObject => {
  const all: Record<string, readonly string[]> = {};
  for (const name in headers) all[name] = [headers[name] ?? ''];
  return { AllHttpHeaders: all, HttpHeaders: headers, HttpStatusCode: 200 };
};

/** What `lambda:invoke` gives: the payload with the response's metadata around it, as in AWS. */
export const invokeOutput = (payload: Json, ambient: Ambient): JsonObject => {
  const requestId = randomUuid(() => ambient.random());
  const headers = {
    Connection: 'keep-alive',
    'Content-Length': String(jsonBytes(payload)),
    'Content-Type': 'application/json',
    Date: httpDate(ambient.now()),
    'X-Amz-Executed-Version': '$LATEST',
    'x-amzn-Remapped-Content-Length': '0',
    'x-amzn-RequestId': requestId,
    'X-Amzn-Trace-Id': `root=1-${randomUuid(() => ambient.random())};sampled=0`,
  };
  return {
    ExecutedVersion: '$LATEST',
    Payload: payload,
    SdkHttpMetadata: sdkHttpMetadata(headers),
    SdkResponseMetadata: { RequestId: requestId },
    StatusCode: 200,
  };
};

/** What `startExecution` gives, also as the submission of `startExecution.sync:2`. */
export const startOutput = (
  started: { readonly arn: string; readonly startMs: number },
  ambient: Ambient,
): JsonObject => {
  const requestId = randomUuid(() => ambient.random());
  const body = { executionArn: started.arn, startDate: started.startMs / 1000 };
  const headers = {
    connection: 'keep-alive',
    'Content-Length': String(jsonBytes(body)),
    'Content-Type': 'application/x-amz-json-1.0',
    Date: httpDate(ambient.now()),
    'x-amzn-RequestId': requestId,
  };
  return {
    ExecutionArn: started.arn,
    SdkHttpMetadata: sdkHttpMetadata(headers),
    SdkResponseMetadata: { RequestId: requestId },
    StartDate: started.startMs,
  };
};
