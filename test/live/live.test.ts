import { describe, expect, test } from 'vitest';
import type { CentrePicture } from '../../src/supervision/events.ts';
import { changed } from '../../src/supervision/picture-fold.ts';
import { agentPicture, callPicture, queuePicture, smallCentre } from '../supervision/pictures.ts';
import { justOpened as ticket } from '../tickets/pictures.ts';
import { liveWorld, refusal, type TestPage } from './live-world.ts';

describe('the handshake', () => {
  test('needs a log-in, the accepted text and our own origin', async () => {
    const world = await liveWorld();
    const cookie = await world.cookieOf('agente1');
    expect(await refusal(world.open('/live', {}))).toEqual({ status: 401, code: 'not-logged-in' });
    expect(await refusal(world.open('/live', { cookie: await world.cookieOf('nuevo') }))).toEqual({
      status: 403,
      code: 'confidentiality-not-accepted',
    });
    expect(await refusal(world.open('/live', { cookie, origin: 'http://evil.example' }))).toEqual({
      status: 403,
      code: 'wrong-origin',
    });
    expect(world.records.audit).toMatchObject([
      { kind: 'refused', address: '127.0.0.1', data: '{"code":"wrong-origin","route":"UPGRADE /live"}' },
    ]);
    expect(await refusal(world.open('/elsewhere', { cookie }))).toEqual({
      status: 404,
      code: 'unknown-resource',
    });
  });

  test('lets our own page in', async () => {
    const world = await liveWorld();
    const origin = `http://127.0.0.1:${world.port}`;
    const socket = world.open('/live', { cookie: await world.cookieOf('agente1'), origin });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  });

  test('is closed on a page that does not speak our language', async () => {
    const world = await liveWorld();
    const page = await world.page('agente1');
    page.socket.send('hello?');
    expect(await page.closed).toBe(1008);
  });
});

describe('a page that is too loud', () => {
  test('is closed at its second hello, and brought up to date once', async () => {
    const world = await liveWorld();
    world.centre.show(smallCentre());
    const other = await world.page('supervisor');
    await other.next('snapshot');
    const page = await world.page('agente1');
    for (let n = 0; n < 20_000; n += 1) page.say({ kind: 'hello', epoch: null, seq: 0 });
    expect(await page.closed).toBe(1008);
    expect(page.heard.filter(({ kind }) => kind === 'snapshot')).toHaveLength(1);
    expect(world.web.live.size()).toBe(1);
    world.centre.change({ queues: [queuePicture('averias', { waiting: 7 })] });
    expect((await other.next('change')).put.queues?.[0]?.waiting).toBe(7);
  });

  test('is closed after a burst of messages that are none of a page, and no more of them are read', async () => {
    const world = await liveWorld();
    let touched = 0;
    const { touch } = world.web.sessions;
    world.web.sessions.touch = session => {
      touched += 1;
      touch.call(world.web.sessions, session);
    };
    const page = await world.page('agente1');
    for (let n = 0; n < 5_000; n += 1) page.say({ kind: 'alive' });
    expect(await page.closed).toBe(1008);
    expect(touched).toBe(10);
    const pinging = await world.page('agente1');
    await pinging.next('snapshot');
    for (let n = 0; n < 100; n += 1) pinging.socket.ping();
    expect(await pinging.closed).toBe(1008);
    const answering = await world.page('agente1');
    await answering.next('snapshot');
    for (let n = 0; n < 100; n += 1) answering.socket.pong();
    expect(await answering.closed).toBe(1008);
  });

  test.each([
    ['a frame that is longer than anything a page says', [0x81, 0xfe, 0x13, 0x88, 0, 0, 0, 0]],
    ['a frame of half the memory', [0x82, 0xff, 0, 0, 0, 1, 0, 0, 0, 0]],
    ['a frame that is not masked', [0x81, 0x05, 0x68, 0x65, 0x6c, 0x6c, 0x6f]],
    ['a frame of a kind that is none', [0x83, 0x80, 1, 2, 3, 4]],
  ])('is closed at the beginning of %s', async (_what, bytes) => {
    const world = await liveWorld();
    const page = await world.page('agente1');
    await page.next('snapshot');
    page.raw().write(Buffer.from(bytes));
    await page.closed;
    expect(world.web.live.size()).toBe(0);
  });

  test('is cut off when it never ends a frame, however it goes on with it', async () => {
    const world = await liveWorld();
    const page = await world.page('agente1');
    await page.next('snapshot');
    // A text of 100 bytes, of which one comes every five seconds.
    page.raw().write(Buffer.from([0x81, 0x80 | 100, 0, 0, 0, 0]));
    for (let beat = 0; beat < 3; beat += 1) {
      page.raw().write('x');
      world.clock.advance(5_000);
      await page.next('alive');
    }
    world.clock.advance(5_000);
    expect(await page.closed).toBe(1006);
    expect(world.web.live.size()).toBe(0);
  });

  test('is not one that is alive for a day', async () => {
    const world = await liveWorld();
    const page = await world.page('agente1');
    await page.next('snapshot');
    for (let beat = 0; beat < 100; beat += 1) {
      page.say({ kind: 'alive' });
      world.clock.advance(5_000);
      await page.next('alive');
    }
    expect(page.socket.readyState).toBe(page.socket.OPEN);
  });
});

