import { describe, expect, test } from 'vitest';
import { lineObjects } from '../../../src/adapters/asterisk/line-config.ts';
import { mediaOf } from '../../../src/adapters/asterisk/media.ts';
import { hangUpChannel, originate, playOn } from '../../../src/adapters/asterisk/orders.ts';
import { outcomeOf } from '../../../src/adapters/asterisk/outcome.ts';
import { encodedPath, refuseDeadly } from '../../../src/adapters/asterisk/request.ts';
import { isNewEnough } from '../../../src/adapters/asterisk/version.ts';
import type { PhoneLine } from '../../../src/agents/ports.ts';

const order = {
  channel: 'l1',
  endpoint: 'PJSIP/ag-1',
  callerNumber: '0412-123 45 67',
  callerName: 'Luisa "la" <x>\r\n',
  args: ['offer', 'a,b'],
  ringMs: 400,
};

describe('an order to dial', () => {
  test('never rings for less than a second, which Asterisk would take for endless', () => {
    expect(originate(order).query?.timeout).toBe('1');
    expect(originate({ ...order, ringMs: 20_400 }).query?.timeout).toBe('20');
  });

  test('has a caller id that cannot end early', () => {
    expect(originate(order).query?.callerId).toBe('"Luisa la x" <0412-1234567>');
  });

  test('leads a telephone that forwards nowhere, whatever headers it carries', () => {
    expect(originate(order).body).toMatchObject({ variables: { FORWARD_CONTEXT: 'forwarded' } });
    expect(originate({ ...order, headers: { 'X-Cauce-Call': 'c1' } }).body).toEqual({
      variables: { FORWARD_CONTEXT: 'forwarded', 'PJSIP_HEADER(add,X-Cauce-Call)': 'c1' },
    });
  });

  test('of a caller who is withheld shows nobody a number, and tells the carrier alone', () => {
    const withheld = { ...order, callerNumber: '+582125550100', callerName: '', withheld: true } as const;
    const variables = {
      FORWARD_CONTEXT: 'forwarded',
      'CALLERID(pres)': 'prohib',
      'CONNECTEDLINE(num,i)': '',
      'CONNECTEDLINE(name,i)': '',
      'CONNECTEDLINE(pres,i)': 'prohib',
    };
    expect(originate({ ...withheld, callerNumber: '' }).body).toEqual({ variables });
    expect(originate(withheld)).toMatchObject({ query: { callerId: '"" <>' }, body: { variables } });
    const byTrunk = originate({ ...withheld, endpoint: 'PJSIP/+584145550101@trunk' });
    expect(byTrunk.body).toEqual({
      variables: {
        ...variables,
        'PJSIP_HEADER(add,Privacy)': 'user;id',
        'PJSIP_HEADER(add,P-Asserted-Identity)': '<tel:+582125550100>',
      },
    });
  });

  test('keeps an argument with a comma in one piece', () => {
    expect(originate(order).query?.appArgs).toBe('offer,a%2cb');
  });
});

test('a request that kills Asterisk 22.10.1 never leaves', () => {
  for (const operation of ['record', 'variable']) {
    expect(() => refuseDeadly({ method: 'POST', path: ['bridges', 'b1', operation] })).toThrow();
  }
  expect(() => refuseDeadly({ method: 'POST', path: ['bridges', 'b1', 'addChannel'] })).not.toThrow();
  expect(() => refuseDeadly({ method: 'POST', path: ['channels', 'c1', 'record'] })).not.toThrow();
});

test('a recording with slashes in its name is one part of the path', () => {
  expect(encodedPath({ method: 'GET', path: ['recordings', 'stored', 'calls/c1/1', 'file'] })).toBe(
    'recordings/stored/calls%2Fc1%2F1/file',
  );
});

test.each([
  [200, 'done'],
  [204, 'done'],
  [404, 'gone'],
  [400, 'refused'],
  [409, 'refused'],
  [412, 'refused'],
  [422, 'refused'],
  [500, 'refused'],
])('an answer with status %i means %s', (status, outcome) => {
  expect(outcomeOf({ kind: 'answer', status, body: null })).toBe(outcome);
});

test('an answer that never came is told as what it was', () => {
  expect(outcomeOf({ kind: 'timed-out' })).toBe('timed-out');
  expect(outcomeOf({ kind: 'lost' })).toBe('lost');
});

