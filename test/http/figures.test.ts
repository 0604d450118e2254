import { describe, expect, test } from 'vitest';
import { memoryCalls } from '../../src/adapters/memory/calls.ts';
import { DICTIONARY } from '../../src/figures/dictionary.ts';
import { GROUPS, metricsBy } from '../../src/figures/groups.ts';
import { METRIC_IDS } from '../../src/figures/metrics.ts';
import { recordingId } from '../../src/recordings/recording-story.ts';
import { answered, arrived, ended, MINUTE, queued } from '../tickets/scene.ts';
import { webWorld } from './web-world.ts';

const AT = Date.parse('2026-11-22T12:00:00Z');
const DAY = 'from=2026-11-22&to=2026-11-22';

async function world() {
  const web = await webWorld();
  const calls = memoryCalls(web.records);
  const agent = web.person('agente1').id;
  const save = (call: string, ...facts: ReturnType<typeof arrived>[]) =>
    calls.save(facts.map((fact, seq) => ({ node: call, seq: seq + 1, at: fact.at, call, fact })));
  await save('talk', arrived(AT), queued(AT + 1), answered(AT + 9_000, agent), ended(AT + MINUTE));
  for (const n of [1, 2, 3])
    await save(`gone-${n}`, arrived(AT + n), queued(AT + 10), ended(AT + 30_000, 'caller', 'waiting'));
  const get = async (username: string, url: string) => {
    const headers = { cookie: await web.cookieOf(username) };
    return web.web.app.inject({ url: `/api/v1${url}`, headers });
  };
  return { ...web, get, agent };
}

