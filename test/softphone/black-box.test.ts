import { describe, expect, test } from 'vitest';
import { tracedMessage } from '../../softphone/phone/sip-trace.ts';
import { BlackBox, BOX_BYTES, BOX_MS, TEXT_MAX } from '../../softphone/state/black-box.ts';
import { fileName, summaryOf } from '../../softphone/state/diagnosis-summary.ts';
import { withoutNumbers } from '../../softphone/state/keep-box.ts';
import { newCheck } from '../../softphone/state/workplace-check.ts';
import type { BoxEntry, BoxKind } from '../../src/tickets/diagnosis.ts';

const message = (...lines: string[]) => lines.join('\r\n');

const INVITE = message(
  'INVITE sip:ag-0123456789@10.0.0.7:50431;transport=ws SIP/2.0',
  'Via: SIP/2.0/WS 127.0.0.1:8088;rport;branch=z9hG4bKPj1',
  'From: "María Pérez" <sip:04145550101@127.0.0.1>;tag=aa1',
  'To: <sip:ag-0123456789@cauce.invalid>',
  'Contact: <sip:asterisk@127.0.0.1:8088;transport=ws>',
  'P-Asserted-Identity: "María Pérez" <sip:04145550101@127.0.0.1>',
  'Remote-Party-ID: <sip:+584145550101@x>',
  'Route: <sip:127.0.0.1:8088;transport=ws;lr>',
  'X-Cauce-Call: cauce1-1764500000.12',
  'X-Api-Token: hidden-token',
  'Call-ID: 5550101-a@127.0.0.1',
  'CSeq: 1 INVITE',
  'Content-Type: application/sdp',
  '',
  'v=0',
  'o=- 1762 3 IN IP4 127.0.0.1',
  'm=audio 10010 UDP/TLS/RTP/SAVPF 0 8',
  'a=ice-ufrag:4f2a',
  'a=ice-pwd:verysecretpassword000000',
  'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:secretsecret',
  'a=fingerprint:SHA-256 AA:BB',
  'a=candidate:H1 1 UDP 2130706431 10.0.0.7 10010 typ host',
  'a=ssrc:1234 cname:whoever',
  'k=clear:secretkey',
  'a=sendrecv',
);

describe('a SIP message as it is kept', () => {
  const kept = tracedMessage(INVITE);

  test('says what happened', () => {
    for (const line of [
      'INVITE sip:ag-0123456789@10.0.0.7:50431;transport=ws SIP/2.0',
      'Route: <sip:127.0.0.1:8088;transport=ws;lr>',
      'X-Cauce-Call: cauce1-1764500000.12',
      'CSeq: 1 INVITE',
      'a=fingerprint:SHA-256 AA:BB',
      'a=candidate:H1 1 UDP 2130706431 10.0.0.7 10010 typ host',
      'a=ice-ufrag:4f2a',
    ])
      expect(kept.split('\n')).toContain(line);
  });

  test('has no key, no token and no header that nobody knows', () => {
    expect(kept).not.toMatch(/verysecret|secretsecret|secretkey|hidden-token|whoever/);
    expect(kept).toContain('X-Api-Token: …');
    expect(kept).toContain('a=ice-pwd:…');
  });

  test('shows the last three digits of a number and no name', () => {
    expect(kept).toContain('<sip:••••••••101@127.0.0.1>;tag=aa1');
    expect(kept).not.toContain('04145550101');
    expect(kept).not.toContain('4145550');
    expect(kept).not.toContain('María');
    expect(tracedMessage('INVITE sip:04145550101@x SIP/2.0')).toBe('INVITE sip:••••••••101@x SIP/2.0');
    expect(tracedMessage('INVITE sip:*626@x SIP/2.0')).toBe('INVITE sip:*626@x SIP/2.0');
    expect(tracedMessage('INVITE tel:+58-414-555-0101 SIP/2.0')).not.toMatch(/4145|414-555/);
    expect(
      tracedMessage(message('SIP/2.0 200 OK', 'From: María Pérez <sip:%2B584145550101@x>;tag=1')),
    ).not.toMatch(/María|4145550/);
    expect(tracedMessage(message('SIP/2.0 200 OK', 'f: <sip:04145550101;phone-context=ve@x>'))).not.toContain(
      '4145550',
    );
  });

  test('has no digest, by whatever header, folded or in lower case', () => {
    const kept = tracedMessage(
      message(
        'REGISTER sip:cauce.invalid SIP/2.0',
        'authorization: Digest username="ag-1", realm="asterisk",',
        '  nonce="abcdef0123", response="feedbeef"',
        'Proxy-Authorization: Digest response="feedbeef"',
        'CSeq: 2 REGISTER',
      ),
    );
    expect(kept).not.toMatch(/abcdef|feedbeef|asterisk/);
    expect(kept).toContain('CSeq: 2 REGISTER');
    expect(
      tracedMessage(message('SIP/2.0 401 Unauthorized', 'WWW-Authenticate: Digest nonce="abcdef"')),
    ).not.toContain('abcdef');
  });

  test('has no body but a session description', () => {
    expect(
      tracedMessage(message('MESSAGE sip:a@b SIP/2.0', 'Content-Type: text/plain', '', 'my card is 4111')),
    ).not.toContain('4111');
  });
});