test.each([
  ['22.10.1', true],
  ['22.10.1+dfsg+~cs6.17.60671434-1', true],
  ['22.11.0-rc1', true],
  ['23.0.0', true],
  ['22.10.0', false],
  ['22.9.9', false],
  ['21.99.9', false],
  ['GIT-master-1234', false],
])('Asterisk %s is new enough: %s', (version, enough) => {
  expect(isNewEnough(version)).toBe(enough);
});

test.each([
  ['finished', 'normal'],
  ['busy', 'busy'],
  ['no-room', 'congestion'],
] as const)('a channel that is hung up because of "%s" has the reason %s', (why, reason) => {
  expect(hangUpChannel('c1', why).query).toEqual({ reason });
});

describe('spoken numbers', () => {
  test.each([
    [0, '0'],
    [1, '1'],
    [21, '21'],
    [30, '30'],
    [31, '30 and 1'],
    [70, '70'],
    [100, 'hundred'],
    [101, '100-and 1'],
    [555, '500 50 and 5'],
    [1_000, 'thousand'],
    [1_250, 'thousand 200 50'],
    [31_000, '30 and 1M thousand'],
    [100_000, 'hundred thousand'],
    [1_000_000, '1M million'],
    [2_000_001, '2 millions 1'],
  ])('%i is said as %s', (value, words) => {
    expect(mediaOf({ kind: 'number', value, before: null })).toEqual(
      words.split(' ').map(word => `sound:digits/${word}`),
    );
  });

  test('are sent as sounds, so that they can be stopped', () => {
    const ticket = { kind: 'file', name: 'ticket' } as const;
    expect(mediaOf({ kind: 'digits', value: '626' })).toEqual([
      'sound:digits/6',
      'sound:digits/2',
      'sound:digits/6',
    ]);
    expect(mediaOf(ticket)).toEqual(['sound:cauce/ticket']);
    expect(mediaOf({ kind: 'silence' })).toEqual(['sound:silence/1']);
    expect(playOn('c1', 'p1', [ticket, { kind: 'digits', value: '12' }]).query?.media).toBe(
      'sound:cauce/ticket,sound:digits/1,sound:digits/2',
    );
  });
});

describe('a telephone line', () => {
  const line = (kind: PhoneLine['kind']): PhoneLine => ({
    id: 'x-1',
    kind,
    password: 'secret',
    callerNumber: '101',
    callerName: 'Ana "la" <x>',
  });

  test('always names its codecs, for Asterisk cannot copy an endpoint without', () => {
    for (const kind of ['browser', 'guest', 'sip'] as const) {
      expect(lineObjects(line(kind), '127.0.0.1').endpoint).toMatchObject({
        allow: '!all,ulaw,alaw',
        direct_media: 'no',
        allow_transfer: 'no',
        callerid: '"Ana la x" <101>',
      });
    }
  });

  test('of a guest reaches service numbers only, that of an agent reaches nothing by itself', () => {
    expect(lineObjects(line('guest'), '127.0.0.1').endpoint.context).toBe('from-web');
    expect(lineObjects(line('browser'), '127.0.0.1').endpoint.context).toBe('from-agent');
    expect(lineObjects(line('sip'), '127.0.0.1').endpoint.context).toBe('from-agent');
  });

  test('of a guest alone has ports of its own for the voice', () => {
    const endpointOf = (kind: PhoneLine['kind']) =>
      lineObjects(line(kind), '127.0.0.1', [10_720, 10_899]).endpoint;
    expect(endpointOf('guest')).toMatchObject({ rtp_port_start: '10720', rtp_port_end: '10899' });
    for (const kind of ['browser', 'sip'] as const) {
      expect(endpointOf(kind)).not.toHaveProperty('rtp_port_start');
    }
  });

  test('of a browser ends its call when no voice comes, that of a desk phone does not', () => {
    expect(lineObjects(line('browser'), '127.0.0.1').endpoint).toMatchObject({
      webrtc: 'yes',
      rtp_timeout: '10',
      rtp_timeout_hold: '300',
    });
    expect(lineObjects(line('sip'), '127.0.0.1').endpoint).not.toHaveProperty('rtp_timeout');
  });
});
