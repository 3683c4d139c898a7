import { BlockList, isIP } from 'node:net';

/** Addresses that no probe reaches, whatever is allowed: link-local ones and clouds' metadata. */
const forbidden = new BlockList();
forbidden.addSubnet('169.254.0.0', 16, 'ipv4');
forbidden.addAddress('0.0.0.0', 'ipv4');
// Alibaba's and Azure's wire server: metadata outside of the link-local range.
forbidden.addAddress('100.100.100.200', 'ipv4');
forbidden.addAddress('168.63.129.16', 'ipv4');
forbidden.addSubnet('fe80::', 10, 'ipv6');
forbidden.addAddress('fd00:ec2::254', 'ipv6');
forbidden.addAddress('::', 'ipv6');

const forbiddenHosts: readonly string[] = ['metadata.google.internal', 'metadata', 'instance-data'];

/** Whether an IP address is one that no probe may reach; IPv4 in IPv6 counts as the IPv4 address. */
export const isForbiddenAddress = (address: string): boolean => {
  // A zone (`fe80::1%eth0`) doesn't change what kind of address it is.
  const [bare = ''] = address.split('%');
  const family = isIP(bare);
  if (family === 0) return true;
  return forbidden.check(bare, family === 6 ? 'ipv6' : 'ipv4');
};

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

const parseUrl = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

const isBelow = (url: URL, prefix: string): boolean => {
  const allowed = parseUrl(prefix);
  if (allowed?.origin !== url.origin) return false;
  const folder = allowed.pathname.endsWith('/') ? allowed.pathname : `${allowed.pathname}/`;
  return url.pathname === allowed.pathname || url.pathname.startsWith(folder);
};

export type ProbeTarget = { readonly url: URL } | { readonly refused: string };

/**
 * The parsed address, or why it is refused: it must be HTTP without credentials, below one of the
 * allowed prefixes (same origin, whole path segments), and neither link-local nor a metadata service.
 */
export const probeTarget = (address: string, allowedPrefixes: readonly string[]): ProbeTarget => {
  const url = parseUrl(address);
  if (url === null) return { refused: 'the address is not a URL' };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { refused: 'only http and https are probed' };
  }
  if (url.username !== '' || url.password !== '') {
    return { refused: 'the address carries credentials' };
  }
  const host = hostOf(url);
  if (forbiddenHosts.includes(host) || (isIP(host) !== 0 && isForbiddenAddress(host))) {
    return { refused: `${host} is a link-local or metadata address` };
  }
  return allowedPrefixes.some((prefix) => isBelow(url, prefix))
    ? { url }
    : { refused: `${url.origin} is not among the allowed probe targets` };
};
