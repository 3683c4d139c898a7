import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fallbackRoute, routes } from '../../../functions/contract/routes.ts';
import { projectRoot } from '../project-root.ts';
import type { HandlerModule, HandlerRegistry } from './lambda.ts';

const stemsIn = (folder: string): readonly string[] =>
  readdirSync(join(projectRoot(), 'functions', 'handlers', folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length));

/**
 * A folder and a name, each of them one segment: so the bundler, and the runner of the tests, find
 * every module that the text may name.
 */
const loaders = {
  api: (group: string, stem: string) =>
    import(`../../../functions/handlers/api/${group}/${stem}.ts`) as Promise<HandlerModule>,
  workflow: (stem: string) =>
    import(`../../../functions/handlers/workflow/${stem}.ts`) as Promise<HandlerModule>,
  events: (stem: string) =>
    import(`../../../functions/handlers/events/${stem}.ts`) as Promise<HandlerModule>,
};

const registryOf = (): HandlerRegistry =>
  Object.fromEntries([
    ...[...routes, fallbackRoute].map(
      ({ group, handler }) => [handler, () => loaders.api(group, handler)] as const,
    ),
    ...(['workflow', 'events'] as const).flatMap((folder) =>
      stemsIn(folder).map((stem) => [stem, () => loaders[folder](stem)] as const),
    ),
  ]);

/**
 * Every handler by its file's stem, found as the stack finds them: those of the API by their
 * operations, steps and events by their folders. A module loads when it is first invoked.
 */
export const handlers: HandlerRegistry = registryOf();