describe('pages of one person', () => {
  test('are twelve in a browser: the oldest goes for the newest, and nobody else loses one', async () => {
    const world = await liveWorld();
    const other = await world.page('agente2');
    await other.next('snapshot');
    const cookie = await world.cookieOf('agente1');
    const pages: TestPage[] = [];
    for (let n = 0; n < 14; n += 1) {
      const page = await world.pageOf(cookie);
      await page.next('snapshot');
      pages.push(page);
    }
    expect([await pages[0]?.closed, await pages[1]?.closed]).toEqual([4002, 4002]);
    const open = pages.slice(2).map(({ socket }) => socket.readyState === socket.OPEN);
    expect(open).toEqual(Array.from({ length: 12 }, () => true));
    expect(other.socket.readyState).toBe(other.socket.OPEN);
    expect(world.web.live.size()).toBe(13);
  });

  test('are two dozen over all log-ins', async () => {
    const world = await liveWorld();
    const first = await world.page('agente1');
    await first.next('snapshot');
    for (let n = 0; n < 24; n += 1) await (await world.page('agente1')).next('snapshot');
    expect(await first.closed).toBe(4002);
    expect(world.web.live.size()).toBe(24);
  });
});

test('handshakes of one address are limited, and those of others are let in', async () => {
  const world = await liveWorld({ config: { trustedProxies: ['127.0.0.1'] } });
  const from = (address: string) => world.open('/live', { 'x-forwarded-for': address });
  const answers = await Promise.all(
    Array.from({ length: 620 }, (_, n) => refusal(from(`2001:db8:1:2::${n.toString(16)}`))),
  );
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(20);
  expect(await refusal(from('2001:db8:1:3::1'))).toEqual({ status: 401, code: 'not-logged-in' });
  world.clock.advance(1_000);
  expect((await refusal(from('2001:db8:1:2::1'))).status).toBe(401);
});

