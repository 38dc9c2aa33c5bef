import { expect, test } from 'vitest';
import { addressBlock } from './address-block.ts';

test('addresses of one IPv6 line are one guesser, IPv4 addresses each their own', () => {
  expect(addressBlock('2001:db8:1:2::1')).toBe(addressBlock('2001:db8:1:2:ffff:ffff:ffff:ffff'));
  expect(addressBlock('fe80::1%eth0')).toBe(addressBlock('fe80::2%eth0'));
  expect(addressBlock('2001:db8:1:2::1')).not.toBe(addressBlock('2001:db8:1:3::1'));
  expect(addressBlock('::ffff:192.0.2.1')).toBe(addressBlock('192.0.2.1'));
  expect(addressBlock('192.0.2.1')).not.toBe(addressBlock('192.0.2.2'));
  expect(addressBlock('')).toBe('');
});
