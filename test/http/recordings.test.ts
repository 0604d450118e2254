import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { memoryCalls } from '../../src/adapters/memory/calls.ts';
import type { CallFact } from '../../src/calls/events.ts';
import { CauceError } from '../../src/kit/errors.ts';
import type { RecordingCard } from '../../src/recordings/events.ts';
import type { RecordingStore } from '../../src/recordings/ports.ts';
import { recordingId } from '../../src/recordings/recording-story.ts';
import { mayListen, type TicketSubject } from '../../src/rights/sight.ts';
import type { TicketDesk } from '../../src/tickets/ports/desk.ts';
import { ticketSubject } from '../tickets/pictures.ts';
import { answered, arrived, NOON } from '../tickets/scene.ts';
import { type WebWorld, webWorld } from './web-world.ts';

const SOUND = Buffer.from('0123456789');
const SHA256 = createHash('sha256').update(SOUND).digest('hex');
const ETAG = `"${SHA256}"`;

function card(id: string, change: Partial<RecordingCard> = {}): RecordingCard {
  return {
    id,
    call: 'c1',
    kind: 'call',
    ticket: 'OA-2026-000001',
    agent: 'id-of-agente1',
    agentName: 'AGENTE1',
    callerNumber: '+584145550101',
    callerName: '',
    customerName: null,
    queue: 'averias',
    direction: 'in',
    disposition: null,
    startedAt: 1,
    durationMs: 1_000,
    bytes: SOUND.length,
    sha256: SHA256,
    heard: false,
    state: 'kept',
    peaks: [0, 1],
    gaps: [],
    ...change,
  };
}

async function world(
  cards: readonly RecordingCard[],
  path = 'one.wav',
  subject: Partial<TicketSubject> = {},
) {
  const heard: string[] = [];
  const refused: string[] = [];
  const of = (number: string): TicketSubject | null =>
    number === 'OA-2026-000001' ? ticketSubject({ number, ...subject }) : null;
  const recordings: Pick<RecordingStore, 'list' | 'get' | 'file' | 'noteListening' | 'refusedDamaged'> = {
    async list(filter) {
      const items = cards.filter(
        one =>
          (filter.agent === undefined || one.agent === filter.agent) &&
          (filter.ticket === undefined || one.ticket === filter.ticket) &&
          mayListen(filter.sight, { ...one, ticket: of(one.ticket) }),
      );
      return { items, total: items.length };
    },
    get: async id => cards.find(one => one.id === id) ?? null,
    file: async () => ({ path, mediaType: 'audio/wav', sha256: SHA256 }),
    noteListening: async (id, { person }) => {
      heard.push(`${person} ${id}`);
      return true;
    },
    refusedDamaged: async (id, { person }) => {
      refused.push(`${person} ${id}`);
      return true;
    },
  };
  const tickets: Pick<TicketDesk, 'subject'> = { subject: async number => of(number) };
  const web = await webWorld({
    parts: { recordings: recordings as RecordingStore, tickets: tickets as TicketDesk },
  });
  const file = join(web.recordingsDir, 'one.wav');
  writeFileSync(file, SOUND);
  return { ...web, heard, refused, file };
}

async function listen(web: WebWorld, who: string, id = 'r1', range?: string) {
  return ask(web, who, range ? { range } : {}, id);
}

async function ask(
  web: WebWorld,
  who: string,
  headers: Record<string, string>,
  id = 'r1',
  method: 'GET' | 'HEAD' = 'GET',
) {
  return web.web.app.inject({
    method,
    url: `/api/v1/recordings/${id}/audio`,
    headers: { cookie: await web.cookieOf(who), ...headers },
  });
}

