import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { ScheduledCard } from '../../src/http/shapes/scheduled-calls.ts';
import type { TicketPage } from '../../src/tickets/events.ts';
import { AXE, graveFaults } from '../kit/accessibility.ts';
import { hasChromium } from '../kit/browser.ts';
import { EAR } from '../kit/listening.ts';
import { misfits } from '../kit/misfits.ts';
import { shots } from '../kit/shots.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { type AgentAndLine, startAgentAndLine } from './agent-and-line.ts';
import { answers, classifies, endsAndClassifies } from './voices.ts';

/** What surrounds the calls of an agent's day: what supervisors tell them, the calls they have promised, and how long a customer is on hold. */

let talking: AgentAndLine;
let desk: DeskPage;
let board: DeskPage;
let office: Desk;
/** The agent at the API, as in another tab. */
let other: Desk;
/** The ticket of the first call. */
let ticket: string;

const laptop = { scripts: [AXE, EAR], width: 1366, height: 633 };

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startAgentAndLine(laptop);
  ({ desk } = talking);
  office = await talking.centre.logIn('supervisor');
  other = await talking.centre.logIn('agente1');
  // Each session begins off.
  await desk.ready();
  board = await DeskPage.logIn(talking.browser, talking.centre, 'supervisor', laptop);
  await board.page.locator('a[href="/supervisor/notices"]').click();
}, 120_000);

afterAll(() => talking?.stop());

async function isSound({ page }: DeskPage, name: string): Promise<void> {
  await shots(page, name);
  expect(await graveFaults(page)).toEqual([]);
  expect(await misfits(page, name)).toEqual([]);
}

/** In the page: where the call area and its buttons lie. */
const CALL_AREA = `[...document.querySelectorAll('[data-call], [data-call] button')]
  .map(each => each.getBoundingClientRect())
  .map(box => [box.x, box.y, box.width, box.height].map(Math.round).join(' '))`;

/** In the page: what one presses or types in that a toast lies over. */
const UNDER_TOASTS = `(() => {
  const toasts = [...document.querySelectorAll('.mantine-Notification-root')].map(each => each.getBoundingClientRect());
  return [...document.querySelectorAll('main :is(a[href], button, input, textarea, select)')]
    .filter(each => {
      const box = each.getBoundingClientRect();
      return box.width > 0 && toasts.some(toast =>
        box.left < toast.right && toast.left < box.right && box.top < toast.bottom && toast.top < box.bottom);
    })
    .map(each => each.outerHTML.slice(0, 120));
})()`;

describe.skipIf(!hasChromium())('a notice of the supervisor', () => {
  const text = 'Avería en Maracay: no abra órdenes nuevas de la zona, anote la llamada en la OA-2026-000900.';
  const banner = () => desk.page.locator('[data-notices]');

  test('is on the agent’s page at once and moves nothing of their call; what is read is told to the supervisor', async () => {
    const call = await talking.customerCalls('04145550101');
    await answers(desk, call);
    ticket = await office.newestTicket();
    const before = await desk.page.evaluate<string[]>(CALL_AREA);
    await board.page.locator('[data-field=text]').fill(text);
    await board.page.getByText('Importante', { exact: true }).click();
    await board.does('send-notice').click();
    await banner().locator('[data-notice-id] p', { hasText: text }).waitFor();
    await desk.page
      .locator('[data-said-notices]', { hasText: `Aviso importante: ${text}` })
      .waitFor({ state: 'attached' });
    expect(await desk.page.evaluate<string[]>(CALL_AREA)).toEqual(before);
    await isSound(desk, 'notice-in-call');
    await isSound(board, 'notices-sent');

    // How long the customer hears music is counted.
    await desk.press('F4');
    await desk.page.locator('[data-hold-timer=short] time').waitFor();
    await shots(desk.page, 'hold-timer');
    await desk.press('F4');
    await desk.page.locator('[data-hold-timer]').waitFor({ state: 'detached' });

    // Several are one line; each is there on other pages, too, and in the one that logs in later.
    await office.post('/notices', { text: 'El turno de la tarde empieza a las 14:00.', importance: 'info' });
    await banner().locator('[data-action=show-notices]').waitFor();
    expect(await banner().locator('[data-notice-id]').count()).toBe(0);
    await isSound(desk, 'notices-folded');
    await desk.does('show-notices').click();
    await isSound(desk, 'notices-open');
    await desk.page.locator('a[href="/tickets"]').first().click();
    await banner().locator('[data-action=show-notices]').waitFor();
    await desk.page.locator('a[href="/agent"]').first().click();
    const later = await DeskPage.logIn(talking.browser, talking.centre, 'nivel2', laptop);
    await later.page.locator('[data-notices="2"]').waitFor();
    await later.page.context().close();

    await desk.does('show-notices').click();
    await banner().locator('[data-action=notice-read]').first().click();
    await desk.page.locator('[data-notices="1"]').waitFor();
    await board.page.locator('[data-sent-notice] [data-read-count="1"]').waitFor();
    await board.page.locator('[data-sent-notice] summary').last().click();
    await isSound(board, 'notices-readers');

    await board.page.locator('[data-action=withdraw-notice]').first().click();
    await board.page.locator('[data-sent-notice][data-state=withdrawn]').waitFor();
    await waitUntil(async () => (await banner().getAttribute('data-notices')) === '0', {
      what: 'it is withdrawn',
    });
    await endsAndClassifies(desk, call);
  });
});

