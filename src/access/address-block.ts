import ipaddr from 'ipaddr.js';

/**
 * Who guesses, for limits per address: an IPv4 address as it is, of IPv6 the /64. Every line and every rented server has one
 * of its own, and may change the other 64 bits with each request (RFC 6177, RFC 8981).
 */
export function addressBlock(address: string): string {
  const [plain = ''] = address.split('%');
  if (!ipaddr.isValid(plain)) return address;
  const read = ipaddr.process(plain);
  if (read.kind() === 'ipv4') return read.toString();
  return `${read
    .toByteArray()
    .slice(0, 8)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')}/64`;
}
