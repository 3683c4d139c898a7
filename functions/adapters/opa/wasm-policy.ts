import { createHash } from 'node:crypto';
import { loadPolicy } from '@open-policy-agent/opa-wasm';
import * as z from 'zod';
import type { UntypedPolicyEngine } from '../../application/planning/planning-ports.ts';
import type { PolicyName } from '../../domain/policy/policy-name.ts';
import { policyFailed, readPolicyAnswer } from '../../domain/policy/policy-verdict.ts';
import type { PolicyVerdict } from '../../domain/policy/policy-verdict.ts';
import { PolicyBundleMissing, readPolicyBundle } from './policy-bundle.ts';
import type { PolicyBundle } from './policy-bundle.ts';

export interface WasmPolicyOptions {
  /** Gives the compiled policies; called when they are first needed, and again after it failed. */
  readonly bundle: () => Promise<PolicyBundle>;
  /** Takes the place of the bundle's data, to see what edited limits would decide. */
  readonly data?: object;
  /** An evaluation that took longer is a denial. Default 2,000 ms. */
  readonly limitMilliseconds?: number;
  /** Milliseconds on a clock that never goes back. */
  readonly now?: () => number;
}

/** Makes a value when first asked and keeps it; a failure and a forgotten value are made anew. */
const remembered = <T>(make: () => Promise<T>): { get: () => Promise<T>; forget: () => void } => {
  let value: Promise<T> | undefined;
  const forget = (): void => {
    value = undefined;
  };
  const makeOrForget = async (): Promise<T> => {
    try {
      return await make();
    } catch (error) {
      forget();
      throw error;
    }
  };
  return { get: () => (value ??= makeOrForget()), forget };
};

/** The part of the library's untyped instance that is used here. */
interface PolicyInstance {
  readonly entrypoints: Readonly<Record<string, number>>;
  readonly evaluate: (input: unknown, entrypoint: string) => unknown;
  readonly setData: (data: object) => void;
}

interface Loaded {
  readonly instance: PolicyInstance;
  readonly revision: string;
}

const nameOf = (data: object): string =>
  createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 8);

const load = async ({ bundle, data }: WasmPolicyOptions): Promise<Loaded> => {
  const { wasm, data: ownData, revision } = await bundle();
  const instance: PolicyInstance = await loadPolicy(wasm);
  instance.setData(data ?? ownData);
  return { instance, revision: data === undefined ? revision : `${revision}+${nameOf(data)}` };
};

interface Question {
  readonly policy: PolicyName;
  readonly input: unknown;
}

const Results = z.array(z.looseObject({ result: z.unknown() })).max(1);

/**
 * Evaluates the compiled policies in this process. Never throws in `evaluate`: whatever goes wrong
 * is a denial. An evaluation can't be interrupted, since it holds the thread; Rego always ends, and
 * an answer that took too long is thrown away. 10,000 assets take about 7 ms.
 */
export const makeWasmPolicyEngine = (options: WasmPolicyOptions): UntypedPolicyEngine => {
  const { limitMilliseconds = 2_000, now = () => performance.now() } = options;
  const loaded = remembered(() => load(options));

  const evaluateLoaded = ({ instance, revision }: Loaded, evaluation: Question): PolicyVerdict => {
    const { policy, input } = evaluation;
    const entrypoint = `orchestrator/${policy}/verdict`;
    if (!Object.hasOwn(instance.entrypoints, entrypoint)) {
      return policyFailed({ policy, revision, failure: 'policy-missing' });
    }
    const startedAt = now();
    const results = Results.parse(instance.evaluate(input, entrypoint));
    if (now() - startedAt > limitMilliseconds) {
      return policyFailed({ policy, revision, failure: 'policy-timeout' });
    }
    return readPolicyAnswer({ policy, revision, answer: results[0]?.result });
  };

  return {
    evaluate: async (policy, input) => {
      let revision = 'unknown';
      try {
        const current = await loaded.get();
        revision = current.revision;
        return evaluateLoaded(current, { policy, input });
      } catch (error) {
        // After a trap the module's memory can't be trusted: the next evaluation gets a new one.
        loaded.forget();
        const missing = error instanceof PolicyBundleMissing;
        const failure = missing ? 'policy-missing' : 'policy-error';
        return policyFailed({ policy, revision, failure });
      }
    },
    revision: async () => (await loaded.get()).revision,
  };
};

/** A policy engine over the bundle in a directory, such as `policies/bundle`. */
export const wasmPolicyEngineOf = (directory: string): UntypedPolicyEngine =>
  makeWasmPolicyEngine({ bundle: () => readPolicyBundle(directory) });