describe('a snapshot', () => {
  test('says at once whether the calls process is away', async () => {
    const world = await liveWorld();
    const page = await world.page('supervisor');
    expect(await page.next('snapshot')).toMatchObject({ callsAway: true, now: world.clock.now() });
    world.centre.show(smallCentre());
    expect((await page.next('change')).put.calls).toHaveLength(2);
    expect(await page.next('calls-away')).toMatchObject({ away: false });
    world.centre.leave();
    expect(await page.next('calls-away')).toMatchObject({ away: true });
  });

  test('shows a supervisor the whole floor', async () => {
    const world = await liveWorld();
    world.centre.show({ ...smallCentre(), alarms: [alarm] });
    const { picture } = await (await world.page('supervisor')).next('snapshot');
    expect(picture).toEqual({ ...smallCentre(), alarms: [alarm] });
  });

  test('shows an agent their own call, who waits without saying who it is, and no alarms', async () => {
    const world = await liveWorld();
    world.centre.show({ ...smallCentre(), alarms: [alarm] });
    const { picture } = await (await world.page('agente2')).next('snapshot');
    expect(picture.alarms).toEqual([]);
    expect(picture.queues).toHaveLength(1);
    expect(picture.calls.map(call => call.id)).toEqual(['c2']);
    expect(picture.calls[0]).toMatchObject({ callerNumber: '••••••••••202', callerName: '', ticket: '' });
    expect(picture.agents.map(agent => [agent.username, agent.work.kind])).toEqual([
      ['agente1', 'talking'],
      ['agente2', 'idle'],
    ]);
    expect(JSON.stringify(picture)).not.toContain('+584145550101');
    expect(JSON.stringify(picture)).not.toContain('"c1"');

    const own = await (await world.page('agente1')).next('snapshot');
    expect(own.picture.calls.find(call => call.id === 'c1')?.callerNumber).toBe('+584145550101');
  });
});

describe('news', () => {
  test('of the own call come at once, whatever else is being gathered', async () => {
    const world = await liveWorld();
    world.centre.show(smallCentre());
    const page = await world.page('agente2');
    await page.next('snapshot');
    world.centre.change({ queues: [queuePicture('averias', { waiting: 5 })] });
    await page.next('change');
    world.centre.change({ queues: [queuePicture('averias', { waiting: 6 })] });
    // The clock of this test stands still: what is gathered would never come by itself.
    world.centre.change({
      calls: [callPicture('c2', { phase: 'offered', agent: 'id-of-agente2', position: null })],
      agents: [agentPicture('agente2', { work: { kind: 'offered', call: 'c2', since: 5_000 } })],
    });
    const pop = await page.next('change');
    expect(pop.put.calls?.[0]).toMatchObject({ id: 'c2', callerNumber: '+584145550101' });
    expect(pop.put.queues?.[0]?.waiting).toBe(6);
  });

  test('of others are gathered for 50 ms, the last word of each counting', async () => {
    const world = await liveWorld();
    world.centre.show(smallCentre());
    const page = await world.page('supervisor');
    await page.next('snapshot');
    for (const waiting of [2, 3, 4]) world.centre.change({ queues: [queuePicture('averias', { waiting })] });
    world.centre.change({}, { calls: ['c2'] });
    expect((await page.next('change')).put.queues?.[0]?.waiting).toBe(2);
    world.clock.advance(50);
    const rest = await page.next('change');
    expect(rest.put.queues?.[0]?.waiting).toBe(4);
    expect(rest.gone.calls).toEqual(['c2']);
    expect(page.heard.filter(message => message.kind === 'change')).toHaveLength(2);
  });

  test('wait two seconds while the server is behind, which the page is told; its own never wait', async () => {
    const lag = { ms: 0 };
    const world = await liveWorld({ parts: { loopMs: () => lag.ms } });
    world.centre.show(smallCentre());
    const board = await world.page('supervisor');
    const agent = await world.page('agente1');
    await Promise.all([board.next('snapshot'), agent.next('snapshot')]);
    lag.ms = 200;
    world.clock.advance(500);
    expect(await board.next('alive')).toMatchObject({ reduced: true });
    for (const waiting of [2, 3, 4]) world.centre.change({ queues: [queuePicture('averias', { waiting })] });
    expect((await board.next('change')).put.queues?.[0]?.waiting).toBe(2);
    world.clock.advance(1_999);
    world.centre.change({
      calls: [callPicture('c1', { phase: 'talking', agent: 'id-of-agente1', onHold: true })],
    });
    expect((await agent.next('change')).put.queues?.[0]?.waiting).toBe(2);
    expect((await agent.next('change')).put.calls?.[0]).toMatchObject({ id: 'c1', onHold: true });
    expect(board.heard.filter(message => message.kind === 'change')).toHaveLength(1);
    world.clock.advance(1);
    expect((await board.next('change')).put.queues?.[0]?.waiting).toBe(4);
    lag.ms = 0;
    world.clock.advance(2_000);
    expect((await board.next('alive')).reduced).toBeUndefined();
  });

  test('tell an agent that a call left their sight', async () => {
    const world = await liveWorld();
    world.centre.show(smallCentre());
    const page = await world.page('agente2');
    await page.next('snapshot');
    world.centre.change({ calls: [callPicture('c2', { phase: 'offered', agent: 'id-of-agente1' })] });
    const change = await page.next('change');
    expect(change.put.calls).toBeUndefined();
    expect(change.gone.calls).toEqual(['c2']);
  });

  test('of tickets come to whoever may read them', async () => {
    const world = await liveWorld();
    const page = await world.page('nivel2');
    await page.next('snapshot');
    world.records.tickets.set('OA-2026-000001', ticket);
    world.records.changes.emit('tickets', 'OA-2026-000001');
    expect((await page.next('ticket')).ticket.number).toBe('OA-2026-000001');
  });

  test('after a restart of calls are only what is different', async () => {
    const world = await liveWorld();
    world.centre.show(smallCentre());
    const page = await world.page('supervisor');
    await page.next('snapshot');
    world.centre.leave();
    const { calls, ...rest } = smallCentre();
    world.centre.show({ ...rest, calls: calls.slice(0, 1) });
    const change = await page.next('change');
    expect(change.put).toEqual({});
    expect(change.gone).toEqual({ calls: ['c2'] });
  });
});

