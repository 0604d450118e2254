import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openCentreLink } from '../../src/adapters/centre-link/client.ts';
import { serveCentre } from '../../src/adapters/centre-link/server.ts';
import { memoryCentreLink } from '../../src/adapters/memory/centre-link.ts';
import type { Command, CommandOutcome } from '../../src/calls/commands.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { makeLog } from '../../src/kit/log.ts';
import { freePort } from '../../src/launcher/ports.ts';
import type { Alarm, CentreChange, CentrePicture } from '../../src/supervision/events.ts';
import type { CentreLink, CentreServer } from '../../src/supervision/ports.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { waitUntil } from '../kit/wait-until.ts';

type Update = Parameters<Parameters<CentreLink['watch']>[0]>[0];

/** A link under test, with the calls process at its other end. */
interface World {
  readonly link: CentreLink;
  readonly updates: Update[];
  /** The calls process starts and shows this. */
  show(picture: CentrePicture): Promise<void>;
  change(put: CentreChange['put'], gone?: CentreChange['gone']): void;
  /** The calls process has compared its calls with the telephone system. */
  startServing(): void;
  /** The calls process dies. */
  leave(): Promise<void>;
  answer(outcome: CommandOutcome): void;
  commands(): readonly Command[];
  close(): Promise<void>;
}

const log = makeLog('test', 'silent');

function memoryWorld(): World {
  const link = memoryCentreLink();
  const updates: Update[] = [];
  link.watch(one => updates.push(one));
  return {
    link,
    updates,
    show: async picture => link.show(picture),
    change: (put, gone) => link.change(put, gone),
    startServing: () => link.startServing(),
    leave: async () => link.leave(),
    answer: outcome => link.answer(outcome),
    commands: () => link.commands.map(one => one.command),
    close: () => link.close(),
  };
}

