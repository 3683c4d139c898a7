import { lookup } from 'node:dns';
import type { LookupAddress, LookupOptions } from 'node:dns';
import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';
import { isForbiddenAddress } from './probe-target.ts';
import { startProbeTimer } from './probe-timer.ts';

export type ProbeAnswer =
  | { readonly status: number; readonly body: string; readonly latencyMilliseconds: number }
  | { readonly failed: string; readonly latencyMilliseconds: number };

type LookupCallback = Parameters<LookupFunction>[2];

const bodyLimitBytes = 64 * 1024;

/** Resolves a name once, and hands out an address only if it may be reached: no rebinding in between. */
const guardedLookup = (
  hostname: string,
  options: LookupOptions,
  callback: LookupCallback,
): void => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const forbidden = addresses.find(({ address }) => isForbiddenAddress(address));
    const [first] = addresses;
    if (error !== null) callback(error, '');
    else if (forbidden !== undefined || first === undefined) {
      const reason = `${hostname} resolves to a link-local or metadata address`;
      callback(new Error(reason), '');
    } else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
};

/**
 * One GET without following redirects, on a connection of its own. Never rejects: what goes wrong is
 * in the answer. Latency is from the call to the answer's head, in milliseconds.
 */
export const sendProbe = (url: URL, timeoutMilliseconds: number): Promise<ProbeAnswer> =>
  new Promise((resolve) => {
    const abort = new AbortController();
    const { signal } = abort;
    const timer = startProbeTimer(timeoutMilliseconds, () => abort.abort());
    const end = (answer: ProbeAnswer): void => {
      timer.stop();
      resolve(answer);
    };
    const fail = (error: unknown): void => {
      const failed = signal.aborted
        ? `no answer within ${timeoutMilliseconds} ms`
        : reasonOf(error);
      end({ failed, latencyMilliseconds: timer.elapsed() });
    };
    const { get } = url.protocol === 'https:' ? https : http;
    const request = get(url, { agent: false, lookup: guardedLookup, signal }, (response) => {
      const latencyMilliseconds = timer.elapsed();
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
        if (body.length > bodyLimitBytes) response.destroy(new Error('the answer is over 64 KB'));
      });
      response.on('error', fail);
      response.on('end', () => {
        end({ status: response.statusCode ?? 0, body, latencyMilliseconds });
      });
    });
    request.on('error', fail);
  });