describe('coming back', () => {
  test('brings what was missed, without a gap and without a repetition', async () => {
    const world = await liveWorld();
    world.centre.show(smallCentre());
    const first = await world.page('supervisor');
    const { epoch } = await first.next('snapshot');
    world.centre.change({ queues: [queuePicture('averias', { waiting: 2 })] });
    const { seq } = await first.next('change');
    first.socket.terminate();
    for (const waiting of [3, 4, 5]) world.centre.change({ queues: [queuePicture('averias', { waiting })] });
    const second = await world.page('supervisor', { epoch, seq });
    const missed = [await second.next('change'), await second.next('change'), await second.next('change')];
    expect(missed.map(change => change.put.queues?.[0]?.waiting)).toEqual([3, 4, 5]);
    expect(missed.map(change => change.seq)).toEqual([seq + 1, seq + 2, seq + 3]);
    expect(second.heard.some(message => message.kind === 'snapshot')).toBe(false);
  });

  test('begins anew when another process answers or too much was missed', async () => {
    const world = await liveWorld();
    world.centre.show(smallCentre());
    const first = await world.page('supervisor');
    const { epoch, seq } = await first.next('snapshot');
    const stranger = await world.page('supervisor', { epoch: 'of-another-process', seq });
    await stranger.next('snapshot');
    for (let n = 0; n < 2_001; n += 1)
      world.centre.change({ queues: [queuePicture('averias', { waiting: n })] });
    const late = await world.page('supervisor', { epoch, seq });
    expect((await late.next('snapshot')).picture.queues[0]?.waiting).toBe(2_000);
  });

  test('many times in a storm leaves every page with the picture of the centre', async () => {
    const world = await liveWorld();
    world.centre.show(smallCentre());
    let seen: { epoch: string | null; seq: number } = { epoch: null, seq: 0 };
    let picture: CentrePicture | null = null;
    let lastSeq = -1;
    for (let round = 0; round < 12; round += 1) {
      const page = await world.page('supervisor', seen);
      if (round === 0) await page.next('snapshot');
      for (let n = 0; n < 10; n += 1) {
        const id = `r${round}-${n}`;
        world.centre.change({ calls: [callPicture(id)] });
        if (n % 3 === 0) world.centre.change({}, { calls: [id] });
        if (n === 5) world.clock.advance(50);
      }
      const marker = queuePicture('averias', { waiting: round });
      world.clock.advance(50);
      world.centre.change({ queues: [marker] });
      world.clock.advance(50);
      await until(page, () => page.heard.some(one => waitingIn(one) === round));
      page.socket.terminate();
      for (const message of page.heard) {
        if (message.kind === 'snapshot') {
          picture = message.picture;
          seen = { epoch: message.epoch, seq: message.seq };
          lastSeq = message.seq;
        } else if (message.kind === 'change' && picture !== null) {
          expect(message.seq).toBeGreaterThan(lastSeq);
          lastSeq = message.seq;
          picture = changed(picture, message.put, message.gone);
          seen = { ...seen, seq: message.seq };
        }
      }
      world.centre.change({ calls: [callPicture(`away-${round}`)] });
    }
    world.centre.change({}, { calls: ['away-11'] });
    expect(sorted(picture)).toEqual(sorted(world.centre.picture()?.picture ?? null));
  });
});

