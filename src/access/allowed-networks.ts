import ipaddr from 'ipaddr.js';

/** Whether `address` is in one of the networks. No networks: every address is allowed. */
export function isAllowedFrom(networks: readonly string[], address: string): boolean {
  if (networks.length === 0) return true;
  if (!ipaddr.isValid(address)) return false;
  // `process` turns ::ffff:192.0.2.1 into 192.0.2.1: what a dual-stack socket reports for IPv4.
  const from = ipaddr.process(address);
  return networks.some((network) => {
    const [range, bits] = ipaddr.parseCIDR(network);
    return range.kind() === from.kind() && from.match(range, bits);
  });
}

/** A network as it is stored (`192.0.2.7` → `192.0.2.7/32`); null when it is none. */
export function readNetwork(text: string): string | null {
  const typed = text.trim();
  if (ipaddr.isValidCIDR(typed)) return typed;
  // isValid takes `10` and `0x7f000001` for addresses; people who type that mean something else.
  if (!ipaddr.IPv4.isValidFourPartDecimal(typed) && !ipaddr.IPv6.isValid(typed)) return null;
  return `${typed}/${typed.includes(':') ? 128 : 32}`;
}
