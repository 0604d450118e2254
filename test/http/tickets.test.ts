import { describe, expect, test } from 'vitest';
import { CauceError } from '../../src/kit/errors.ts';
import type { TicketDesk } from '../../src/tickets/ports/desk.ts';
import { smallCentre } from '../supervision/pictures.ts';
import { ticketPage } from '../tickets/pictures.ts';
import { type WebWorld, webWorld } from './web-world.ts';

const shown = ticketPage({
  state: 'in-progress',
  summary: 'No tiene tono.',
  version: 3,
  actions: ['note', 'escalate'],
});

async function world(page = shown): Promise<WebWorld & { asked: unknown[] }> {
  const asked: unknown[] = [];
  const tickets: TicketDesk = {
    async list(filter) {
      asked.push(filter);
      return { items: [], total: 0 };
    },
    async page(number, reader) {
      asked.push(reader);
      return number === page.number ? page : null;
    },
    async step(_number, step, reader) {
      asked.push({ step, reader });
      if (step.version !== page.version) throw new CauceError('changed-meanwhile', { present: page.summary });
      return page;
    },
    onTicket: async () => ({ summary: true, solution: false, effects: [] }),
    subject: async () => null,
    customerThen: async () => null,
    attach: async () => {
      throw new CauceError('unknown-resource');
    },
    diagnosis: async () => null,
  };
  const web = await webWorld({ parts: { tickets } });
  web.centre.show(smallCentre());
  return { ...web, asked };
}

async function ask(web: WebWorld, who: string, method: 'GET' | 'POST', url: string, payload?: object) {
  return web.web.app.inject({
    method,
    url: `/api/v1/tickets${url}`,
    headers: { cookie: await web.cookieOf(who) },
    ...(payload ? { payload } : {}),
  });
}

describe('tickets', () => {
  test('are listed by state, level, area and assignee, of whom `me` is the reader', async () => {
    const web = await world();
    await ask(web, 'nivel2', 'GET', '?state=open&level=2&assignee=me&limit=5');
    expect(web.asked).toEqual([
      {
        state: 'open',
        level: 2,
        assignee: 'id-of-nivel2',
        sought: { reach: 'all' },
        sight: expect.objectContaining({ of: 'own-work', person: 'id-of-nivel2', areas: ['averias'] }),
        limit: 5,
        offset: 0,
      },
    ]);
  });

  test('that nobody has taken are asked for as `nobody`’s', async () => {
    const web = await world();
    await ask(web, 'nivel2', 'GET', '?assignee=nobody');
    expect(web.asked).toMatchObject([{ assignee: null }]);
  });

  test('are shown with what this reader may do', async () => {
    const web = await world();
    expect((await ask(web, 'nivel2', 'GET', '/OA-2026-000001')).json()).toEqual(shown);
    expect(web.asked[0]).toEqual({ id: 'id-of-nivel2', role: 'agent', level: 2, telephone: true });
    expect((await ask(web, 'nivel2', 'GET', '/OA-2026-000002')).json().code).toBe('unknown-resource');
  });

  test('take steps on the version one looked at', async () => {
    const web = await world();
    const step = { action: 'escalate', version: 3, reason: 'sin tono' };
    expect((await ask(web, 'agente1', 'POST', '/OA-2026-000001/actions', step)).statusCode).toBe(200);
    const late = await ask(web, 'agente1', 'POST', '/OA-2026-000001/actions', { ...step, version: 2 });
    expect([late.statusCode, late.json().code]).toEqual([409, 'changed-meanwhile']);
    expect(late.json().present).toBe('No tiene tono.');
  });

  test('are described in as many characters as people see, and what is too long says by how much', async () => {
    const web = await world();
    const describe = (summary: string) =>
      ask(web, 'agente1', 'POST', '/OA-2026-000001/actions', { action: 'describe', version: 3, summary });
    // One person sees 240 characters here; a machine may count 480 letters, or 2,640 units.
    for (const one of ['e\u0301', '👨‍👩‍👧‍👦', '🇻🇪']) {
      expect((await describe(one.repeat(240))).statusCode).toBe(200);
    }
    const refused = await describe('é'.repeat(252));
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({
      code: 'invalid-input',
      faults: [
        {
          path: 'body.summary',
          message: '12 characters too many: 240 fit.',
          words: { es: 'Sobran 12 caracteres: caben 240.', en: '12 characters too many: 240 fit.' },
        },
      ],
    });
    expect((await describe('👍👍')).json().faults[0].words.es).toBe('Escriba al menos 3 caracteres.');
    // A letter under a tower of marks is one character, and no book.
    expect((await describe(`abc${'\u0301'.repeat(5_000)}`)).statusCode).toBe(400);
  });

  test('call their customer back, at the number of the ticket or another one', async () => {
    const web = await world();
    web.centre.answer({ ok: true, call: 'c7' });
    const first = await ask(web, 'nivel2', 'POST', '/OA-2026-000001/call-back');
    expect(first.json()).toEqual({ call: 'c7' });
    await ask(web, 'nivel2', 'POST', '/OA-2026-000001/call-back', { number: '+582125550103' });
    expect(web.centre.commands.map(({ command }) => command)).toEqual(
      ['+584145550101', '+582125550103'].map(number => ({
        do: 'call-back',
        agent: 'id-of-nivel2',
        ticket: 'OA-2026-000001',
        number,
      })),
    );
    web.centre.answer({ ok: false, code: 'no-route' });
    const refused = await ask(web, 'nivel2', 'POST', '/OA-2026-000001/call-back', { number: '+19005550100' });
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'no-route']);
  });

  test('of a caller who withheld the number ring nothing but a number that was asked for', async () => {
    const web = await world(ticketPage({ ...shown, callerNumber: '' }));
    const refused = await ask(web, 'nivel2', 'POST', '/OA-2026-000001/call-back');
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'no-number']);
    expect(web.centre.commands).toEqual([]);
    web.centre.answer({ ok: true, call: 'c7' });
    const asked = { number: '+582125550103' };
    expect((await ask(web, 'nivel2', 'POST', '/OA-2026-000001/call-back', asked)).statusCode).toBe(200);
  });
});
