import { describe, expect, test } from 'vitest';
import { liveSocket, type SocketHandlers } from '../../softphone/link/live-socket.ts';
import { type Link, type LinkInput, NEW_LINK, step } from '../../softphone/link/resume.ts';
import {
  ALIVE_EVERY_MS,
  CROWDED,
  type LiveMessage,
  type PageMessage,
  SILENCE_LIMIT_MS,
} from '../../src/live/messages.ts';
import { type FakeClock, fakeClock } from '../kit/fake-clock.ts';
import { aCall, aCentre, aSnapshot, NOON } from './pictures.ts';

const change = (seq: number): LiveMessage => ({ kind: 'change', seq, put: { calls: [aCall()] }, gone: {} });
const heard = (message: LiveMessage): LinkInput => ({ kind: 'received', message });
const run = (inputs: readonly LinkInput[], from: Link = NEW_LINK, now = NOON) =>
  inputs.reduce((link, input) => step(link, input, now).link, from);
const orders = (link: Link, input: LinkInput, now = NOON) => step(link, input, now).orders;

const upToTen = run([{ kind: 'opened' }, heard(aSnapshot(aCentre(), 10))]);

describe('the live link', () => {
  test('says hello with nothing seen the first time', () => {
    expect(orders(NEW_LINK, { kind: 'opened' })).toEqual([
      { do: 'say', message: { kind: 'hello', epoch: null, seq: 0 } },
    ]);
  });

  test('resumes after a loss at the last thing it saw', () => {
    const back = run(
      [heard(change(11)), { kind: 'closed', chance: 0, rest: false }, { kind: 'retry' }],
      upToTen,
    );
    expect(orders(back, { kind: 'opened' })).toEqual([
      { do: 'say', message: { kind: 'hello', epoch: 'e1', seq: 11 } },
    ]);
  });

  test('passes a change on once, however often it is said', () => {
    const next = step(upToTen, heard(change(11)), NOON);
    expect(next.orders).toHaveLength(1);
    expect(orders(next.link, heard(change(11)))).toEqual([]);
    expect(orders(next.link, heard(change(7)))).toEqual([]);
  });

  test('takes a new snapshot as the new beginning, also with smaller numbers', () => {
    const restarted = run([heard({ ...aSnapshot(aCentre(), 2), epoch: 'e2' })], upToTen);
    expect(restarted).toMatchObject({ epoch: 'e2', seq: 2 });
    expect(orders(restarted, heard(change(3)))).toHaveLength(1);
  });

  test('jumps over numbers that were not for this reader', () => {
    expect(run([heard(change(15))], upToTen).seq).toBe(15);
  });

  test('gives up a socket that has been silent too long', () => {
    const alive = run([heard({ kind: 'alive', now: NOON })], upToTen);
    // Also one that went silent before the server had said anything but what there is.
    for (const link of [upToTen, alive]) {
      expect(orders(link, { kind: 'tick' }, NOON + SILENCE_LIMIT_MS - 1)).not.toContainEqual({ do: 'close' });
      expect(orders(link, { kind: 'tick' }, NOON + SILENCE_LIMIT_MS)).toEqual([{ do: 'close' }]);
    }
  });

  test('says that it is alive at least every few seconds', () => {
    expect(orders(upToTen, { kind: 'tick' }, NOON + ALIVE_EVERY_MS - 1)).toEqual([]);
    expect(orders(upToTen, { kind: 'tick' }, NOON + ALIVE_EVERY_MS)).toEqual([
      { do: 'say', message: { kind: 'alive' } },
    ]);
  });

  test('does not come back after the server ended the session', () => {
    const over = run([heard({ kind: 'logged-out', seq: 11 })], upToTen);
    expect(over.phase).toBe('over');
    expect(orders(over, { kind: 'closed', chance: 0, rest: false })).toEqual([]);
    expect(orders(over, { kind: 'retry' })).toEqual([]);
  });
});

