import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { TicketCard } from '../../src/tickets/events.ts';
import { hasChromium } from '../kit/browser.ts';
import { shots } from '../kit/shots.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import type { LiveView } from '../worlds/live-view.ts';
import { settingsAreKnown } from '../worlds/settings-known.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { classifies } from './voices.ts';

/** The ticket of a call between two of ours, as the centre's policy says. */

const SMALL = { width: 1366, height: 633 };
const PAIR = 'Agente Uno → Técnico Nivel Dos';

let talking: TalkingCentre;
let centre: CentreWorld;
let first: DeskPage;
let second: DeskPage;
let office: Desk;
let view: LiveView;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  centre = talking.centre;
  office = await centre.logIn('supervisor');
  view = office.watch();
  first = await DeskPage.logIn(talking.browser, centre, 'agente1', SMALL);
  second = await DeskPage.logIn(talking.browser, centre, 'nivel2', SMALL);
  await first.ready();
  await second.ready();
}, 120_000);

afterAll(async () => {
  view?.close();
  await talking?.stop();
});

const all = async () => (await office.get<List<TicketCard>>('/tickets')).items;
const link = (desk: DeskPage) => desk.page.locator('[data-internal-ticket]');

/** The admin chooses it in the drawer, and the row of the audit log says so. */
async function policyIs(title: string, was: string): Promise<void> {
  const admin = await DeskPage.logIn(talking.browser, centre, 'admin', { width: 1366, height: 768 });
  await admin.page.goto(`${centre.webUrl}/admin`);
  await admin.does('policies').click();
  const policy = admin.page.locator('[data-field=internalTickets]');
  await expect.poll(() => policy.inputValue()).toBe(was);
  await policy.click();
  await admin.page.getByRole('option', { name: title }).click();
  await shots(admin.page, `internal-tickets-policy-${title.slice(0, 5)}`);
  await admin.does('save-policies').click();
  await policy.waitFor({ state: 'hidden' });
  await admin.page.goto(`${centre.webUrl}/audit`);
  await admin.page.getByText(`orden de las llamadas internas: ${was} → ${title}`).first().waitFor();
  await admin.close();
  await settingsAreKnown(await centre.logIn('admin'), view);
}

async function callsSecond(): Promise<void> {
  await first.press('Alt+5');
  await first.page.locator('[data-call-colleague]', { hasText: 'Técnico Nivel Dos' }).waitFor();
}

async function theyTalk(): Promise<void> {
  await second.does('answer').waitFor();
  await second.press('F2');
  await first.callIs('talking');
  await second.callIs('talking');
}

async function over(): Promise<void> {
  await first.press('F9');
  for (const each of [first, second]) {
    await each.callIs('idle');
    await each.stateIs('ready');
  }
}

describe.skipIf(!hasChromium())('a call to a colleague', () => {
  test('opens a ticket where the admin says always: both see it, and it closes by itself', async () => {
    await policyIs('Siempre: la abierta, o una nueva', 'Nunca');
    await callsSecond();
    await first.page.locator('[data-on-ticket=""]').waitFor();
    await shots(first.page, 'internal-tickets-dial');
    await first.page.locator('[data-text=dial-number]').fill('201');
    await first.press('Enter');
    await link(second).waitFor();
    await shots(second.page, 'internal-tickets-rings');
    await theyTalk();
    const number = (await link(first).getAttribute('data-internal-ticket')) ?? '';
    expect(number).toMatch(/^OA-/);
    expect(await link(second).getAttribute('data-internal-ticket')).toBe(number);
    await office.ticketUntil(number, 'is there', ({ state }) => state === 'received');
    for (const each of [first, second]) {
      await link(each).click();
      await each.page.locator(`[data-ticket=${number}]`).getByText(PAIR).waitFor();
      await each.page.getByText('Agente Uno llamó a Técnico Nivel Dos').waitFor();
    }
    await shots(first.page, 'internal-tickets-caller');
    await shots(second.page, 'internal-tickets-called');
    await over();
    const ticket = await office.ticketUntil(number, 'is closed', ({ state }) => state === 'closed');
    expect(ticket).toMatchObject({
      closedAs: 'internal-call',
      callerNumber: '',
      assignee: null,
      calls: [expect.any(String)],
    });
    await first.page.getByText('Terminó la llamada interna: hablaron').waitFor();
    await shots(first.page, 'internal-tickets-closed');
    expect(await all()).toHaveLength(1);
  });

  test('stands in the list of its kind, under the names of the two', async () => {
    const desk = await DeskPage.logIn(talking.browser, centre, 'supervisor', { width: 1366, height: 768 });
    await desk.page.goto(`${centre.webUrl}/tickets`);
    await desk.page.getByLabel('Estado').first().click();
    await desk.page.getByRole('option', { name: 'Llamada interna' }).click();
    const row = desk.page.locator('[data-ticket-row]');
    await row.getByText(`Llamada interna: ${PAIR}`).waitFor();
    await row.click();
    await desk.page.locator('[data-call-badge=internal-call]').first().waitFor();
    await shots(desk.page, 'internal-tickets-list');
    await desk.close();
  });

  test('goes on the customer’s ticket that the caller has open, by mouse, and leaves that as it is', async () => {
    await first.press('Escape');
    const call = talking.calls('101', '04145550101');
    await first.does('answer').waitFor();
    await first.press('F2');
    await call.answered;
    await first.callIs('talking');
    const number = await office.newestTicket();
    const before = await office.ticketUntil(number, 'is taken', ({ state }) => state === 'in-progress');
    await call.hangUp();
    await classifies(first);
    await first.page.locator(`[data-ticket-row=${number}]`).click();
    await first.page.locator(`[data-ticket=${number}][data-ticket-version]`).waitFor();
    await callsSecond();
    await first.page.locator(`[data-on-ticket=${number}]`).waitFor();
    await shots(first.page, 'internal-tickets-about');
    await first.page.locator('[data-call-colleague]', { hasText: 'Técnico Nivel Dos' }).click();
    await theyTalk();
    expect(await link(second).getAttribute('data-internal-ticket')).toBe(number);
    await link(second).click();
    await second.page.locator(`[data-ticket=${number}][data-ticket-version]`).waitFor();
    await shots(second.page, 'internal-tickets-about-called');
    await over();
    const after = await office.ticketUntil(number, 'tells the end', ({ timeline }) =>
      timeline.some(({ words }) => words.es.startsWith('Terminó la llamada interna')),
    );
    expect(after).toMatchObject({ state: before.state, assignee: before.assignee, internal: null });
    expect(after.calls).toHaveLength(2);
    expect(await all()).toHaveLength(2);
  });

  test('has none again where the admin says never', async () => {
    await policyIs('Nunca', 'Siempre: la abierta, o una nueva');
    await callsSecond();
    await first.page.locator('[data-call-colleague]', { hasText: 'Técnico Nivel Dos' }).click();
    await theyTalk();
    expect([await link(first).count(), await link(second).count()]).toEqual([0, 0]);
    await over();
    expect(await all()).toHaveLength(2);
    for (const each of [first, second]) expect(each.complaints).toEqual([]);
  });
});
