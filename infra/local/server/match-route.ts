export interface RoutePattern {
  readonly method: string;
  readonly path: string;
}

/** What is not well encoded stays as it came: it names nothing, and the function says so. */
const decodeSegment = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

const matchPath = (pattern: string, path: string): Record<string, string> | null => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const segment = given[index] ?? '';
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined && part !== segment) return null;
    if (name === undefined) continue;
    if (segment === '') return null;
    parameters[name] = decodeSegment(segment);
  }
  return parameters;
};

/** The first route with the request's method and path, with its path parameters decoded. */
export const matchRoute = <Route extends RoutePattern>(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; parameters: Record<string, string> } | null => {
  for (const route of routes) {
    if (route.method !== method) continue;
    const parameters = matchPath(route.path, path);
    if (parameters) return { route, parameters };
  }
  return null;
};