describe('a page', () => {
  test('is told that the server is alive, and cut off when it is silent itself', async () => {
    const world = await liveWorld();
    const talking = await world.page('agente1');
    const silent = await world.page('agente2');
    await Promise.all([talking.next('snapshot'), silent.next('snapshot')]);
    for (let beat = 0; beat < 4; beat += 1) {
      world.clock.advance(5_000);
      await talking.next('alive');
      talking.say({ kind: 'alive' });
      await until(talking, () => true);
    }
    expect(await silent.closed).toBe(1006);
    expect(talking.socket.readyState).toBe(talking.socket.OPEN);
  });

  test('that does not read is cut off before it fills the memory, and harms no other', async () => {
    const world = await liveWorld();
    world.centre.show(smallCentre());
    const stuck = await world.page('supervisor');
    const reading = await world.page('supervisor');
    await Promise.all([stuck.next('snapshot'), reading.next('snapshot')]);
    stuck.socket.pause();
    const many = Array.from({ length: 1_000 }, (_, n) => callPicture(`many-${n}`));
    let rounds = 0;
    while (world.web.live.size() === 2 && rounds < 60) {
      world.centre.change({ calls: many });
      world.clock.advance(50);
      rounds += 1;
      await reading.next('change');
    }
    expect(world.web.live.size()).toBe(1);
    expect(reading.socket.readyState).toBe(reading.socket.OPEN);
  });

  test('is told when its log-in ends elsewhere', async () => {
    const world = await liveWorld();
    const page = await world.page('agente1');
    await page.next('snapshot');
    await world.web.sessions.closeAllOf('id-of-agente1');
    await settled();
    world.clock.advance(100);
    await page.next('logged-out');
    expect(await page.closed).toBe(4001);
  });

  test('sees more or less at once when its role changes', async () => {
    const world = await liveWorld();
    world.centre.show(smallCentre());
    const page = await world.page('agente2');
    expect((await page.next('snapshot')).picture.calls).toHaveLength(1);
    await world.parts.people.change('id-of-agente2', { queues: [] });
    await settled();
    world.clock.advance(100);
    expect((await page.next('snapshot')).picture.calls).toHaveLength(0);
  });
});