describe('the sound of a recording', () => {
  test('is played whole, kept by no cache without asking again, and noted', async () => {
    const web = await world([card('r1')]);
    const response = await listen(web, 'supervisor');
    expect(response.statusCode).toBe(200);
    expect(response.rawPayload).toEqual(SOUND);
    expect(response.headers).toMatchObject({
      'content-type': 'audio/wav',
      'content-length': '10',
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
      etag: ETAG,
    });
    expect(web.heard).toEqual(['id-of-supervisor r1']);
  });

  test('is played in parts, each of which is told to the store', async () => {
    const web = await world([card('r1')]);
    const first = await listen(web, 'agente1', 'r1', 'bytes=0-3');
    expect([first.statusCode, first.body, first.headers['content-range']]).toEqual([
      206,
      '0123',
      'bytes 0-3/10',
    ]);
    const rest = await listen(web, 'agente1', 'r1', 'bytes=4-');
    expect([rest.statusCode, rest.body, rest.headers['content-range']]).toEqual([
      206,
      '456789',
      'bytes 4-9/10',
    ]);
    const outside = await listen(web, 'agente1', 'r1', 'bytes=10-');
    expect([outside.statusCode, outside.headers['content-range']]).toEqual([416, 'bytes */10']);
    expect(web.heard).toEqual(['id-of-agente1 r1', 'id-of-agente1 r1']);
  });

  test('is noted however its bytes are asked for, and not when none are had', async () => {
    const noted = async (headers: Record<string, string>, method: 'GET' | 'HEAD' = 'GET') => {
      const web = await world([card('r1')]);
      const { statusCode } = await ask(web, 'agente1', headers, 'r1', method);
      return [statusCode, web.heard.length];
    };
    expect(await noted({ range: 'bytes=4-' })).toEqual([206, 1]);
    expect(await noted({ range: 'bytes=-1' })).toEqual([206, 1]);
    expect(await noted({ range: 'bytes=1-2,5-6' })).toEqual([206, 1]);
    expect(await noted({ 'if-none-match': ETAG })).toEqual([304, 1]);
    expect(await noted({}, 'HEAD')).toEqual([200, 0]);
    expect(await noted({ range: 'bytes=10-' })).toEqual([416, 0]);
    expect(await noted({ 'if-match': '"other"' })).toEqual([412, 0]);
  });

  test('that a browser has already is not described anew: its own type and length stay', async () => {
    const web = await world([card('r1')]);
    for (const method of ['GET', 'HEAD'] as const) {
      const known = await ask(web, 'agente1', { 'if-none-match': ETAG }, 'r1', method);
      expect(known.statusCode).toBe(304);
      for (const name of ['content-type', 'content-length', 'last-modified'])
        expect(known.headers).not.toHaveProperty(name);
    }
  });

  test('is described to a HEAD as its GET would be, without a body', async () => {
    const web = await world([card('r1')]);
    const whole = await ask(web, 'agente1', {});
    for (const headers of [{}, { range: 'bytes=4-' }] as Record<string, string>[]) {
      const head = await ask(web, 'agente1', headers, 'r1', 'HEAD');
      expect([head.statusCode, head.rawPayload.length]).toEqual([200, 0]);
      const told = ({ date, 'x-ratelimit-remaining': _, ...rest }: typeof head.headers) => rest;
      expect(told(head.headers)).toEqual(told(whole.headers));
    }
  });

  test('is sent as several parts, with the length that it has', async () => {
    const web = await world([card('r1')]);
    const response = await listen(web, 'agente1', 'r1', 'bytes=7-8, 0-1');
    const boundary = /^multipart\/byteranges; boundary=(.+)$/.exec(
      String(response.headers['content-type']),
    )?.[1];
    const part = (range: string, bytes: string) =>
      `--${boundary}\r\ncontent-type: audio/wav\r\ncontent-range: bytes ${range}/10\r\n\r\n${bytes}\r\n`;
    expect(response.body).toBe(`${part('7-8', '78')}${part('0-1', '01')}--${boundary}--\r\n`);
    expect(response.headers['content-length']).toBe(String(response.body.length));
    expect(response.headers['content-range']).toBeUndefined();
  });

  test('is not for agents whose call it was not, nor from outside of the folder', async () => {
    const web = await world([card('r1')], '../../etc/passwd');
    expect((await listen(web, 'agente2')).json().code).toBe('not-in-sight');
    expect((await listen(web, 'agente1')).json().code).toBe('recording-damaged');
    expect(web.heard).toEqual([]);
  });

  test('is gone when erased and not there while pending', async () => {
    const web = await world([card('r1', { state: 'erased' }), card('r2', { state: 'pending' })]);
    const erased = await listen(web, 'supervisor', 'r1');
    expect([erased.statusCode, erased.json().code]).toEqual([410, 'recording-erased']);
    expect((await listen(web, 'supervisor', 'r2')).statusCode).toBe(404);
  });

  test('does not leave when it cannot be noted', async () => {
    const web = await world([card('r1')]);
    web.parts.recordings.noteListening = async () => {
      throw new Error('no');
    };
    const response = await listen(web, 'supervisor');
    expect(response.statusCode).toBe(500);
    expect(response.headers['content-type']).toContain('application/problem+json');
  });
});

