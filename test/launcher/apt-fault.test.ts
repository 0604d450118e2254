import { describe, expect, test } from 'vitest';
import { AptFault, isDiskFull } from '../../src/launcher/apt-fault.ts';
import { PartUnavailableError } from '../../src/launcher/part-unavailable.ts';

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
    'intercepted',
    `E: Failed to fetch http://deb.debian.org/debian/dists/sid/InRelease  Clearsigned file isn't valid, got 'NOSPLIT' (does the network require authentication?)
E: The repository 'http://deb.debian.org/debian sid InRelease' is not signed.`,
  ],
  [
    'intercepted',
    `E: Failed to fetch http://deb.debian.org/debian/dists/sid/InRelease  407  Proxy Authentication Required [IP: 192.0.2.1 3128]
E: The repository 'http://deb.debian.org/debian sid InRelease' is not signed.`,
  ],
  [
    'intercepted',
    `E: Failed to fetch http://deb.debian.org/debian/dists/sid/InRelease  403  Forbidden [IP: 192.0.2.1 80]
E: The repository 'http://deb.debian.org/debian sid InRelease' is not signed.`,
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
    const fault = new AptFault(said);
    expect(fault.kind).toBe(kind);
    const own = said.split('\n')[0]?.slice(0, 60) ?? '';
    for (const words of [fault.words.es, fault.words.en]) expect(words).toContain(own);
    expect(fault.words.es).not.toBe(fault.words.en);
  });

  test('is told by what apt printed beside its errors where they do not say it', () => {
    const said = `E: The repository 'http://deb.debian.org/debian sid Release' does not have a Release file.`;
    expect(new AptFault(said).kind).toBe('no-such-release');
    const printed =
      'Ign:1 http://deb.debian.org/debian sid InRelease\nErr:2 http://deb.debian.org/debian sid Release\n  Redirection loop encountered';
    expect(new AptFault(said, printed).kind).toBe('intercepted');
  });

  test.each([
    ['ours', Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })],
    [
      'of a program',
      new Error('dpkg-deb -x: tar: ./usr/sbin/asterisk: Cannot write: No space left on device'),
    ],
    ['of apt', new AptFault('E: Write error - write (28: No space left on device)')],
  ])('a full disk is known, whose fault ever it is: %s', (_whose, cause) => {
    expect(isDiskFull(cause)).toBe(true);
    const sentence = new PartUnavailableError('Asterisk', 'CAUCE_ASTERISK_URL', cause).message;
    expect(sentence).toMatch(/no hay espacio en .*CAUCE_CACHE[\s\S]*there is no room in .*CAUCE_CACHE/);
    expect(sentence).not.toMatch(/conexión|connection/);
  });
});
