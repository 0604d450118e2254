import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Database, openDatabase } from '../../src/adapters/postgres/database.ts';
import { postgresFigures } from '../../src/adapters/postgres/figures.ts';
import { makeLog } from '../../src/kit/log.ts';
import { webWorld } from '../http/web-world.ts';
import { realPostgres } from '../kit/real-parts.ts';

/** The calls of a whole year go into a file, over HTTP and from PostgreSQL. */

const CALLS = 100_000;
const MB = 1024 * 1024;
/** The file is 14 MB; a page of it in memory is less than one. */
const HELD_MOST = 8 * MB;

const postgres = realPostgres();
const log = makeLog('test', 'silent');
let db: Database;

beforeAll(async () => {
  const { application, admin } = await postgres.preparedDatabase();
  const writing = openDatabase(admin, log);
  await writing.query(`
    insert into calls (id, direction, ticket, opens_ticket, caller_number, caller_name, dialled, queue, priority, agent,
        arrived_at, answered_at, ended_at, waited_ms, talked_ms, outcome, disposition, note)
      select 'c-' || n, 'in', 'OA-2025-' || lpad(n::text, 6, '0'), true, '0414' || lpad((n % 30000)::text, 7, '0'), '',
        '*626', 'averias', 0, 'ana', at, at + 9000, at + 200000, 9000, 180000, 'answered', 'resuelta', ''
      from (select n, ${Date.parse('2025-01-01T04:00:00Z')} + n * (365 * 86400000::bigint / ${CALLS}) as at
        from generate_series(0, ${CALLS - 1}) n) made`);
  await writing.query(`
    insert into counted_calls (call, arrived_at, direction, outcome, queue)
      select id, arrived_at, direction, outcome, queue from calls`);
  await writing.query('analyze');
  await writing.close();
  db = openDatabase(application, log);
});
afterAll(() => db?.close());

async function world() {
  const { web, cookieOf, records } = await webWorld({ parts: { figures: postgresFigures(db, Date.now) } });
  await web.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = web.app.server.address() as AddressInfo;
  const cookie = await cookieOf('supervisor');
  const open: IncomingMessage[] = [];
  onTestFinished(() => {
    for (const answer of open) answer.destroy();
  });
  const path = '/api/v1/figures/calls/export?from=2025-01-01&to=2025-12-31&count=callsIn';
  return {
    exported: () => records.audit.filter(({ kind }) => kind === 'figures-exported'),
    ask: () =>
      new Promise<IncomingMessage>((resolve, reject) => {
        get({ host: '127.0.0.1', port, path, headers: { cookie } }, answer => {
          open.push(answer);
          resolve(answer);
        }).once('error', reject);
      }),
  };
}

describe('a year of calls', () => {
  test('goes into a file, each call once, and is never in memory as a whole', async () => {
    const { ask } = await world();
    const answer = await ask();
    expect(answer.statusCode).toBe(200);
    const before = held();
    let [most, bytes, measuredAt] = [0, 0, 0];
    const seen = new Set<number>();
    let rest = '';
    for await (const chunk of answer.setEncoding('utf8') as AsyncIterable<string>) {
      bytes += chunk.length;
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const call = /[,;]"?c-(\d+)"?$/.exec(line)?.[1];
        if (call !== undefined) seen.add(Number(call));
      }
      if (bytes - measuredAt < 2 * MB) continue;
      measuredAt = bytes;
      most = Math.max(most, held() - before);
    }
    expect(rest).toBe('');
    expect(seen.size).toBe(CALLS);
    expect(bytes).toBeGreaterThan(1.5 * HELD_MOST);
    expect(most).toBeLessThan(HELD_MOST);
  });

  test('is prepared once at a time, is on record once, and when it is stopped another may be asked for', async () => {
    const { ask, exported } = await world();
    const first = await ask();
    expect(first.statusCode).toBe(200);
    const second = await ask();
    expect(second.statusCode).toBe(409);
    expect(JSON.parse(await text(second))).toMatchObject({ code: 'figures-under-way' });
    // What was refused was not taken along.
    expect(exported()).toHaveLength(1);
    first.destroy();
    await expect
      .poll(async () => {
        const again = await ask();
        again.destroy();
        return again.statusCode;
      })
      .toBe(200);
  });
});

/** Bytes of this process that something still holds. */
function held(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