describe('a page whose session ends in a talk', () => {
  const kept = (line: string, work: 'talking' | 'wrap-up' = 'talking') =>
    agentPicture('agente1', {
      work: { kind: work, call: 'c1', since: 3_000 },
      leaving: { call: 'c1', lines: [line] },
    });

  async function endsInTalk() {
    const world = await liveWorld();
    world.centre.show(smallCentre());
    const cookie = await world.cookieOf('agente1');
    const who = await world.web.app.inject({ url: '/api/v1/session', headers: { cookie } });
    const { user: line } = who.json().phone;
    const page = await world.pageOf(cookie);
    await page.next('snapshot');
    await world.parts.people.change('id-of-agente1', { active: false });
    await world.web.sessions.endAllOf('id-of-agente1');
    world.centre.change({ agents: [kept(line)] });
    await page.next('change');
    await settled();
    world.clock.advance(100);
    return { world, page, line, cookie };
  }

  test('is told so, and sees that call, its ticket and nothing else', async () => {
    const { world, page } = await endsInTalk();
    expect(await page.next('session-ending')).toMatchObject({ call: 'c1' });
    const { picture } = await page.next('snapshot');
    expect(picture.calls.map(call => call.id)).toEqual(['c1']);
    expect(picture.agents.map(agent => agent.username)).toEqual(['agente1']);
    expect([picture.queues, picture.alarms]).toEqual([[], []]);

    const before = page.heard.length;
    world.centre.change({
      agents: [agentPicture('agente2', { missed: 1 })],
      calls: [callPicture('c3')],
      queues: [queuePicture('averias', { waiting: 9 })],
    });
    world.clock.advance(100);
    await settled();
    world.centre.change({
      calls: [callPicture('c1', { phase: 'talking', agent: 'id-of-agente1', onHold: true })],
    });
    const { put } = await page.next('change');
    expect(put).toEqual({ calls: [expect.objectContaining({ id: 'c1', onHold: true })] });
    expect(page.heard.slice(before).map(message => message.kind)).toEqual(['change']);
  });

  test('is let in again with the same view, and logged out as soon as the wrap-up is over', async () => {
    const { world, page, line, cookie } = await endsInTalk();
    await page.next('session-ending');
    page.socket.terminate();
    const again = await world.pageOf(cookie);
    expect(await again.next('session-ending')).toMatchObject({ call: 'c1' });
    expect((await again.next('snapshot')).picture.calls.map(call => call.id)).toEqual(['c1']);
    world.centre.change({ agents: [kept(line, 'wrap-up')] });
    await again.next('change');
    world.centre.change({}, { agents: ['id-of-agente1'], calls: ['c1'] });
    await settled();
    world.clock.advance(100);
    await again.next('logged-out');
    expect(await again.closed).toBe(4001);
  });
});

const alarm = {
  id: 'a1',
  since: 1,
  severity: 'warning',
  words: { es: 'Poco disco', en: 'Little disk' },
} as const;

/** Lets the microtasks run in which memory adapters tell their changes. */
const settled = () => new Promise(resolve => setImmediate(resolve));

async function until(page: TestPage, condition: () => boolean): Promise<void> {
  await settled();
  while (!condition()) await new Promise(resolve => page.socket.once('message', resolve));
}

function waitingIn(message: TestPage['heard'][number]): number | null {
  return message.kind === 'change' ? (message.put.queues?.[0]?.waiting ?? null) : null;
}

function sorted(picture: CentrePicture | null) {
  return {
    calls: picture?.calls.map(call => call.id).sort(),
    queues: picture?.queues.map(queue => [queue.name, queue.waiting]),
  };
}

describe('somebody who serves other queues for the day', () => {
  test('is shown the callers of those, and of their own again afterwards', async () => {
    const world = await liveWorld();
    const own = agentPicture('agente2');
    const waits = callPicture('c5', { queue: 'comercial' });
    world.centre.show({ ...smallCentre(), calls: [...smallCentre().calls, waits] });
    const page = await world.page('agente2');
    const seen = async () => (await page.next('snapshot')).picture.calls.map(({ id }) => id);
    expect(await seen()).toEqual(['c2']);
    const moved = { added: ['comercial'], removed: ['averias'], until: 9_000_000 };
    world.centre.change({ agents: [{ ...own, queues: ['comercial'], moved }] });
    expect(await seen()).toEqual(['c5']);
    world.centre.change({ agents: [own] });
    expect(await seen()).toEqual(['c2']);
  });
});
