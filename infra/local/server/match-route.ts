export interface RoutePattern {
  readonly method: string;
  readonly path: string;
}

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
    const decoded = decodeSegment(segment);
    if (decoded === null || decoded === '') return null;
    parameters[name] = decoded;
  }
  return parameters;
};

const decodeSegment = (segment: string): string | null => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
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
