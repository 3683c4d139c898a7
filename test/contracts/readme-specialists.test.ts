import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readmeWithSpecialists } from '../checks/readme-specialists.ts';

it('the README lists the specialists as they are (npm run readme:build)', async () => {
  const readme = new URL('../../README.md', import.meta.url).pathname;

  expect(readFileSync(readme, 'utf8')).toBe(await readmeWithSpecialists());
});
