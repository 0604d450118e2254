import { expect, test } from 'vitest';
import { endOf } from '../../../src/adapters/asterisk/endings.ts';
import { neverOrdered } from '../../../src/adapters/asterisk/forwards.ts';
import { translate } from '../../../src/adapters/asterisk/translate.ts';
import {
  type AriChannel,
  argumentsOf,
  readArgument,
  snoopOf,
  writeArgument,
} from '../../../src/adapters/asterisk/wire.ts';

function channel(id: string, appData: string | null): AriChannel {
  return {
    id,
    name: `PJSIP/demo-trunk-${id}`,
    state: 'Up',
    caller: { name: 'Luisa', number: '04121234567' },
    dialplan: { app_name: appData === null ? 'AppDial2' : 'Stasis', app_data: appData ?? '(Outgoing Line)' },
    creationtime: '2026-11-22T13:00:00.000+0000',
  };
}

const timestamp = '2026-11-22T13:00:00.002+0000';
const customer = channel('c1', 'cauce,inbound,*626,web');
const leg = channel('l1', 'cauce,offer,c1');

test('a channel from the dialplan has rung, with what was dialled and from where', () => {
  expect(
    translate({ type: 'StasisStart', timestamp, args: ['inbound', '*626', 'web'], channel: customer }),
  ).toEqual({
    kind: 'event',
    event: {
      kind: 'rang',
      channel: 'c1',
      callerNumber: '04121234567',
      callerName: 'Luisa',
      dialled: '*626',
      from: 'web',
      source: 'demo-trunk',
    },
  });
});

test.each([
  ['203.0.113.7:5060', '203.0.113.7'],
  ['[2001:db8:1:2::9]:5060', '2001:db8:1:2::/64'],
  ['[::ffff:203.0.113.7]:5060', '203.0.113.7'],
  ['', ''],
])('a call by the trunk came from the address of its INVITE: %s is %s', (remote, source) => {
  const args = ['inbound', '*626', 'trunk', '0', remote];
  expect(translate({ type: 'StasisStart', timestamp, args, channel: customer })).toMatchObject({
    event: { source },
  });
});

test('of a caller who asks not to be named nothing is known, whatever Asterisk says of them', () => {
  const args = ['inbound', '*626', 'trunk', '1'];
  expect(translate({ type: 'StasisStart', timestamp, args, channel: customer })).toMatchObject({
    event: { kind: 'rang', callerNumber: '', callerName: '', dialled: '*626', from: 'trunk' },
  });
  const shown = translate({
    type: 'StasisStart',
    timestamp,
    args: [...args.slice(0, 3), '0'],
    channel: customer,
  });
  expect(shown).toMatchObject({ event: { callerNumber: '04121234567', callerName: 'Luisa' } });
});

test('a display name comes as it was meant, not as it was quoted', () => {
  const caller = { name: 'Ana \\"la jefa\\" \\\\ \u202eevil\u200b', number: '1' };
  expect(
    translate({ type: 'StasisStart', timestamp, args: ['inbound'], channel: { ...customer, caller } }),
  ).toMatchObject({
    event: { callerName: 'Ana "la jefa" \\ evil' },
  });
});

test('a channel of our own comes back answered with the reason why it was dialled', () => {
  const args = ['offer', writeArgument('a,b "c" {d}')];
  expect(translate({ type: 'StasisStart', timestamp, args, channel: leg })).toEqual({
    kind: 'event',
    event: { kind: 'leg-answered', channel: 'l1', args: ['offer', 'a,b "c" {d}'] },
  });
});

test('a customer has ended when they leave the application, for nothing else will be told of them', () => {
  expect(translate({ type: 'StasisEnd', channel: customer })).toMatchObject({
    event: { kind: 'ended', channel: 'c1', end: endOf(0) },
  });
});

test('a leg has ended when it is destroyed, and not before, so that it ends once and with its cause', () => {
  expect(translate({ type: 'StasisEnd', channel: leg })).toEqual({ kind: 'nothing' });
  expect(translate({ type: 'ChannelDestroyed', channel: leg, cause: 17, tech_cause: 486 })).toMatchObject({
    event: { kind: 'ended', channel: 'l1', end: endOf(17, 486), rang: false },
  });
  const ringing = { ...leg, state: 'Ringing' };
  expect(translate({ type: 'ChannelDestroyed', channel: ringing, cause: 19, tech_cause: 480 })).toMatchObject(
    {
      event: { kind: 'ended', channel: 'l1', end: endOf(19, 480), rang: true },
    },
  );
});

