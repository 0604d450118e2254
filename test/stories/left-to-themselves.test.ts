import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { TicketCard } from '../../src/tickets/events.ts';
import { timesHeard, untilHeard } from '../kit/prompt.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import { flowsWith, SHORT_MENU } from '../worlds/flows.ts';
import { OneAgent } from './one-agent.ts';

/** Callers who do not do what the menu asks, and a ticket that nobody works on in time. */
const LEVEL_1_LIMIT_MS = 2_000;

let flowsDir: string;
let centre: CentreWorld;
let work: OneAgent;

beforeAll(async () => {
  flowsDir = flowsWith({ corta: SHORT_MENU });
  centre = await startCentre({ flowsDir });
  const database = new pg.Client({ connectionString: centre.postgres.url });
  await database.connect();
  await database.query(`insert into numbers (number, flow) values ('*627', 'corta')`);
  await database.query('update level_limits set limit_ms = $1 where topic is null and level = 1', [
    LEVEL_1_LIMIT_MS,
  ]);
  await database.end();
  work = await OneAgent.at(centre);
});

afterAll(async () => {
  await work?.close();
  await centre?.stop();
  rmSync(flowsDir, { recursive: true, force: true });
});

describe.concurrent('a caller who', () => {
  test('dials a number with no way hears so, and nobody has to work on it', async () => {
    const { call, ticket } = await work.dial('777', '04145558001');
    await untilHeard(call, 'sin-ruta');
    expect(await call.ended).toMatchObject({ by: 'them', how: 'hung-up' });
    expect(ticket).toBe('');
  });

  test('keys what leads nowhere is told so, and comes to a person after three tries', async () => {
    const { call, ticket } = await work.dial('*627', '04145558002');
    await call.sendDigits('7');
    await untilHeard(call, 'opcion-no-valida');
    await call.sendDigits('#');
    call.earpiece.forget();
    await untilHeard(call, 'opcion-no-valida');
    await call.sendDigits('9');
    await work.serve(ticket);
  });

  test('says nothing is asked three times, and comes to a person', async () => {
    const { call, ticket } = await work.dial('*627', '04145558003');
    // The first of the three questions has nothing before it.
    const again = await timesHeard(call, 'no-se-oyo', { until: () => work.phaseOf(ticket) !== 'welcome' });
    expect(again).toBe(2);
    await work.serve(ticket);
  });

  test('was not helped in time finds their ticket at level 2, and is told so when they ask', async () => {
    const line = '04145558004';
    const first = await work.dial('*627', line);
    await work.serve(first.ticket);
    const up = await work.supervisor.ticketUntil(first.ticket, 'went to level 2', each => each.level === 2);
    expect(up).toMatchObject({ state: 'in-progress', area: 'nivel-2', assignee: null });
    const [entered, escalated] = ['level-entered', 'escalated'].map(kind =>
      up.timeline.find(entry => entry.fact.kind === kind),
    );
    expect(escalated?.fact).toMatchObject({ why: 'deadline', by: null, fromLevel: 1, toLevel: 2 });
    expect((escalated?.at ?? 0) - (entered?.at ?? 0)).toBeGreaterThanOrEqual(LEVEL_1_LIMIT_MS);
    const second = await centre.logIn('nivel2');
    const open = await second.get<List<TicketCard>>('/tickets?level=2&state=open');
    expect(open.items.map(ticket => ticket.number)).toContain(first.ticket);

    await first.call.ended;
    const again = await work.dial('*626', line);
    expect(again.ticket).not.toBe(first.ticket);
    await again.call.sendDigits(`3${first.ticket.replace(/\D/g, '')}#`);
    await untilHeard(again.call, 'estado-nivel-2');
    await untilHeard(again.call, 'menu-tras-estado');
    await again.call.hangUp();
    const closed = await work.supervisor.ticketUntil(again.ticket, 'closes', each => each.state === 'closed');
    expect(closed.timeline.at(-1)?.fact.kind).toBe('informed-by-menu');
  });

  test('asks for another one’s ticket and cannot name its line in three tries comes to a person', async () => {
    const owners = await work.dial('*627', '04145558006');
    await owners.call.hangUp();
    await work.supervisor.ticketUntil(owners.ticket, 'is closed', each => each.state === 'closed');
    const { call, ticket } = await work.dial('*626', '04145558007');
    await call.sendDigits(`3${owners.ticket.replace(/\D/g, '')}#`);
    for (const wrong of ['0000', '1111']) {
      await untilHeard(call, 'pida-cuatro-digitos');
      call.earpiece.forget();
      await call.sendDigits(wrong);
      await untilHeard(call, 'cuatro-no-coinciden');
    }
    await untilHeard(call, 'pida-cuatro-digitos');
    await call.sendDigits('2222');
    // The agent answers at once, which cuts the rest; the greeting was cut by the first key.
    await untilHeard(call, 'aviso-grabacion');
    await work.serve(ticket);
    await work.supervisor.ticketUntil(ticket, 'is about a question', each => each.topic === 'consulta');
  });
});