describe('a file that is not what was kept (SEC-48)', () => {
  const flip = (file: string) => {
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(4) ^ 1, 4);
    writeFileSync(file, bytes);
  };
  const alarmsOf = (web: WebWorld) => [...web.records.alarms.values()];

  test('is refused from the first byte on, noted against who asked, and an alarm', async () => {
    const web = await world([card('r1')]);
    flip(web.file);
    for (const headers of [{}, { range: 'bytes=0-1' }, { 'if-none-match': ETAG }] as Record<
      string,
      string
    >[]) {
      const response = await ask(web, 'agente1', headers);
      expect([response.statusCode, response.json().code]).toEqual([409, 'recording-damaged']);
      expect(response.headers).not.toHaveProperty('etag');
    }
    expect(web.heard).toEqual([]);
    expect(web.refused).toEqual(Array(3).fill('id-of-agente1 r1'));
    expect(alarmsOf(web)).toMatchObject([{ id: 'recording-damaged.r1', severity: 'critical' }]);
    expect(alarmsOf(web)[0]?.words.es).toContain('OA-2026-000001');
    expect(readFileSync(web.file).length).toBe(SOUND.length);
  });

  test('is refused too when it was played before it changed', async () => {
    const web = await world([card('r1')]);
    expect((await listen(web, 'agente1')).statusCode).toBe(200);
    flip(web.file);
    const response = await listen(web, 'agente1', 'r1', 'bytes=0-1');
    expect([response.statusCode, response.json().code]).toEqual([409, 'recording-damaged']);
    expect(web.refused).toEqual(['id-of-agente1 r1']);
  });

  test('that is gone is no less: whoever takes it away is noticed, and the alarm goes when it is back', async () => {
    const web = await world([card('r1')]);
    expect((await listen(web, 'agente1')).statusCode).toBe(200);
    renameSync(web.file, `${web.file}.away`);
    const response = await listen(web, 'agente1');
    expect([response.statusCode, response.json().code]).toEqual([409, 'recording-damaged']);
    expect(web.refused).toEqual(['id-of-agente1 r1']);
    expect(alarmsOf(web)).toMatchObject([{ id: 'recording-damaged.r1', severity: 'critical' }]);
    renameSync(`${web.file}.away`, web.file);
    expect((await listen(web, 'agente1')).rawPayload).toEqual(SOUND);
    expect(alarmsOf(web)).toEqual([]);
  });

  test('is told to a HEAD, which is no listening and no refused one', async () => {
    const web = await world([card('r1')]);
    flip(web.file);
    expect((await ask(web, 'agente1', {}, 'r1', 'HEAD')).statusCode).toBe(409);
    expect(web.refused).toEqual([]);
    expect(alarmsOf(web)).toHaveLength(1);
  });

  test('is played again, and its alarm goes, when the copy is back', async () => {
    const web = await world([card('r1')]);
    flip(web.file);
    expect((await listen(web, 'agente1')).statusCode).toBe(409);
    flip(web.file);
    const response = await listen(web, 'agente1');
    expect([response.statusCode, response.rawPayload]).toEqual([200, SOUND]);
    expect(alarmsOf(web)).toEqual([]);
  });

  test('that changes while it is played is cut before the changed byte, with the same consequences', async () => {
    const web = await world([card('r1')]);
    web.parts.sounds.open = async () => ({
      size: SOUND.length,
      modifiedAt: 0,
      readWhole: false,
      async *read() {
        yield SOUND.subarray(0, 4);
        throw new CauceError('recording-damaged');
      },
    });
    await expect(listen(web, 'agente1')).rejects.toThrow();
    expect(web.heard).toEqual(['id-of-agente1 r1']);
    await vi.waitFor(() => expect(web.refused).toEqual(['id-of-agente1 r1']));
    expect(alarmsOf(web)).toHaveLength(1);
  });

  test('that changed before its first byte left is told as clearly as one that was found so', async () => {
    const web = await world([card('r1')]);
    web.parts.sounds.open = async () => ({
      size: SOUND.length,
      modifiedAt: 0,
      readWhole: false,
      // biome-ignore lint/correctness/useYield: it fails before it has anything
      async *read() {
        throw new CauceError('recording-damaged');
      },
    });
    const response = await listen(web, 'agente1');
    expect([response.statusCode, response.json().code]).toEqual([409, 'recording-damaged']);
  });
});