/** A server on the other end of fake sockets. */
function aServer(clock: FakeClock, shown = true) {
  const sockets: { handlers: SocketHandlers; said: PageMessage[]; closed: boolean }[] = [];
  const messages: LiveMessage[] = [];
  const ups: boolean[] = [];
  const page = liveSocket({
    clock,
    chance: () => 0,
    isShown: () => shown,
    onMessage: message => messages.push(message),
    onLink: up => ups.push(up),
    open(handlers) {
      const socket = { handlers, said: [] as PageMessage[], closed: false };
      sockets.push(socket);
      return {
        send: text => socket.said.push(JSON.parse(text) as PageMessage),
        close() {
          socket.closed = true;
        },
      };
    },
  });
  const latest = () => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  };
  return {
    sockets,
    messages,
    ups,
    page,
    latest,
    say: (m: LiveMessage) => latest().handlers.onText(JSON.stringify(m)),
  };
}

describe('a live socket', () => {
  test('that had to go for newer pages of its person comes back when it is looked at, not before', () => {
    const clock = fakeClock();
    const hidden = aServer(clock, false);
    hidden.latest().handlers.onOpen();
    hidden.latest().handlers.onClose(CROWDED);
    clock.advance(60_000);
    expect(hidden.sockets).toHaveLength(1);
    hidden.page.hurry();
    expect(hidden.sockets).toHaveLength(2);

    const shown = aServer(clock, true);
    shown.latest().handlers.onClose(CROWDED);
    clock.advance(500);
    expect(shown.sockets).toHaveLength(2);
  });

  test('reconnects by itself and tells the page when it hears the server', () => {
    const clock = fakeClock();
    const server = aServer(clock);
    server.latest().handlers.onOpen();
    server.say(aSnapshot(aCentre(), 4));
    server.latest().handlers.onClose(1006);
    expect(server.ups).toEqual([true, false]);
    clock.advance(500);
    expect(server.sockets).toHaveLength(2);
    server.latest().handlers.onOpen();
    expect(server.latest().said).toEqual([{ kind: 'hello', epoch: 'e1', seq: 4 }]);
    expect(server.ups).toEqual([true, false, true]);
    server.page.close();
    expect(clock.pending()).toBe(0);
  });

  test('keeps trying, ever more slowly, while the server is away', () => {
    const clock = fakeClock();
    const server = aServer(clock);
    for (let i = 0; i < 6; i++) {
      server.latest().handlers.onClose(1006);
      clock.advance(1600);
    }
    expect(server.sockets).toHaveLength(7);
    server.page.close();
  });

  test('drops a half-open socket, and does not listen to it any more', () => {
    const clock = fakeClock();
    const server = aServer(clock);
    const first = server.latest();
    first.handlers.onOpen();
    server.say({ kind: 'alive', now: NOON });
    clock.advance(SILENCE_LIMIT_MS + 2000);
    expect(first.closed).toBe(true);
    expect(server.sockets).toHaveLength(2);
    const before = server.messages.length;
    first.handlers.onText(JSON.stringify(change(99)));
    first.handlers.onClose(1006);
    clock.advance(5000);
    expect(server.messages).toHaveLength(before);
    expect(server.sockets).toHaveLength(2);
    server.page.close();
  });

  test('of another network is opened at once, whatever the old one says', () => {
    const clock = fakeClock();
    const server = aServer(clock);
    const first = server.latest();
    first.handlers.onOpen();
    server.say(aSnapshot(aCentre(), 4));
    server.page.renew();
    expect(first.closed).toBe(true);
    expect(server.sockets).toHaveLength(2);
    server.latest().handlers.onOpen();
    expect(server.latest().said).toEqual([{ kind: 'hello', epoch: 'e1', seq: 4 }]);
    clock.advance(2_000);
    expect(server.sockets).toHaveLength(2);
    server.page.close();
    expect(clock.pending()).toBe(0);
  });

  test('hurries when the page is looked at', () => {
    const clock = fakeClock();
    const server = aServer(clock);
    server.latest().handlers.onClose(1006);
    server.page.hurry();
    expect(server.sockets).toHaveLength(2);
    clock.advance(5000);
    expect(server.sockets).toHaveLength(2);
    server.page.close();
  });
});
