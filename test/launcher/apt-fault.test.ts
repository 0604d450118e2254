import { describe, expect, test } from 'vitest';
import { AptFault } from '../../src/launcher/apt-fault.ts';

/** What apt 2.6, and 3.0 where it is said, wrote when a mirror was spoiled on purpose. */
const SAID: readonly (readonly [string, string])[] = [
  [
    'unreachable',
    `W: Failed to fetch http://127.0.0.1:9/debian/dists/sid/InRelease  Could not connect to 127.0.0.1:9 (127.0.0.1). - connect (111: Connection refused)
E: Some index files failed to download. They have been ignored, or old ones used instead.`,
  ],
  [
    'unreachable',
    `W: Failed to fetch http://mirror.example.org/debian/dists/sid/InRelease  Temporary failure resolving 'mirror.example.org'
E: Some index files failed to download.`,
  ],
  [
    'unreachable',
    `E: Failed to fetch http://mirror.example.org/debian/dists/sid/InRelease  503  Service Unavailable [IP: 192.0.2.1 80]
E: The repository 'http://mirror.example.org/debian sid InRelease' is no longer signed.`,
  ],
  [
    'no-such-release',
    `E: The repository 'http://deb.debian.org/debian nosuch Release' does not have a Release file.`,
  ],
  [
    'not-signed',
    `W: GPG error: http://127.0.0.1:8/debian sid InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 6ED0E7B82643E131
E: The repository 'http://127.0.0.1:8/debian sid InRelease' is not signed.`,
  ],
  [
    'not-signed',
    `W: GPG error: http://127.0.0.1:8/debian sid InRelease: The following signatures were invalid: BADSIG 6ED0E7B82643E131
E: The repository 'http://127.0.0.1:8/debian sid InRelease' is not signed.`,
  ],
  [
    'not-signed',
    // apt 3.0
    `W: OpenPGP signature verification failed: http://127.0.0.1:8/debian sid InRelease: Sub-process /usr/bin/sqv returned an error code (1), error message is: Missing key 4CB50190207B4758A3F73A796ED0E7B82643E131, which is needed to verify signature.
E: The repository 'http://127.0.0.1:8/debian sid InRelease' is not signed.`,
  ],
  [
    'expired',
    `E: Release file for http://deb.debian.org/debian/dists/sid/InRelease is expired (invalid since 22d 1h 56min 39s). Updates for this repository will not be applied.`,
  ],
  [
    'expired',
    `E: Release file for http://deb.debian.org/debian/dists/sid/InRelease is not valid yet (invalid for another 3h 2min 1s). Updates for this repository will not be applied.`,
  ],
  [
    'gone',
    `E: Failed to fetch http://deb.debian.org/debian/pool/main/a/asterisk/asterisk_22.10.1_amd64.deb  404  Not Found [IP: 192.0.2.1 80]`,
  ],
  [
    'damaged',
    `E: Failed to fetch http://deb.debian.org/debian/pool/main/a/asterisk/asterisk_22.10.1_amd64.deb  Hash Sum mismatch
   Hashes of expected file:
    - SHA256:d9ead1e33013bf00cca8b9b6b383314e1595ac3eb5f993fde2ff22f251b6c727`,
  ],
  [
    'damaged',
    `E: Failed to fetch http://deb.debian.org/debian/dists/sid/main/binary-amd64/Packages.xz  File has unexpected size (10 != 20). Mirror sync in progress?`,
  ],
  ['disk-full', `E: Write error - write (28: No space left on device)`],
  ['dependencies', `E: Unable to correct problems, you have held broken packages.`],
  ['other', `E: Something that nobody has seen yet`],
];

describe('a fault of apt', () => {
  test.each(SAID)('%s is told as what it is, in both languages, with apt’s own words', (kind, said) => {
    const fault = new AptFault(`apt-get -q: ${said}`.replace('apt-get -q: ', ''));
    expect(fault.kind).toBe(kind);
    const own = said.split('\n')[0]?.slice(0, 60) ?? '';
    for (const words of [fault.words.es, fault.words.en]) expect(words).toContain(own);
    expect(fault.words.es).not.toBe(fault.words.en);
  });
});