describe('figures', () => {
  test('are told to supervisors, and of themselves to agents', async () => {
    const { get, agent } = await world();
    const told = (await get('supervisor', `/figures?${DAY}&by=queue`)).json();
    expect(told).toMatchObject({
      complete: true,
      total: { callsIn: 4, queued: 4, answered: 1, abandoned: 3 },
    });
    expect(told.rows).toMatchObject([{ key: 'averias', counts: { answered: 1 } }]);
    expect((await get('agente1', `/figures?${DAY}`)).statusCode).toBe(403);
    const own = (await get('agente1', `/agents/me/figures?${DAY}&by=hour`)).json();
    expect(own.total).toMatchObject({ handled: 1, talkMs: MINUTE - 9_000 });
    expect(own.total).not.toHaveProperty('abandoned');
    expect(own.rows).toHaveLength(24);
    expect((await get('agente2', `/agents/me/figures?${DAY}`)).json().total).toMatchObject({ handled: 0 });
    const [first] = (await get('supervisor', `/figures?${DAY}&by=agent`)).json().rows;
    expect(first).toMatchObject({ key: agent, title: { es: 'AGENTE1' }, counts: { handled: 1 } });
  });

  test('lead to their calls page by page, each once', async () => {
    const { get } = await world();
    const seen: string[] = [];
    for (let after = ''; ; ) {
      const url = `/figures/calls?${DAY}&count=abandoned&by=queue&key=averias&limit=2${after}`;
      const { items, total, next } = (await get('supervisor', url)).json();
      expect(total).toBe(3);
      seen.push(...items.map(({ call }: { call: string }) => call));
      if (next === null) break;
      after = `&after=${encodeURIComponent(next)}`;
    }
    expect(seen).toEqual(['gone-3', 'gone-2', 'gone-1']);
  });

  test('of one’s own work lead to one’s own calls, with those whose recording one may hear', async () => {
    const { get, agent, records, parts } = await world();
    const calls = memoryCalls(records);
    const [at, recording] = [AT + 10_000, 'calls/talk/1'];
    const said = { kind: 'recording-started', at, recording, agent } as const;
    await calls.save([{ node: 'n', seq: 1, at, call: 'talk', fact: said }]);
    const url = `/agents/me/figures/calls?${DAY}&count=handled`;
    const mine = (await get('agente1', url)).json();
    expect(mine).toMatchObject({ total: 1, next: null, items: [{ call: 'talk', agent, recorded: true }] });
    expect((await get('agente2', url)).json()).toMatchObject({ total: 0, items: [] });
    // A number of the centre is not theirs to look behind.
    expect((await get('agente1', `/agents/me/figures/calls?${DAY}&count=abandoned`)).json().total).toBe(0);
    expect((await get('agente1', `${url}&agent=id-of-agente2`)).statusCode).toBe(400);
    const listed = async () => (await get('agente1', '/calls?whose=mine')).json().items;
    expect(await listed()).toMatchObject([{ id: 'talk', recorded: true }]);
    await parts.people.change(agent, { hearsOwn: false });
    expect((await get('agente1', url)).json().items).toMatchObject([{ call: 'talk', recorded: false }]);
    expect(await listed()).toMatchObject([{ id: 'talk', recorded: false }]);
    const heard = await get('agente1', `/recordings/${recordingId(recording)}/audio`);
    expect(heard.json()).toMatchObject({ code: 'not-in-sight' });
  });

  test('of no span at all, or of one that is not there, are a sentence', async () => {
    const { get } = await world();
    for (const [span, code] of [
      ['from=2026-11-22&to=2026-11-21', 'span-backwards'],
      ['from=2030-01-01&to=2030-01-02', 'span-ahead'],
      ['from=2020-01-01&to=2026-01-02', 'span-too-long'],
    ] as const) {
      const answer = await get('supervisor', `/figures?${span}`);
      expect(answer.json()).toMatchObject({ code });
      expect(answer.json().detail.es.length).toBeGreaterThan(30);
    }
    expect((await get('supervisor', '/figures?from=22/11/2026&to=2026-11-22')).statusCode).toBe(400);
    expect((await get('supervisor', `/figures/calls?${DAY}&count=readyMs`)).statusCode).toBe(400);
    const empty = (await get('supervisor', '/figures?from=2026-11-01&to=2026-11-01&by=hour')).json();
    expect(empty.total).toMatchObject({ callsIn: 0, handled: 0, readyMs: 0 });
  });

  test('go into files: the table with its formulas, the calls on record in the audit log, one file at a time', async () => {
    const { get, records } = await world();
    const table = await get('supervisor', `/figures/export?${DAY}&by=hour`);
    expect(table.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(table.headers['content-disposition']).toBe(
      'attachment; filename="cifras-por-hora-2026-11-22.csv"',
    );
    expect(table.body).toContain(';"contestadas a tiempo ÷ contestadas de la cola"');
    const file = await get('supervisor', `/figures/calls/export?${DAY}&count=abandoned`);
    expect(file.headers['content-disposition']).toBe(
      'attachment; filename="llamadas-abandonadas-en-la-cola-2026-11-22.csv"',
    );
    expect(file.body.trimEnd().split('\r\n')).toHaveLength(4 + 3);
    expect(file.body).toContain('"abandonadas en la cola"');
    // An instant as spreadsheets take it, a number as people write it.
    expect(file.body.split('\r\n')[4]).toContain(
      '"2026-11-22 08:00:00";"entrante";"0414-5550101";"OA-2026-000001";"averias";"";"Abandonada";"30,0";',
    );
    const english = await get('supervisor', `/figures/calls/export?${DAY}&count=answered&language=en`);
    expect(english.headers['content-disposition']).toBe(
      'attachment; filename="calls-answered-from-the-queue-2026-11-22.csv"',
    );
    expect(english.body).toContain(
      '"incoming","0414-5550101","OA-2026-000001","averias","AGENTE1","Answered","8.0","51.0",',
    );
    const rows = records.audit.filter(({ kind }) => kind === 'figures-exported');
    expect(rows).toHaveLength(2);
    expect(JSON.parse(rows[0]?.data ?? '')).toMatchObject({ rows: 3, filter: { count: 'abandoned' } });
    // It is over by now: another one may be asked for.
    const again = await get('supervisor', `/figures/calls/export?${DAY}&count=callsIn`);
    expect(again.body).toContain('entrantes');
  });

  test('have each name once in a table, and nothing below its rows', async () => {
    const { get } = await world();
    for (const by of GROUPS)
      for (const language of ['es', 'en'] as const) {
        const { body } = await get('supervisor', `/figures/export?${DAY}&by=${by}&language=${language}`);
        const lines = body.trimEnd().split('\r\n');
        const heads = lines[7]?.split(language === 'es' ? '";"' : '","') ?? [];
        expect(heads.length, by).toBe(metricsBy(by).length + 1);
        expect(new Set(heads).size, by).toBe(heads.length);
        expect(lines.at(-1)).toMatch(/^"Total"/);
        const names = METRIC_IDS.map(id => DICTIONARY[id].name[language]);
        expect(new Set(names).size).toBe(names.length);
        expect(lines[7]).not.toContain('(MOS) (MOS)');
      }
  });

  test('have a dictionary with every formula', async () => {
    const { get } = await world();
    const { items } = (await get('agente1', '/figures/definitions')).json();
    expect(items.filter(({ goal }: { goal: boolean }) => goal)).toMatchObject([{ id: 'serviceLevel' }]);
  });
});