function socketWorld(url: string, dir: string): World {
  const clock = systemClock();
  const link = openCentreLink({ url, clock, log });
  const updates: Update[] = [];
  link.watch(one => updates.push(one));
  const commands: Command[] = [];
  let outcome: CommandOutcome = { ok: true };
  let server: CentreServer | null = null;
  return {
    link,
    updates,
    async show(picture) {
      await server?.close();
      server = await serveCentre({
        url,
        clock,
        log,
        picture: () => picture,
        lastCalls: () => 2,
        async carryOut(command) {
          commands.push(command);
          return outcome;
        },
      });
    },
    change: (put, gone = {}) => server?.publish({ put, gone }),
    startServing: () => server?.startServing(),
    async leave() {
      await server?.close();
      server = null;
    },
    answer(next) {
      outcome = next;
    },
    commands: () => commands,
    async close() {
      await link.close();
      await server?.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'cauce-link-'));

const adapters: readonly { name: string; make: () => Promise<World> }[] = [
  { name: 'in memory', make: async () => memoryWorld() },
  {
    name: 'over a unix socket',
    async make() {
      const dir = newFolder();
      return socketWorld(`unix:${join(dir, 'calls.sock')}`, dir);
    },
  },
  {
    name: 'over TCP with a token',
    make: async () => socketWorld(`tcp://s3cret-token@127.0.0.1:${await freePort()}`, newFolder()),
  },
];

const empty: CentrePicture = { agents: [], calls: [], queues: [], alarms: [] };

function alarm(id: string, en = 'full'): Alarm {
  return { id, since: 1, severity: 'warning', words: { es: en, en } };
}

const hold: Command = { do: 'hold', agent: 'a1', call: 'c1' };

let world: World | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

describe.each(adapters)('the link to the calls process $name', ({ make }) => {
  async function newWorld(): Promise<World> {
    world = await make();
    return world;
  }
  const connected = (it: World) => waitUntil(() => it.link.connected(), { what: 'the link stands' });
  const away = (it: World) => waitUntil(() => !it.link.connected(), { what: 'the link is away' });

  test('has no picture before the first contact, and answers commands with calls-away', async () => {
    const it = await newWorld();
    expect(it.link.picture()).toBeNull();
    expect(it.link.connected()).toBe(false);
    expect(await it.link.command('k1', hold)).toEqual({ ok: false, code: 'calls-away' });
  });

  test('shows the picture, then every change of it under the next number', async () => {
    const it = await newWorld();
    await it.show({ ...empty, alarms: [alarm('disk')] });
    await connected(it);
    const first = it.link.picture()?.seq ?? Number.NaN;
    it.change({ alarms: [alarm('disk', 'fuller'), alarm('redis')] });
    it.change({}, { alarms: ['disk'] });
    await waitUntil(() => it.updates.length === 3, { what: 'a snapshot and two changes' });
    expect(it.updates.map(one => one.kind)).toEqual(['snapshot', 'change', 'change']);
    expect(it.link.picture()).toEqual({ seq: first + 2, picture: { ...empty, alarms: [alarm('redis')] } });
  });

  test('says when the calls process is away, keeps the last picture, and starts anew when it is back', async () => {
    const it = await newWorld();
    await it.show({ ...empty, alarms: [alarm('disk')] });
    await connected(it);
    await it.leave();
    await away(it);
    expect(it.link.picture()?.picture.alarms).toEqual([alarm('disk')]);
    expect(await it.link.command('k1', hold)).toEqual({ ok: false, code: 'calls-away' });
    await it.show({ ...empty, alarms: [alarm('redis')] });
    await connected(it);
    expect(it.link.picture()?.picture.alarms).toEqual([alarm('redis')]);
    expect(it.updates.map(one => one.kind)).toEqual(['snapshot', 'away', 'snapshot']);
  });

  test('tells from what moment calls are served, by each new process anew', async () => {
    const it = await newWorld();
    await it.show(empty);
    await connected(it);
    expect(it.link.serves()).toBe(false);
    it.startServing();
    await waitUntil(() => it.link.serves(), { what: 'calls are served' });
    await it.leave();
    await away(it);
    expect(it.link.serves()).toBe(false);
    await it.show(empty);
    await connected(it);
    expect(it.link.serves()).toBe(false);
  });

  test('passes commands on and tells what became of them', async () => {
    const it = await newWorld();
    await it.show(empty);
    await connected(it);
    it.answer({ ok: true, call: 'c1' });
    expect(await it.link.command('k1', hold)).toEqual({ ok: true, call: 'c1' });
    it.answer({ ok: false, code: 'call-gone' });
    expect(await it.link.command('k2', hold)).toEqual({ ok: false, code: 'call-gone' });
    expect(it.commands()).toEqual([hold, hold]);
  });

  test('a command that comes twice with one id is done once and answered twice', async () => {
    const it = await newWorld();
    await it.show(empty);
    await connected(it);
    it.answer({ ok: true, call: 'c1' });
    const first = await it.link.command('k1', hold);
    it.answer({ ok: false, code: 'call-gone' });
    expect(await it.link.command('k1', hold)).toEqual(first);
    expect(it.commands()).toHaveLength(1);
  });

  test('tells nothing to a watcher who has left', async () => {
    const it = await newWorld();
    const heard: Update[] = [];
    const leave = it.link.watch(one => heard.push(one));
    leave();
    await it.show(empty);
    await connected(it);
    expect(heard).toEqual([]);
  });
});

describe('the socket of the calls process', () => {
  const dirs: string[] = [];
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
  });

  function place(): string {
    const dir = newFolder();
    dirs.push(dir);
    return join(dir, 'calls.sock');
  }

  async function serve(url: string, more: Partial<Parameters<typeof serveCentre>[0]> = {}) {
    const server = await serveCentre({
      url,
      clock: systemClock(),
      log,
      picture: () => empty,
      carryOut: async () => ({ ok: true }),
      lastCalls: () => 0,
      ...more,
    });
    open.push(server);
    return server;
  }

  function connect(url: string, clock = systemClock()): CentreLink {
    const link = openCentreLink({ url, clock, log });
    open.unshift(link);
    return link;
  }

  test('can be opened by its own user only', async () => {
    const path = place();
    await serve(`unix:${path}`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('takes the place of a socket file that a dead process left', async () => {
    const path = place();
    writeFileSync(path, '');
    await serve(`unix:${path}`);
    const link = connect(`unix:${path}`);
    await waitUntil(() => link.connected(), { what: 'the link stands' });
  });

  test('refuses to serve where a living process serves', async () => {
    const path = place();
    await serve(`unix:${path}`);
    await expect(serve(`unix:${path}`)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('tells who comes later that calls are served', async () => {
    const path = place();
    const server = await serve(`unix:${path}`);
    server.startServing();
    const link = connect(`unix:${path}`);
    await waitUntil(() => link.connected(), { what: 'the link stands' });
    expect(link.serves()).toBe(true);
  });

  test('does not admit a client with a wrong token', async () => {
    const port = await freePort();
    const joined: string[] = [];
    await serve(`tcp://right@127.0.0.1:${port}`, {
      picture() {
        joined.push('somebody');
        return empty;
      },
    });
    const wrong = connect(`tcp://wrong@127.0.0.1:${port}`);
    const right = connect(`tcp://right@127.0.0.1:${port}`);
    await waitUntil(() => right.connected(), { what: 'the right one stands' });
    expect(wrong.connected()).toBe(false);
    expect(joined).toHaveLength(1);
  });

  test('gives a command two seconds and then says calls-away', async () => {
    const url = `unix:${place()}`;
    const clock = fakeClock();
    let begun = false;
    await serve(url, {
      carryOut() {
        begun = true;
        return new Promise(() => {});
      },
    });
    const link = connect(url, clock);
    await waitUntil(() => link.connected(), { what: 'the link stands' });
    const outcome = link.command('k1', hold);
    await waitUntil(() => begun, { what: 'the command has arrived' });
    clock.advance(2_000);
    expect(await outcome).toEqual({ ok: false, code: 'calls-away' });
  });

  test('repeats a command whose answer was lost when the calls process is back in time', async () => {
    const url = `unix:${place()}`;
    const dying = await serve(url, { carryOut: () => new Promise(() => {}) });
    const link = connect(url);
    await waitUntil(() => link.connected(), { what: 'the link stands' });
    const outcome = link.command('k1', hold);
    await dying.close();
    await serve(url, { carryOut: async () => ({ ok: true, call: 'c1' }) });
    expect(await outcome).toEqual({ ok: true, call: 'c1' });
  });

  test('a command that fails with an exception is answered, and the next one is served', async () => {
    const url = `unix:${place()}`;
    let first = true;
    await serve(url, {
      async carryOut() {
        if (!first) return { ok: true };
        first = false;
        throw new Error('a fault of ours');
      },
    });
    const link = connect(url);
    await waitUntil(() => link.connected(), { what: 'the link stands' });
    expect(await link.command('k1', hold)).toEqual({ ok: false, code: 'internal' });
    expect(await link.command('k2', hold)).toEqual({ ok: true });
  });
});