test('a leg that ends unanswered without any cause was forwarded, one that was answered was hung up', () => {
  const dialled = channel('l1', null);
  const gone = (state: string) =>
    translate({ type: 'ChannelDestroyed', channel: { ...dialled, state }, cause: 0 });
  expect(gone('Ringing')).toMatchObject({ event: { end: endOf(23, 302) } });
  expect(gone('Down')).toMatchObject({ event: { end: endOf(23, 302) } });
  expect(gone('Up')).toMatchObject({ event: { end: endOf(0) } });
  const caller = { ...customer, state: 'Ring' };
  expect(translate({ type: 'ChannelDestroyed', channel: caller, cause: 0 })).toMatchObject({
    event: { end: endOf(0) },
  });
});

test('a channel that a forwarding made is no caller', () => {
  const local = { ...customer, name: 'Local/*626@from-trunk-00000001;2' };
  expect(
    translate({ type: 'StasisStart', timestamp, args: ['inbound', '*626', 'trunk'], channel: local }),
  ).toEqual({
    kind: 'uninvited',
    channel: 'c1',
  });
});

test('what is dialled and was never ordered is found by the id that nobody chose', () => {
  const dialled = (id: string) => ({ ...channel(id, null), state: 'Ringing' });
  const ours = ['leg-cauce1-1795844787.1-4', 'cauce1-out-3b2a7f0c-5d0e-4a6c-9d3a-1c2b3a4d5e6f'].map(dialled);
  const strays = [dialled('cauce1-1795844787.8'), dialled('1795844787.9')];
  expect(
    neverOrdered([...ours, ...strays, channel('cauce1-1795844787.1', 'cauce,inbound,*626,trunk')]),
  ).toEqual(['cauce1-1795844787.8', '1795844787.9']);
});

test('a snoop is never heard of, but for its arrival', () => {
  const id = snoopOf('calls/c1/1');
  const snoop = channel(id, 'cauce,snoop');
  expect(translate({ type: 'StasisStart', timestamp, args: ['snoop'], channel: snoop })).toEqual({
    kind: 'snoop-ready',
    snoop: id,
  });
  expect(translate({ type: 'StasisEnd', channel: snoop })).toEqual({ kind: 'nothing' });
  expect(translate({ type: 'ChannelDestroyed', channel: snoop, cause: 16 })).toEqual({ kind: 'nothing' });
});

test('a playback that failed is told apart from one that ended', () => {
  expect(translate({ type: 'PlaybackFinished', playback: { id: 'p', state: 'done' } })).toMatchObject({
    event: { ok: true },
  });
  expect(translate({ type: 'PlaybackFinished', playback: { id: 'p', state: 'failed' } })).toMatchObject({
    event: { ok: false },
  });
});

test('only our own lines are lines; a trunk that becomes reachable is not', () => {
  const peer = (resource: string, status: string) =>
    translate({
      type: 'PeerStatusChange',
      endpoint: { technology: 'PJSIP', resource },
      peer: { peer_status: status },
    });
  expect(peer('ag-1', 'Reachable')).toMatchObject({ event: { kind: 'line', line: 'ag-1', reachable: true } });
  expect(peer('sp-1', 'Unreachable')).toMatchObject({ event: { kind: 'line', reachable: false } });
  expect(peer('trunk', 'Reachable')).toEqual({ kind: 'nothing' });
});

test('arguments survive the signs that Asterisk would take apart', () => {
  const text = 'año "uno", dos (tres) {cuatro} $5 100% \\ ;';
  expect(writeArgument(text)).not.toMatch(/[",(){}$\\; ñ]/);
  expect(readArgument(writeArgument(text))).toBe(text);
  expect(readArgument('100%')).toBe('100%');
});

test('a channel of another application, or of none, has no arguments of ours', () => {
  expect(argumentsOf(customer)).toEqual(['inbound', '*626', 'web']);
  expect(argumentsOf(channel('x', 'other,inbound'))).toBeNull();
  expect(argumentsOf(channel('x', null))).toBeNull();
});