describe('a recording that is taken along', () => {
  const take = async (web: WebWorld, who: string, body: object, id = 'r1') =>
    web.web.app.inject({
      method: 'POST',
      url: `/api/v1/recordings/${id}/download`,
      headers: { cookie: await web.cookieOf(who) },
      payload: body,
    });
  const audited = (web: WebWorld) =>
    web.records.audit
      .filter(row => row.kind.startsWith('recording-'))
      .map(({ kind, person }) => [kind, person]);

  test('is the file that was kept, under a name without a customer, and who took it and why is on record', async () => {
    const web = await world([card('r1', { startedAt: Date.UTC(2026, 10, 30, 15, 20) })]);
    const response = await take(web, 'supervisor', { reason: 'Lo pide la operadora' });
    expect([response.statusCode, response.rawPayload]).toEqual([200, SOUND]);
    expect(response.headers).toMatchObject({
      'content-type': 'audio/wav',
      'content-disposition': 'attachment; filename="OA-2026-000001-20261130-112000.wav"',
      'cache-control': 'no-store',
    });
    expect(web.records.listens).toMatchObject([
      { recording: 'r1', person: 'id-of-supervisor', outcome: 'downloaded', reason: 'Lo pide la operadora' },
    ]);
    expect(audited(web)).toEqual([['recording-downloaded', 'id-of-supervisor']]);
    expect(web.heard).toEqual([]);
  });

  test('needs a reason, a person who may, and a record of it', async () => {
    const web = await world([card('r1')]);
    for (const body of [{}, { reason: '' }, { reason: '   ' }, { reason: 'x'.repeat(201) }])
      expect((await take(web, 'supervisor', body)).json().code).toBe('invalid-input');
    expect((await take(web, 'agente1', { reason: 'es mía' })).json().code).toBe('not-allowed');
    web.parts.listenLog.downloaded = async () => {
      throw new Error('no');
    };
    const response = await take(web, 'supervisor', { reason: 'de verdad' });
    expect([response.statusCode, response.headers['content-type']]).toEqual([
      500,
      expect.stringContaining('problem'),
    ]);
    expect(web.records.listens).toEqual([]);
  });

  test('that is damaged is not handed out, and that is told as when it is listened to', async () => {
    const web = await world([card('r1')]);
    writeFileSync(web.file, 'something else');
    const response = await take(web, 'supervisor', { reason: 'de verdad' });
    expect([response.statusCode, response.json().code]).toEqual([409, 'recording-damaged']);
    expect(web.refused).toEqual(['id-of-supervisor r1']);
    expect(web.records.listens).toEqual([]);
  });
});

describe('the log of who listened', () => {
  test('says who, when, how far and why, in pages, to who may read it', async () => {
    const web = await world([card('r1', { durationMs: 1_000 })]);
    const get = async (who: string, query: string) =>
      (
        await web.web.app.inject({
          url: `/api/v1/recordings/listens${query}`,
          headers: { cookie: await web.cookieOf(who) },
        })
      ).json();
    const at = web.clock.now();
    const heard = { recording: 'r1', person: 'id-of-agente1', at, outcome: 'heard' } as const;
    web.records.listens.push(heard, { ...heard, at: at + 1 });
    const told = await web.web.app.inject({
      method: 'POST',
      url: '/api/v1/recordings/r1/heard',
      headers: { cookie: await web.cookieOf('agente1') },
      payload: { untilMs: 5_000 },
    });
    expect(told.statusCode).toBe(200);
    const first = await get('supervisor', '?recording=r1&limit=1');
    expect(first.items).toMatchObject([
      { person: 'id-of-agente1', at: at + 1, untilMs: 1_000, outcome: 'heard' },
    ]);
    const second = await get('supervisor', `?recording=r1&limit=1&before=${first.next}`);
    expect([second.items[0].at, second.items[0].untilMs, second.next]).toEqual([at, null, null]);
    expect((await get('supervisor', '?person=id-of-agente2')).items).toEqual([]);
    expect((await get('agente1', '')).code).toBe('not-allowed');
  });
});