describe('the last hour', () => {
  const at = (when: number, text = 'x') => ({ at: when, kind: 'did', text }) as const;

  test('is an hour long', () => {
    const box = new BlackBox();
    for (let minute = 0; minute < 90; minute++) box.add(at(minute * 60_000, String(minute)));
    const kept = box.all(89 * 60_000);
    expect(kept[0]?.text).toBe('29');
    expect(kept.at(-1)?.text).toBe('89');
    expect(box.all(89 * 60_000 + BOX_MS)).toHaveLength(1);
    expect(box.all(89 * 60_000 + BOX_MS + 1)).toEqual([]);
  });

  test('is never larger than can be attached, whatever is in it', () => {
    for (const text of ['a'.repeat(3_000), '•'.repeat(900), 'INVITE\n"x"\n'.repeat(150), 'e']) {
      const box = new BlackBox();
      for (let i = 0; i < 30_000; i++) box.add({ at: i, kind: 'sip-sent', text });
      const kept = box.all(30_000);
      const bytes = Buffer.byteLength(JSON.stringify(kept));
      expect(bytes).toBeLessThanOrEqual(BOX_BYTES + 10);
      expect(bytes).toBeGreaterThan(BOX_BYTES * 0.9);
      expect(kept.at(-1)?.at).toBe(29_999);
    }
  });

  test('cuts one text that is too long, and goes on from what a page before has left', () => {
    const before = new BlackBox();
    before.add(at(1, 'z'.repeat(TEXT_MAX * 2)));
    const box = new BlackBox(before.all(1));
    box.add(at(2));
    expect(box.all(2).map(({ text }) => text.length)).toEqual([TEXT_MAX, 1]);
  });
});

test('a fault has no telephone number in it', () => {
  expect(withoutNumbers('no route to 0414-555.01.01, try +584145550101')).not.toMatch(/\d{3}/);
  expect(withoutNumbers('status 503 in 12 ms')).toBe('status 503 in 12 ms');
});

describe('what was worst', () => {
  const entry = (at: number, kind: BoxKind, text: string, figures?: BoxEntry['figures']): BoxEntry => ({
    ...{ at, kind, text },
    ...(figures ? { figures } : {}),
  });

  test('is said with its moment, and nothing where nothing was', () => {
    expect(summaryOf({ entries: [] })).toEqual({
      calls: 0,
      ...{ lostHeard: null, lostSaid: null, jitterMs: null, rttMs: null },
      ...{ line: null, link: null, refused: null, faults: null, check: null },
    });
    const found = summaryOf({
      entries: [
        entry(1, 'state', 'call talking c1'),
        entry(2, 'voice', '', { received: 95, lost: 5, jitterMs: 2, rttMs: 40, saidLoss: 0.01 }),
        entry(3, 'voice', '', { received: 80, lost: 20, jitterMs: 40, rttMs: 500, saidLoss: 0.4 }),
        entry(4, 'voice', '', { received: 90, lost: 10, jitterMs: 3, saidJitterMs: 30 }),
        entry(5, 'state', 'phone reconnecting'),
        entry(6, 'state', 'call talking c1'),
        entry(7, 'state', 'call talking c2'),
        entry(8, 'state', 'link away'),
        entry(9, 'state', 'phone refused 403'),
        entry(10, 'sip-received', 'SIP/2.0 401 Unauthorized\nCSeq: 1 REGISTER'),
        entry(11, 'sip-received', 'SIP/2.0 486 Busy Here\nCSeq: 1 INVITE'),
        entry(12, 'error', 'api 503 calls-away'),
        entry(13, 'check', JSON.stringify(newCheck(13))),
      ],
    });
    expect(found).toEqual({
      calls: 2,
      lostHeard: { value: 0.2, at: 3 },
      lostSaid: { value: 0.4, at: 3 },
      jitterMs: { value: 40, at: 3 },
      rttMs: { value: 500, at: 3 },
      line: { times: 2, at: 9, text: 'phone refused 403' },
      link: { times: 1, at: 8, text: 'link away' },
      refused: { times: 1, at: 11, text: 'SIP/2.0 486 Busy Here' },
      faults: { times: 1, at: 12, text: 'api 503 calls-away' },
      check: { at: 13, toMend: 0 },
    });
  });

  test('a check that cannot be read is none', () => {
    expect(summaryOf({ entries: [entry(1, 'check', '{"outcomes":')] }).check).toBeNull();
    expect(summaryOf({ entries: [entry(1, 'check', '{}')] }).check).toBeNull();
  });

  test('a file has the name of its person and its moment', () => {
    expect(fileName({ user: 'ana/../x', at: Date.now() })).toMatch(
      /^cauce-diagnostico-ana_\.\._x-[\d-]{17}\.json$/,
    );
  });
});
