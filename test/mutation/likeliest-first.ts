import { statSync } from 'node:fs';
import path from 'node:path';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/**
 * Begins with the files that noticed a mutant before, then takes small ones before large ones: the run
 * of a mutant ends with the first test that notices it, and its neighbour is noticed by the same.
 */
export class LikeliestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification): number => {
      const key = `${project.name}:${path.relative(this.ctx.config.root, moduleId)}`;
      return this.ctx.cache.getFileTestResults(key)?.failed === true ? 0 : statSync(moduleId).size;
    };
    return Promise.resolve([...files].sort((left, right) => rank(left) - rank(right)));
  }
}