/** A ticket that level 2 has solved: it is at home again. */
const CAME_UP = { workedIn: ['averias', 'nivel-2'], highestLevel: 2 };

describe('level 2 works with what was said to level 1 (S4-16)', () => {
  const list = async (web: WebWorld, who: string, query: string) => {
    const cookie = await web.cookieOf(who);
    const response = await web.web.app.inject({ url: `/api/v1/recordings${query}`, headers: { cookie } });
    return response.json().items.map((one: RecordingCard) => one.id);
  };

  test('it lists and plays the recordings of a ticket that came up to it, and that is noted', async () => {
    const web = await world([card('r1')], 'one.wav', CAME_UP);
    expect(await list(web, 'nivel2', '?ticket=OA-2026-000001')).toEqual(['r1']);
    expect((await listen(web, 'nivel2')).statusCode).toBe(200);
    expect(web.heard).toEqual(['id-of-nivel2 r1']);
  });

  test('it hears nothing of a ticket that never left level 1', async () => {
    const web = await world([card('r1')]);
    expect(await list(web, 'nivel2', '?ticket=OA-2026-000001')).toEqual([]);
    expect((await listen(web, 'nivel2')).json().code).toBe('not-in-sight');
    expect(web.heard).toEqual([]);
  });

  test('without a ticket it lists its own and those, and level 1 never hears of others', async () => {
    const web = await world([card('r1'), card('r2', { agent: 'id-of-nivel2' })], 'one.wav', CAME_UP);
    expect(await list(web, 'nivel2', '')).toEqual(['r1', 'r2']);
    expect(await list(web, 'agente2', '?ticket=OA-2026-000001')).toEqual([]);
    expect((await listen(web, 'agente2')).json().code).toBe('not-in-sight');
  });
});

test('agents list none but their own recordings, whatever they ask for', async () => {
  const web = await world([card('r1'), card('r2', { agent: 'id-of-agente2' })]);
  const list = async (who: string) => {
    const cookie = await web.cookieOf(who);
    const url = '/api/v1/recordings?agent=id-of-agente2';
    return (await web.web.app.inject({ url, headers: { cookie } }))
      .json()
      .items.map((one: RecordingCard) => one.id);
  };
  expect(await list('agente1')).toEqual([]);
  expect(await list('agente2')).toEqual(['r2']);
  expect(await list('supervisor')).toEqual(['r2']);
});

test('who lost a call keeps what they said, whoever took over has the rest, a supervisor both', async () => {
  const { web, cookieOf, parts, records, recordingsDir } = await webWorld();
  const [names, call] = [['calls/c1/1', 'calls/c1/2'] as const, 'c1'];
  const [first, second] = ['id-of-agente1', 'id-of-agente2'];
  const facts: readonly CallFact[] = [
    arrived(),
    answered(NOON + 1_000, first),
    { kind: 'recording-started', at: NOON + 1_100, recording: names[0], agent: first },
    answered(NOON + 20_000, second),
    { kind: 'recording-started', at: NOON + 20_100, recording: names[1], agent: second },
  ];
  await memoryCalls(records).save(facts.map((fact, seq) => ({ node: 'n', seq, at: fact.at, call, fact })));
  const ids = names.map(recordingId);
  const kept = { path: 'one.wav', bytes: SOUND.length, sha256: SHA256, durationMs: 1_000, peaks: [] };
  for (const id of ids) await parts.recordings.keep(id, kept);
  writeFileSync(join(recordingsDir, 'one.wav'), SOUND);
  /** What a person lists, and the answers to their playing the first and the second. */
  const may = async (who: string) => {
    const headers = { cookie: await cookieOf(who) };
    const get = (path: string) => web.app.inject({ url: `/api/v1/recordings${path}`, headers });
    const listed = (await get('?call=c1')).json().items.map((one: RecordingCard) => ids.indexOf(one.id));
    const played = await Promise.all(ids.map(async id => (await get(`/${id}/audio`)).statusCode));
    return { listed, played };
  };
  expect(await may('agente1')).toEqual({ listed: [0], played: [200, 403] });
  expect(await may('agente2')).toEqual({ listed: [1], played: [403, 200] });
  expect(await may('supervisor')).toEqual({ listed: [1, 0], played: [200, 200] });
});
