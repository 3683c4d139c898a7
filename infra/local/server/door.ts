import type { IncomingHttpHeaders } from 'node:http';

/** Why the door refused; the code is one of the API's problem codes. */
export interface DoorRefusal {
  readonly code: 'cross-site-request' | 'unsupported-media-type';
  readonly detail: string;
}

export interface DoorRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** How often each header came; a second `Host` is how one talks past a check of the first. */
  readonly hostHeaders: number;
}

export interface DoorSettings {
  readonly port: number;
  /** Origin of the address that people are told, where one is set, in its canonical form. */
  readonly publicUrl?: string | undefined;
  /** Behind an issuer the name may be anything: a browser's ambient authority opens nothing there. */
  readonly takesAnyName?: boolean;
}

const ownNames: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

const ownOrigins = ({ port, publicUrl }: DoorSettings): readonly string[] => [
  ...ownNames.map((name) => new URL(`http://${name}:${port}`).origin),
  ...(publicUrl === undefined ? [] : [publicUrl]),
];

/** A name with or without a port and nothing that an address could hold besides. */
const hostPattern = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** True for the origin's own host, in any letter case, its default port said or left out. */
const isHostOf = (host: string, origin: string): boolean => {
  const { protocol } = new URL(origin);
  const address = `${protocol}//${host}`;
  return hostPattern.test(host) && URL.canParse(address) && new URL(address).origin === origin;
};

const isOwnHost = (request: DoorRequest, settings: DoorSettings): boolean => {
  if (settings.takesAnyName) return true;
  // Only what the connection itself says counts: X-Forwarded-Host is anybody's word.
  const { host } = request.headers;
  return (
    request.hostHeaders === 1 &&
    host !== undefined &&
    ownOrigins(settings).some((origin) => isHostOf(host, origin))
  );
};

const isOwnOrigin = (origin: string, settings: DoorSettings): boolean =>
  ownOrigins(settings).includes(origin.toLowerCase());

const hostOf = (origin: string): string => new URL(origin).host;

const isRead = ({ method }: DoorRequest): boolean => method === 'GET' || method === 'HEAD';

/**
 * A person who follows a link to the approval page, from webmail or chat on another site. The page
 * shows nothing and changes nothing; the browser sends no strict cookie along, and says `iframe`,
 * `image` and the like for what is no page of its own.
 */
const isFollowedLink = (request: DoorRequest): boolean => {
  const { 'sec-fetch-mode': mode, 'sec-fetch-dest': dest, origin } = request.headers;
  return (
    isRead(request) &&
    /^\/approvals\/[^/]+$/.test(request.path) &&
    origin === undefined &&
    (mode === undefined || mode === 'navigate') &&
    (dest === undefined || dest === 'document')
  );
};

const isForeign = (request: DoorRequest, settings: DoorSettings): boolean => {
  const { headers } = request;
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site') return !isFollowedLink(request);
  const { origin } = headers;
  if (origin === undefined) return false;
  // A form on a page with `Referrer-Policy: no-referrer` posts to its own site with `Origin: null`;
  // a browser that says so also says `same-origin`, which no page can forge.
  if (origin === 'null') return site !== 'same-origin';
  return !isOwnOrigin(origin, settings);
};

const jsonOnly: readonly string[] = ['application/json'];

const mediaTypesOf = (path: string): readonly string[] => {
  if (path.startsWith('/_local/aws'))
    return ['application/x-amz-json-1.0', 'application/x-amz-json-1.1'];
  if (path.startsWith('/approvals/')) return ['application/x-www-form-urlencoded'];
  if (path === '/integrations/slack') return ['application/x-www-form-urlencoded'];
  return jsonOnly;
};

const hasBody = ({ headers }: DoorRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/**
 * Lets a request in (null) or says why not: only from this machine under one of its own names,
 * never on behalf of another site but for a link that a person follows, and with a body of the type that the path takes, so that no
 * web page can drive the local admin by a plain form or a rebound name.
 */
export const refuseAtDoor = (request: DoorRequest, settings: DoorSettings): DoorRefusal | null => {
  if (!isOwnHost(request, settings)) {
    return {
      code: 'cross-site-request',
      detail: `This machine answers as ${ownOrigins(settings).map(hostOf).join(', ')} only; PUBLIC_URL adds the name that a proxy passes on.`,
    };
  }
  if (isForeign(request, settings)) {
    return { code: 'cross-site-request', detail: 'Another site may not call this one.' };
  }
  const wanted = mediaTypesOf(request.path);
  const given = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!isRead(request) && hasBody(request) && !wanted.includes(given)) {
    return {
      code: 'unsupported-media-type',
      detail: `A body here needs content-type ${wanted.join(' or ')}.`,
    };
  }
  return null;
};