test('a flow file that gets a fault is named with its line; its callers hear the last good one until it is mended', async () => {
  const file = join(flowsDir, 'corta.yaml');
  writeFileSync(file, SHORT_MENU.replace('otherwise: cola', 'otherwise: nadie'));
  const fault = await work.floor.until('the alarm', () => work.floor.alarms.get('flows'));
  expect(fault.words.es).toMatch(/^corta\.yaml:11: /);
  expect(fault.words.en).toContain('nadie');
  expect(centre.role('calls').output).toMatch(/corta\.yaml:11:\d+ unknown-node/);
  const { call } = await work.dial('*627', '04145558005');
  await untilHeard(call, 'no-se-oyo');
  await call.hangUp();
  writeFileSync(file, `# mended\n${SHORT_MENU}`);
  await work.floor.until('the alarm is over', () => !work.floor.alarms.has('flows'));
});

describe('a wrong password', () => {
  const KNOWN = ['agente1', 'agente2', 'agente3', 'nivel2'];
  /** More are refused for one name from one address. */
  const TRIES = 5;

  const logIn = (username: string, password: string) =>
    fetch(`${centre.webUrl}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: centre.webUrl },
      body: JSON.stringify({ username, password }),
    });

  /** The answer without what is different each time, and how long it took, ms. */
  async function tried(username: string): Promise<{ answer: string; ms: number }> {
    const began = performance.now();
    const response = await logIn(username, 'no-es-esta-clave');
    const body = await response.text();
    const ms = performance.now() - began;
    const headers = [...response.headers.keys()].filter(name => !name.startsWith('x-ratelimit')).sort();
    return { answer: `${response.status} ${headers.join()} ${body}`, ms };
  }

  test('gets the same answer in the same time whether the name exists', async () => {
    await tried('calentamiento');
    const known: number[] = [];
    const unknown: number[] = [];
    const answers = new Set<string>();
    for (let round = 0; round < TRIES; round += 1) {
      for (const name of KNOWN) {
        for (const [who, times] of [
          [name, known],
          [`no-${name}`, unknown],
        ] as const) {
          const { answer, ms } = await tried(who);
          answers.add(answer);
          times.push(ms);
        }
      }
    }
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toMatch(/^401 .*wrong-credentials/);
    // How often a try with a known name took longer: one half, but for chance. A guesser who sees more learns names.
    const longer = known.map(ms => unknown.filter(other => ms > other).length / unknown.length);
    const share = longer.reduce((sum, each) => sum + each, 0) / longer.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.8);
  });

  test('too often refuses the right one as well, for that name alone, and says for how long', async () => {
    for (const name of ['agente1', 'no-agente1']) {
      const refused = await logIn(name, centre.password);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await refused.json()).toMatchObject({ code: 'too-many-tries' });
    }
    await centre.logIn('supervisor');
  });
});
