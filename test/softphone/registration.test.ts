import { describe, expect, test } from 'vitest';
import type { LineState } from '../../softphone/phone/phone.ts';
import {
  keepRegistered,
  OPEN_LIMIT_MS,
  PROOF_LIMIT_MS,
  QUIET_REFUSALS,
  REGISTER_LIMIT_MS,
} from '../../softphone/phone/registration.ts';
import { fakeClock } from '../kit/fake-clock.ts';

/** A SIP stack on a string: the test decides whether the socket opens, and plays the server's answers. */
function aLine() {
  const clock = fakeClock();
  const shown: LineState['kind'][] = [];
  const did: string[] = [];
  const noted: string[] = [];
  let opens: boolean | 'never' = true;
  const line = keepRegistered(
    {
      connect() {
        did.push('connect');
        if (opens === 'never') return new Promise(() => undefined);
        return opens ? Promise.resolve() : Promise.reject(new Error('refused'));
      },
      register: () => did.push('register'),
      drop: () => did.push('drop'),
      show: state => shown.push(state.kind),
      note: (event, status) => noted.push(status === undefined ? event : `${event} ${status}`),
    },
    clock,
    () => 1,
  );
  return {
    clock,
    shown,
    did,
    noted,
    line,
    /** `never`: sockets neither open nor fail. */
    serverIs(up: boolean | 'never') {
      opens = up;
    },
    /** Moves time on and lets the promises of the connection settle. */
    async wait(ms: number) {
      clock.advance(ms);
      await Promise.resolve();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

describe('a line', () => {
  test('connects, registers, and says so', async () => {
    const { line, did, shown, clock } = aLine();
    await line.start();
    line.registered();
    expect(did).toEqual(['connect', 'register']);
    expect(shown).toEqual(['connecting', 'registered']);
    expect(clock.pending()).toBe(0);
  });

  test('that loses its socket comes back by itself, within 3 s of the server being back', async () => {
    const { line, did, shown, serverIs, wait } = aLine();
    await line.start();
    line.registered();
    serverIs(false);
    line.lost();
    for (let i = 0; i < 20; i++) await wait(1000);
    expect(shown.at(-1)).toBe('reconnecting');
    serverIs(true);
    const before = did.filter(what => what === 'register').length;
    for (let i = 0; i < 3; i++) await wait(1000);
    expect(did.filter(what => what === 'register')).toHaveLength(before + 1);
  });

  test('drops a socket on which nobody answers', async () => {
    const { line, did, clock } = aLine();
    await line.start();
    clock.advance(REGISTER_LIMIT_MS - 1);
    expect(did).not.toContain('drop');
    clock.advance(1);
    expect(did).toContain('drop');
    expect(did.at(-1)).toBe('connect');
  });

  test('that is doubted takes another socket when this one does not answer soon', async () => {
    const { line, did, clock, wait } = aLine();
    await line.start();
    line.registered();
    line.prove();
    line.registered();
    clock.advance(PROOF_LIMIT_MS);
    expect(did).toEqual(['connect', 'register', 'register']);
    line.prove();
    clock.advance(PROOF_LIMIT_MS);
    await wait(0);
    expect(did.slice(3)).toEqual(['register', 'drop', 'connect', 'register']);
  });

  test('that is doubted again is not given more time, and one that is asked calmly is given less', async () => {
    const { line, did, clock, wait } = aLine();
    await line.start();
    line.registered();
    line.prove();
    clock.advance(PROOF_LIMIT_MS - 1);
    line.prove();
    line.refresh();
    expect(did).not.toContain('drop');
    clock.advance(1);
    expect(did).toContain('drop');
    await wait(0);
    line.registered();
    line.refresh();
    line.prove();
    clock.advance(PROOF_LIMIT_MS);
    expect(did.filter(what => what === 'drop')).toHaveLength(2);
  });

  test('of a new network takes another socket at once, in whatever state the old one is', async () => {
    const { line, did, clock, serverIs, wait } = aLine();
    await line.start();
    line.registered();
    line.renew();
    await wait(0);
    expect(did).toEqual(['connect', 'register', 'drop', 'connect', 'register']);
    line.registered();
    serverIs(false);
    line.lost();
    line.renew();
    await wait(0);
    serverIs(true);
    await wait(1_000);
    expect(did.slice(5)).toEqual(['drop', 'connect', 'connect', 'register']);
    line.registered();
    expect(clock.pending()).toBe(0);
  });

  test('of a new network tries a second socket when the first one does not open soon, and waits for that', async () => {
    const { line, did, clock, serverIs, wait } = aLine();
    await line.start();
    line.registered();
    serverIs('never');
    line.renew();
    await wait(OPEN_LIMIT_MS - 1);
    expect(did.slice(2)).toEqual(['drop', 'connect']);
    await wait(1);
    expect(did.slice(4)).toEqual(['drop', 'connect']);
    expect(clock.pending()).toBe(0);
    serverIs(true);
    line.renew();
    await wait(0);
    line.registered();
    expect(clock.pending()).toBe(0);
  });

  test('is quiet about refusals while its account may still be on the way, and keeps trying', async () => {
    const { line, did, shown, wait } = aLine();
    await line.start();
    for (let i = 0; i < QUIET_REFUSALS; i++) {
      line.refused(401);
      await wait(2000);
    }
    expect(shown).not.toContain('refused');
    line.refused(401);
    expect(shown.at(-1)).toBe('refused');
    await wait(2000);
    expect(did.filter(what => what === 'register')).toHaveLength(QUIET_REFUSALS + 2);
    line.registered();
    expect(shown.at(-1)).toBe('registered');
  });

  test('does not wait for its pause when the network is back', async () => {
    const { line, did, serverIs, wait } = aLine();
    serverIs(false);
    await line.start();
    serverIs(true);
    line.refresh();
    await wait(0);
    expect(did).toEqual(['connect', 'connect', 'register']);
  });

  test('asks again when the server does not see it', async () => {
    const { line, did } = aLine();
    await line.start();
    line.registered();
    line.refresh();
    expect(did).toEqual(['connect', 'register', 'register']);
  });

  test('that was stopped stays quiet', async () => {
    const { line, did, clock, wait } = aLine();
    await line.start();
    line.stop();
    line.lost();
    line.refresh();
    line.prove();
    line.renew();
    await wait(60_000);
    expect(did).toEqual(['connect', 'register']);
    expect(clock.pending()).toBe(0);
  });
});

test('what happens to it is noted for whoever asks', async () => {
  const { line, noted, serverIs, wait } = aLine();
  serverIs(false);
  await line.start();
  serverIs(true);
  await wait(60_000);
  line.refused(403);
  line.registered();
  line.expired();
  await wait(REGISTER_LIMIT_MS);
  line.lost();
  line.renew();
  expect(noted).toEqual([
    'not-opened',
    'open',
    'refused 403',
    'registered',
    'expired',
    'unanswered',
    'open',
    'lost',
    'network',
  ]);
});
