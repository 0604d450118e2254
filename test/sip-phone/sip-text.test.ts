import { describe, expect, test } from 'vitest';
import { codecs } from '../../src/sip-phone/codecs.ts';
import { answerChallenge, parseChallenge } from '../../src/sip-phone/digest.ts';
import { formatDigit, formatRtp, parseDigit, parseRtp } from '../../src/sip-phone/rtp.ts';
import { answerDirection, formatDescription, parseDescription } from '../../src/sip-phone/sdp.ts';
import { formatParty, formatUri, parseParty, parseUri } from '../../src/sip-phone/sip-address.ts';
import {
  formatMessage,
  header,
  headerValues,
  parseMessage,
  type SipRequest,
} from '../../src/sip-phone/sip-message.ts';

const invite: SipRequest = {
  kind: 'request',
  method: 'INVITE',
  uri: 'sip:*626@127.0.0.1:5060',
  headers: [
    ['Via', 'SIP/2.0/UDP 127.0.0.1:4000;branch=z9hG4bK1'],
    ['From', '"Ñandú" <sip:0414@127.0.0.1>;tag=a'],
    ['CSeq', '1 INVITE'],
  ],
  body: 'año',
};

describe('SIP messages', () => {
  test('what is written is read back the same', () => {
    const read = parseMessage(formatMessage(invite));
    expect(read).toMatchObject({ kind: 'request', method: 'INVITE', uri: invite.uri, body: 'año' });
    expect(read && header(read, 'from')).toBe(invite.headers[1]?.[1]);
  });

  test('the length counts bytes and not letters', () => {
    expect(formatMessage(invite).toString()).toContain('Content-Length: 4\r\n');
  });

  test('short names, folded lines and lists on one line are understood', () => {
    const read = parseMessage(
      Buffer.from(
        'SIP/2.0 200 OK\r\nv: SIP/2.0/UDP a;branch=1, SIP/2.0/UDP b\r\n' +
          'm: "Uno, dos" <sip:x@y;a,b>\r\nSubject: uno\r\n  dos\r\nl: 0\r\n\r\n',
      ),
    );
    if (!read) throw new Error('not read');
    expect(headerValues(read, 'Via')).toEqual(['SIP/2.0/UDP a;branch=1', 'SIP/2.0/UDP b']);
    expect(headerValues(read, 'Contact')).toEqual(['"Uno, dos" <sip:x@y;a,b>']);
    expect(header(read, 'subject')).toBe('uno dos');
  });

  test.each(['', '\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n', '\u0000\u0001'])('%j is not SIP', text => {
    expect(parseMessage(Buffer.from(text))).toBeUndefined();
  });
});

describe('addresses', () => {
  test('service codes stay as they are dialled, and # is escaped', () => {
    expect(formatUri({ user: '*626', host: '127.0.0.1', port: 5060 })).toBe('sip:*626@127.0.0.1:5060');
    expect(parseUri(formatUri({ user: '#31#5', host: 'h', port: 1 })).user).toBe('#31#5');
  });

  test('an address without a port is at 5060', () => {
    expect(parseUri('<sip:x@127.0.0.1;transport=udp>'.slice(1, -1))).toEqual({
      user: 'x',
      host: '127.0.0.1',
      port: 5060,
    });
  });

  test('any display name survives', () => {
    const name = 'Ana "la" \\ Ñ';
    expect(parseParty(formatParty(name, 'sip:1@h:5', 't'))).toEqual({ name, uri: 'sip:1@h:5', tag: 't' });
  });

  test('a party without brackets has its tag outside the address', () => {
    expect(parseParty('sip:1@h;tag=x')).toEqual({ name: '', uri: 'sip:1@h', tag: 'x' });
  });
});

describe('digest', () => {
  test('the answer is the one of the example in RFC 2617 §3.5', () => {
    const challenge = parseChallenge(
      'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
    );
    if (!challenge) throw new Error('not read');
    const answer = answerChallenge(
      challenge,
      { user: 'Mufasa', password: 'Circle Of Life' },
      { method: 'GET', uri: '/dir/index.html' },
      1,
      '0a4f113b',
    );
    expect(answer).toContain('response="6629fae49393a05397450978507c4ef1"');
  });

  test('an algorithm that the telephone does not speak is not answered', () => {
    expect(parseChallenge('Digest realm="a", nonce="b", algorithm=SHA-512-256')).toBeUndefined();
  });
});

describe('session descriptions', () => {
  const own = { address: { host: '127.0.0.1', port: 4000 }, codecs: ['PCMA', 'PCMU'] as const, version: 1 };

  test('what is written is read back the same', () => {
    expect(parseDescription(formatDescription({ ...own, direction: 'sendonly' }))).toEqual({
      address: own.address,
      codecs: [codecs.PCMA, codecs.PCMU],
      digits: 101,
      direction: 'sendonly',
    });
  });

  test('a stream refused with port 0 is none', () => {
    expect(parseDescription(formatDescription({ ...own, address: { host: 'h', port: 0 } }))).toBeUndefined();
  });

  test('the address of the session serves where the stream has none, and video is left alone', () => {
    const sdp =
      'v=0\r\nc=IN IP4 10.0.0.9\r\na=inactive\r\nm=video 9 RTP/AVP 96\r\nm=audio 5000 RTP/AVP 0\r\n';
    expect(parseDescription(sdp)).toMatchObject({
      address: { host: '10.0.0.9', port: 5000 },
      direction: 'inactive',
    });
  });

  test('who is put on hold only listens', () => {
    expect(answerDirection('sendonly')).toBe('recvonly');
    expect(answerDirection('inactive')).toBe('inactive');
  });
});

describe('packets of voice', () => {
  const packet = {
    payloadType: 8,
    marker: true,
    sequence: 65535,
    timestamp: 4294967295,
    source: 7,
    payload: Buffer.from([1, 2]),
  };

  test('what is written is read back the same', () => {
    expect(parseRtp(formatRtp(packet))).toEqual(packet);
  });

  test('RTCP and noise are not voice', () => {
    const rtcp = formatRtp(packet);
    rtcp[1] = 200;
    expect(parseRtp(rtcp)).toBeUndefined();
    expect(parseRtp(Buffer.from('hola'))).toBeUndefined();
  });

  test('a key is read back the same', () => {
    const event = { digit: '#', ended: true, duration: 800 };
    expect(parseDigit(formatDigit(event))).toEqual(event);
  });
});