describe.skipIf(!hasChromium())('a call that the agent has promised', () => {
  const due = () => desk.page.locator('[data-reminder]');
  const open = async () => (await other.get<List<ScheduledCard>>('/scheduled-calls')).items;
  const promise = (ms: number) =>
    other.post<ScheduledCard>('/scheduled-calls', {
      ticket,
      dueAt: Date.now() + ms,
      note: 'Probar la línea',
    });

  test('is written down from the ticket, and in the list that a key opens', async () => {
    await desk.page.locator('a[href="/tickets"]').first().click();
    await desk.page.locator(`[data-ticket-row="${ticket}"]`).first().click();
    await desk.does('schedule-call').click();
    await desk.page.locator('[data-field=note]').fill('Volver a probar la línea');
    await isSound(desk, 'scheduling');
    await desk.does('save-scheduled').click();
    await desk.page.locator('[data-scheduling]').waitFor({ state: 'detached' });
    // That it was written down is said where nothing is pressed or typed in. Under the pointer it stays.
    const toast = desk.page.locator('.mantine-Notification-root').first();
    await toast.hover();
    await desk.page.locator('a[href="/agent"]').first().press('Enter');
    await desk.page.locator('[data-will=ready]').waitFor();
    await shots(desk.page, 'toast-at-the-desk');
    expect(await desk.page.evaluate<string[]>(UNDER_TOASTS)).toEqual([]);
    expect(await toast.count()).toBe(1);
    await desk.page.locator('a[href="/tickets"]').first().press('Enter');
    await desk.page.locator(`[data-ticket-row="${ticket}"]`).first().click();
    // The ticket has it, too, with the way to the list.
    const promised = desk.page.locator('[data-ticket-promise][data-promise-state=ahead]');
    await promised.filter({ hasText: 'Agente Uno · Volver a probar la línea' }).waitFor();
    await isSound(desk, 'ticket-promise');
    await desk.does('to-scheduled').click();
    await desk.page.locator('[data-scheduled="1"] [data-scheduled-call]').waitFor();
    await desk.does('close-contacts').click();
    await desk.page.locator('a[href="/agent"]').first().click();
    await desk.press('Alt+L');
    await desk.page.locator('[data-scheduled="1"] [data-scheduled-call]').waitFor();
    await isSound(desk, 'scheduled-list');
    const facts = async () =>
      (await office.get<TicketPage>(`/tickets/${ticket}`)).timeline.map(({ fact }) => fact.kind);
    await waitUntil(async () => (await facts()).includes('call-scheduled'), {
      what: 'the ticket tells of it',
    });
    // Discarded with a reason, it is over.
    await desk.page.locator('[data-scheduled-call] [data-action=more-scheduled]').click();
    await desk.does('discard-scheduled').click();
    // One begins at its field: what is typed at once is written there.
    await desk.page.locator('[data-field=why]:focus').waitFor();
    await desk.page.keyboard.type('Ya funciona.');
    await desk.does('discard-now').click();
    await desk.page.locator('[data-scheduled="0"]').waitFor();
    await desk.does('show-closed').click();
    await desk.page.locator('[data-closed-call]', { hasText: 'Ya funciona.' }).waitFor();
    await desk.does('close-contacts').click();
  });

  test('waits for the end of a call; nobody answers, and it stays open with a try; answered, it is done', async () => {
    const call = await talking.customerCalls('04145550102');
    await answers(desk, call);
    const { id } = await promise(1_500);
    await waitUntil(async () => (await open())[0]?.remindedAt, {
      what: 'its moment has come',
      within: 20_000,
    });
    expect(await due().count()).toBe(0);
    await endsAndClassifies(desk, call);
    await due().waitFor();
    await desk.page
      .locator('[data-said-reminders]', { hasText: 'Llamada agendada' })
      .waitFor({ state: 'attached' });
    await isSound(desk, 'reminder');

    await due().locator('[data-action=call-scheduled]').click();
    // The line is busy; a ring that the agent broke off themselves would be no try.
    (await talking.line.nextCall()).reject(486);
    await desk.callIs('wrap-up');
    await classifies(desk);
    await due().filter({ hasText: '1 intento' }).waitFor();
    expect(await open()).toMatchObject([{ id, tries: 1 }]);

    // Put off, it comes again at another moment.
    await due().locator('[data-action=put-off]').click();
    await desk.does('put-off-five').click();
    await due().waitFor({ state: 'detached' });
    const [later] = await open();
    await other.patch(`/scheduled-calls/${id}`, { version: later?.version, dueAt: Date.now() + 1_000 });
    await due().waitFor();
    await due().locator('[data-action=call-scheduled]').click();
    const answered = await talking.line.nextCall();
    answered.answer();
    await desk.callIs('talking');
    await desk.press('F9');
    await answered.ended;
    await desk.callIs('wrap-up');
    await classifies(desk);
    await waitUntil(async () => (await open()).length === 0, { what: 'it is done' });
    await waitUntil(async () => (await due().count()) === 0, { what: 'and asked for no more' });
  });
});

