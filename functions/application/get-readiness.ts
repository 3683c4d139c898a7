/** One thing that the product needs, and whether it answers. */
export interface Dependency {
  readonly name: string;
  readonly check: () => Promise<string | null>;
}

export interface Readiness {
  readonly ready: boolean;
  readonly dependencies: readonly { name: string; ok: boolean; detail: string | null }[];
}

const probe = async ({ name, check }: Dependency) => {
  try {
    return { name, ok: true, detail: await check() };
  } catch {
    return { name, ok: false, detail: 'does not answer' };
  }
};

/** Asks each dependency; ready when all answer. A failed one is named, its error stays in the log. */
export const makeGetReadiness =
  (dependencies: readonly Dependency[]) => async (): Promise<Readiness> => {
    const results = await Promise.all(dependencies.map(probe));
    return { ready: results.every((result) => result.ok), dependencies: results };
  };
