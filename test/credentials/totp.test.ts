import { describe, expect, test } from 'vitest';
import { base32 } from '../../src/credentials/base32.ts';
import { codeAt, enrolmentUri, stepAt, stepOfCode } from '../../src/credentials/totp.ts';

const RFC_SECRET = Buffer.from('12345678901234567890');

describe('codes of an authenticator app', () => {
  // RFC 6238, appendix B, SHA-1, eight digits.
  test.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('are those of RFC 6238 at %i s', (seconds, code) => {
    expect(codeAt(RFC_SECRET, stepAt(seconds * 1_000), 8)).toBe(code);
    expect(codeAt(RFC_SECRET, stepAt(seconds * 1_000))).toBe(code.slice(-6));
  });

  // RFC 4226, appendix D.
  test('are those of RFC 4226 for the first counters', () => {
    const codes = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' ');
    expect(codes.map((_, counter) => codeAt(RFC_SECRET, counter))).toEqual(codes);
  });

  test('are taken one step early and one step late, not two', () => {
    const now = 1_700_000_000_000;
    const step = stepAt(now);
    for (const drift of [-2, -1, 0, 1, 2]) {
      const found = stepOfCode(RFC_SECRET, codeAt(RFC_SECRET, step + drift), now);
      expect(found, String(drift)).toBe(Math.abs(drift) <= 1 ? step + drift : null);
    }
  });
});

// RFC 4648, §10, without padding.
test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('base32 of "%s" is "%s"', (text, encoded) => {
  expect(base32(Buffer.from(text))).toBe(encoded);
});

test('the QR code names the centre and the person, and has the secret as apps read it', () => {
  const uri = new URL(enrolmentUri(RFC_SECRET, 'ana.perozo', 'centro.example.org'));
  expect(uri.protocol).toBe('otpauth:');
  expect(decodeURIComponent(uri.pathname)).toContain('/Cauce centro.example.org:ana.perozo');
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    issuer: 'Cauce centro.example.org',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
