import * as z from 'zod';
import type { UntypedPolicyEngine } from '../../application/planning/planning-ports.ts';
import { policyFailed, readPolicyAnswer } from '../../domain/policy/policy-verdict.ts';
import type { PolicyFailure } from '../../domain/policy/policy-verdict.ts';

export interface OpaServerOptions {
  /** Where OPA's REST API is, such as `http://127.0.0.1:8181`. */
  readonly url: string;
  /** Default 2,000 ms, for the answer with its body. */
  readonly timeoutMilliseconds?: number;
}

/** OPA's Data API, `POST /v1/data/{path}`: an undefined rule has no `result`. */
const Answer = z.looseObject({
  result: z.unknown().optional(),
  provenance: z.unknown().optional(),
});

/** Where OPA states the revision of the bundles that it serves; loose files have none. */
const Provenance = z.looseObject({
  bundles: z.record(z.string(), z.looseObject({ revision: z.string().min(1) })),
});

const unversioned = 'opa-server:unversioned';

class OpaServerRefused extends Error {
  override readonly name = 'OpaServerRefused';
  readonly status: number;

  constructor(status: number) {
    super(`The OPA server answered ${status}.`);
    this.status = status;
  }
}

const revisionIn = (provenance: unknown): string => {
  const parsed = Provenance.safeParse(provenance);
  if (!parsed.success) return unversioned;
  const revisions = Object.values(parsed.data.bundles).map(({ revision }) => revision);
  return revisions.length === 0 ? unversioned : revisions.sort().join('+');
};

const failureOf = (error: unknown): PolicyFailure => {
  if (error instanceof OpaServerRefused && error.status === 404) return 'policy-missing';
  if (error instanceof Error && error.name === 'TimeoutError') return 'policy-timeout';
  return 'policy-error';
};

/**
 * Asks an OPA server that was loaded with the policies and their data. Never throws in `evaluate`:
 * an unreachable server, an error status, a late or unreadable answer is a denial, and nothing is
 * asked twice.
 */
export const makeOpaServerEngine = (options: OpaServerOptions): UntypedPolicyEngine => {
  const { url, timeoutMilliseconds = 2_000 } = options;
  const ask = async (path: string, input: unknown): Promise<z.infer<typeof Answer>> => {
    const response = await fetch(`${url.replace(/\/+$/u, '')}/v1/data/${path}?provenance=true`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ input }),
      // A redirect could lead to a server that nobody configured.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    if (response.ok) return Answer.parse(await response.json());
    await response.body?.cancel();
    throw new OpaServerRefused(response.status);
  };

  return {
    evaluate: async (policy, input) => {
      try {
        const answer = await ask(`orchestrator/${policy}/verdict`, input);
        const revision = revisionIn(answer.provenance);
        return readPolicyAnswer({ policy, revision, answer: answer.result });
      } catch (error) {
        return policyFailed({ policy, revision: unversioned, failure: failureOf(error) });
      }
    },
    revision: async () => revisionIn((await ask('orchestrator', undefined)).provenance),
  };
};
