import { expect, test } from 'vitest';
import { addressKey, siteKey } from '../../src/kit/network-address.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  // One customer has the whole /64.
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  // IPv4 in IPv6.
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::ffff:cb00:7107', '203.0.113.7'],
  ['0:0:0:0:0:FFFF:203.0.113.7', '203.0.113.7'],
  ['64:ff9b::203.0.113.7', '203.0.113.7'],
  ['2002:cb00:7107:1::9', '203.0.113.7'],
  ['2002:cb00:7107:ffff::9', '203.0.113.7'],
  // A port says nothing.
  ['203.0.113.7:49152', '203.0.113.7'],
  ['[2001:db8:1:2::1]:443', '2001:db8:1:2::/64'],
  ['[2001:db8:1:2::1]', '2001:db8:1:2::/64'],
  // What is no address is counted as it is.
  ['', ''],
  ['unknown', 'unknown'],
])('%s is counted as %s', (address, key) => {
  expect(addressKey(address)).toBe(key);
});

test.each([
  ['203.0.113.7:49152', '203.0.113.7'],
  ['2001:db8:1:2::1', '2001:db8:1::/48'],
  ['2001:db8:1:3::1', '2001:db8:1::/48'],
  ['2001:db8:2::1', '2001:db8:2::/48'],
  ['2002:cb00:7107:1::9', '203.0.113.7'],
  ['unknown', 'unknown'],
])('%s is of the network %s', (address, key) => {
  expect(siteKey(address)).toBe(key);
});