describe.skipIf(!hasChromium())('a ticket', () => {
  test('that changes under a draft says by whom: oneself in another tab, or somebody else', async () => {
    await desk.page.locator('a[href="/tickets"]').first().click();
    await desk.page.locator(`[data-ticket-row="${ticket}"]`).first().click();
    await desk.page.locator(`article[data-ticket="${ticket}"] textarea`).first().fill('Escrito a medias');
    const writes = async (by: Desk, summary: string) => {
      const { version } = await by.get<TicketPage>(`/tickets/${ticket}`);
      await by.post(`/tickets/${ticket}/actions`, { action: 'describe', summary, version });
    };
    const rescue = desk.page.locator('[data-rescue=overtaken]');
    await writes(other, 'Dicho por el agente en otra pestaña');
    await rescue.filter({ hasText: 'Usted guardó después otro texto aquí.' }).waitFor();
    await isSound(desk, 'draft-own-conflict');
    await writes(office, 'Dicho por la supervisión');
    await rescue.filter({ hasText: 'Dicho por la supervisión' }).waitFor();
    expect(await rescue.textContent()).not.toMatch(/Usted guardó|Otra persona/);
    await shots(desk.page, 'draft-conflict');
    await rescue.locator('[data-action=discard-draft]').click();
    await desk.page.locator('a[href="/agent"]').first().click();
  });

  test('of somebody else is taken after a question that says who has it; Enter is yes', async () => {
    await board.page.locator('a[href="/tickets"]').first().click();
    await board.page.locator(`[data-ticket-row="${ticket}"]`).first().click();
    const held = board.page.locator('[data-held-by]');
    await board.does('take').click();
    await held.filter({ hasText: /^La tiene Agente Uno\. Desde: / }).waitFor();
    await isSound(board, 'take-over-ticket');
    await board.press('Escape');
    await held.waitFor({ state: 'detached' });
    await board.does('take').click();
    await board.page.locator('[data-action=confirm-take]:focus').waitFor();
    await board.press('Enter');
    await office.ticketUntil(ticket, 'is the supervisor’s', page => page.assigneeName !== 'Agente Uno');
    await held.waitFor({ state: 'detached' });
  });
});

describe.skipIf(!hasChromium())('a notice that stands', () => {
  const banner = () => desk.page.locator('[data-notices]');

  test('outlives the server: who is there meanwhile has it, and who comes back', async () => {
    await banner().locator('[data-action=show-notices]').waitFor();
    await talking.centre.kill('web');
    await desk.page.locator('body[data-link-state=away]').waitFor({ state: 'attached' });
    await banner().locator('[data-action=show-notices]').waitFor();
    await talking.centre.start('web');
    await desk.page.locator('body[data-link-state=up]').waitFor({ state: 'attached' });
    await banner().locator('[data-action=show-notices]').waitFor();
  });
});
