import ipaddr from 'ipaddr.js';

// Which addresses outgoing requests may reach. Always asked about the address that is connected to, never about a name
// alone: a name that is harmless when it is checked may lead elsewhere when it is used.

export type Networks = 'any' | readonly string[];
type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Refused whatever is allowed: what answers there hands out a machine's credentials, or is nobody's server. */
const neverAllowed: readonly (readonly [cidr: string, what: string])[] = [
  ['0.0.0.0/8', 'an unspecified address'],
  ['::/128', 'an unspecified address'],
  ['169.254.0.0/16', 'a link-local address'],
  ['fe80::/10', 'a link-local address'],
  ['224.0.0.0/4', 'a multicast address'],
  ['ff00::/8', 'a multicast address'],
  ['255.255.255.255/32', 'a broadcast address'],
  ['100.100.100.200/32', 'a cloud metadata address'],
  ['168.63.129.16/32', 'a cloud metadata address'],
  ['192.0.0.192/32', 'a cloud metadata address'],
  ['fd00:ec2::/32', 'a cloud metadata address'],
  ['fd20:ce::254/128', 'a cloud metadata address'],
];
const metadataNames = new Set(['metadata.google.internal', 'metadata.goog', 'metadata.azure.internal']);

const refusedRanges = neverAllowed.map(([cidr, what]) => ({ range: ipaddr.parseCIDR(cidr), what }));

/** Why this address may not be used, as the end of a sentence that begins with the address; `null` when it may. */
export function refuseAddress(text: string, networks: Networks): string | null {
  const address = parseAddress(text);
  if (address === null) return 'is not an IP address';
  const forms = unwrap(address);
  for (const form of forms) {
    const refused = refusedRanges.find(({ range }) => isIn(form, range));
    if (refused) return `is ${refused.what}, which contact sources may never use`;
  }
  if (
    networks === 'any' ||
    networks.some((network) => forms.some((form) => isIn(form, parseNetwork(network))))
  ) {
    return null;
  }
  return 'is not in the networks that contact sources may use (SWITCHBOOK_SOURCE_NETWORKS)';
}

/** As `refuseAddress`, for a URL's host before any look-up: an address, or a name that is known to be metadata. */
export function refuseHost(hostname: string, networks: Networks): string | null {
  const bare = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  if (metadataNames.has(bare)) return 'is a cloud metadata service, which contact sources may never use';
  return ipaddr.isValid(bare) ? refuseAddress(bare, networks) : null;
}

function parseAddress(text: string): Address | null {
  const bare = text.replace(/%.*$/, '');
  return ipaddr.isValid(bare) ? ipaddr.parse(bare) : null;
}

function parseNetwork(text: string): [Address, number] {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function isIn(address: Address, range: [Address, number]): boolean {
  return address.kind() === range[0].kind() && address.match(range);
}

/** The address and the IPv4 address inside it: mapped (::ffff:a.b.c.d), compatible, NAT64 (RFC 6052), 6to4 (RFC 3056). */
function unwrap(address: Address): readonly Address[] {
  if (address instanceof ipaddr.IPv4) return [address];
  if (address.isIPv4MappedAddress()) return [address.toIPv4Address()];
  const bytes = address.toByteArray();
  const tail = new ipaddr.IPv4(bytes.slice(12));
  if (address.range() === 'rfc6052') return [address, tail];
  if (address.range() === '6to4') return [address, new ipaddr.IPv4(bytes.slice(2, 6))];
  const compatible =
    bytes.slice(0, 12).every((byte) => byte === 0) && bytes.slice(12, 15).some((byte) => byte !== 0);
  return compatible ? [address, tail] : [address];
}
