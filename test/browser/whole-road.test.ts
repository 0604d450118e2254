import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import { openPhone } from '../../src/sip-phone/sip-phone.ts';
import type { TicketCard } from '../../src/tickets/events.ts';
import { hasChromium } from '../kit/browser.ts';
import { untilHears, untilHearsOther, untilSilence } from '../kit/listening.ts';
import { momentOf } from '../kit/page-moment.ts';
import { shots } from '../kit/shots.ts';
import { launchTalkingBrowser } from '../kit/talking-browser.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import { CustomerPage } from '../worlds/customer-page.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';

/** Steps 2 to 6 of a newcomer, all of them in Chromium: from *626 to a closed ticket, with voices both ways. */

/** A customer with a debt. */
const LINE = '+584145550102';
const NAME = 'Luis Ejemplo';
const STAFF_HZ = 700;
const CUSTOMER_HZ = 440;
/** The first notes of the ring, until they have died away. */
const FIRST_RING_MS = 1_560;

let centre: CentreWorld;
let staff: Browser;
let street: Browser;
let agent: DeskPage;
let level2: DeskPage;
let supervisor: DeskPage;
let customer: CustomerPage;
let office: Desk;

async function newestTicket(): Promise<TicketCard> {
  const look = async () => (await office.get<List<TicketCard>>('/tickets')).items[0];
  return waitUntil(look, { what: 'a ticket', within: 10_000 });
}

/** Both hear each other, and nothing else. */
async function voicesBothWays(desk: DeskPage): Promise<void> {
  await untilHears(desk.page, CUSTOMER_HZ, 'the agent hears the customer', customer.page);
  await untilHears(customer.page, STAFF_HZ, 'the customer hears the agent', desk.page);
}

beforeAll(async () => {
  if (!hasChromium()) return;
  [centre, staff, street] = await Promise.all([
    startCentre(),
    launchTalkingBrowser(STAFF_HZ),
    launchTalkingBrowser(CUSTOMER_HZ),
  ]);
  office = await centre.logIn('supervisor');
}, 120_000);

afterAll(async () => {
  await Promise.all([staff?.close(), street?.close()]);
  await centre?.stop();
});

describe.skipIf(!hasChromium())('one customer’s road through the pages', () => {
  let earlier: string;
  let ticket: string;
  /** The call on the supervisor's floor, in this phase. */
  const seen = (phase: string) =>
    supervisor.page.locator(`[data-live-call][data-phase=${phase}]`, { hasText: ticket });

  test('everybody is at their place, and the customer has called before', async () => {
    const phone = await openPhone();
    const call = phone.call(`sip:*626@127.0.0.1:${centre.sipPort}`, { from: LINE });
    await call.answered;
    earlier = (await newestTicket()).number;
    await call.sendDigits('1');
    // Who leaves the queue is to be called back; a hang-up in the menu would be nobody's work.
    await office.ticketUntil(earlier, 'is in the queue', each =>
      each.timeline.some(entry => entry.fact.kind === 'queued'),
    );
    await call.hangUp();
    await office.ticketUntil(earlier, 'is to be called back', each => each.abandoned);
    await phone.close();

    supervisor = await DeskPage.logIn(staff, centre, 'supervisor');
    agent = await DeskPage.logIn(staff, centre, 'agente1', { microphoneAllowed: false });
    await agent.phoneIsRegistered();
    level2 = await DeskPage.logIn(staff, centre, 'nivel2');
    await level2.phoneIsRegistered();
    customer = await CustomerPage.take(street, centre, LINE);
    expect(new URL(supervisor.page.url()).pathname).toBe('/supervisor');
    expect(new URL(agent.page.url()).pathname).toBe('/agent');
  });

  test('the customer hears the menu and presses 1; the supervisor sees it', async () => {
    await customer.dial('*626');
    await untilHearsOther(customer.page, STAFF_HZ, 'the customer hears the menu');
    ticket = await waitUntil(
      async () => {
        const { number } = await newestTicket();
        return number !== earlier && number;
      },
      { what: 'a ticket of its own' },
    );
    await seen('welcome').waitFor();
    await customer.press('1');
  });

  test('meanwhile the administrator adds a person, who can log in', async () => {
    const admin = await DeskPage.logIn(staff, centre, 'admin');
    await admin.does('add-person').click();
    const { page } = admin;
    await page.getByLabel(/^Nombre( |$)/).fill('Carmen Prueba');
    await page.getByLabel(/^Usuario( |$)/).fill('carmen');
    await choose(page, 'Rol', 'Agente');
    await choose(page, 'Nivel', '2');
    await choose(page, 'Colas', 'Averías');
    await page.keyboard.press('Escape');
    await page.getByLabel(/^Contraseña( |$)/).fill(centre.password);
    await shots(page, 'admin-person');
    await admin.does('save-person').click();
    await page.locator('[data-person=carmen]').waitFor();
    await shots(page, 'admin');
    const newcomer = await DeskPage.logIn(staff, centre, 'carmen');
    await newcomer.page.locator('[data-queue=averias]').waitFor();
    expect(new URL(newcomer.page.url()).pathname).toBe('/agent');
    expect([...admin.complaints, ...newcomer.complaints]).toEqual([]);
  });

  test('the customer waits and hears the ticket number, then music; the supervisor sees it', async () => {
    await supervisor.page.locator('[data-queue=averias] [data-waiting="1"]').waitFor();
    await seen('waiting').filter({ hasText: 'En cola' }).waitFor();
    await untilHearsOther(customer.page, STAFF_HZ, 'the customer hears music');
    await shots(supervisor.page, 'supervisor-waiting');
  });

  test('the agent allows the microphone and sees who calls before the first ring ends', async () => {
    const rang = momentOf(agent.page, `document.body.dataset.sipCall === 'ringing'`);
    const told = momentOf(
      agent.page,
      `(has => ${JSON.stringify([
        NAME,
        '0102',
        'Con deuda',
        'Motivo: Avería',
        earlier,
        ticket,
      ])}.every(has) && document.querySelector('[data-call=ringing] [data-account=in-debt]'))(
        (text => words => text.includes(words))(document.querySelector('main')?.innerText ?? ''))`,
    );
    await agent.page.locator('[data-will=ready]').click();
    await agent.does('allow-microphone').click();
    await agent.callIs('ringing');
    const [rangAt, toldAt] = await Promise.all([rang, told]);
    const page = await office.ticketUntil(ticket, 'was offered', each =>
      each.timeline.some(entry => entry.fact.kind === 'offered'),
    );
    const offeredAt = page.timeline.find(entry => entry.fact.kind === 'offered')?.at ?? 0;
    console.info(
      `the centre offers → the page rings ${rangAt - offeredAt} ms, → all is shown ${toldAt - offeredAt} ms`,
    );
    expect(toldAt - rangAt).toBeLessThan(FIRST_RING_MS);
    await shots(agent.page, 'agent-ringing');
  });

  test('F2 answers and both hear each other', async () => {
    await agent.press('F2');
    await agent.callIs('talking');
    await voicesBothWays(agent);
    await supervisor.page.locator('[data-agent=agente1][data-agent-state=talking]').waitFor();
    await seen('talking').waitFor();
    await agent.page.locator('[data-recording-light=true]').waitFor();
    await shots(agent.page, 'agent-talking');
  });

  test('on hold the customer hears music and the agent hears nothing; then they talk again', async () => {
    await agent.press('F4');
    await agent.page.locator('[data-call=talking][data-hold=true]').waitFor();
    await untilHearsOther(customer.page, STAFF_HZ, 'the customer hears music and not the agent');
    await untilSilence(agent.page, 'the agent hears nothing');
    await shots(agent.page, 'agent-hold');
    await agent.press('F4');
    await agent.page.locator('[data-call=talking][data-hold=false]').waitFor();
    await voicesBothWays(agent);
  });

  test('the summary is typed, the call is ended and classified by keyboard, and the agent is free', async () => {
    await agent.press('F10');
    await agent.page.keyboard.type('Sin servicio de datos desde ayer.');
    await agent.press('Control+Enter');
    await agent.page.locator('[data-ticket-version]', { hasText: 'Guardado' }).waitFor();
    await agent.press('F9');
    await agent.callIs('wrap-up');
    await customer.callIs('none');
    await shots(agent.page, 'agent-wrap-up');
    await agent.press('F8', '3', 'Enter');
    await agent.page.keyboard.type('Se revisa con nivel 2.');
    await agent.press('Enter');
    await agent.callIs('idle');
    await agent.stateIs('ready');
  });

  test('the recording is on the ticket, with its waveform, and plays', async () => {
    await agent.page.locator(`[data-ticket-row="${ticket}"]`).click();
    await agent.does('ticket-recordings').click();
    await plays(agent.page, 'first');
    await shots(agent.page, 'agent-recording');
  });

  test('the agent escalates, and level 2 sees it arrive and calls back with one click', async () => {
    await agent.does('escalate').click();
    await agent.does('confirm-escalate').click();
    await level2.page.locator(`[data-ticket-row="${ticket}"]`).click();
    await level2.page.getByText('Sin servicio de datos desde ayer.').first().waitFor();
    await shots(level2.page, 'level-2-ticket');
    await level2.does('call-back').click();
    await customer.answer();
    await level2.callIs('talking');
    await voicesBothWays(level2);
    await shots(customer.page, 'call-talking');
    await level2.press('F9');
    await customer.callIs('none');
    await level2.callIs('wrap-up');
    await level2.press('F8', '3');
    await level2.does('dispose').click();
    await level2.callIs('idle');
  });

  test('the solution brings it back to contact, and the customer’s agreement closes it', async () => {
    const row = level2.page.locator(`[data-ticket-row="${ticket}"]`);
    if (await row.isVisible()) await row.click();
    await level2.does('record-solution').click();
    await level2.page.getByLabel('Qué se hizo para resolverlo').fill('Se reinició el puerto.');
    await level2.does('confirm-record-solution').click();
    await agent.page
      .locator(`article[data-ticket="${ticket}"] [data-ticket-state=contact-customer]`)
      .waitFor();
    await agent.does('close').click();
    await agent.page.locator('[data-action=confirm-close]:disabled').waitFor();
    await agent.page.getByRole('radio', { name: 'Sí, conforme en la llamada' }).check();
    await agent.does('confirm-close').click();
    await agent.page.locator(`article[data-ticket="${ticket}"] [data-ticket-state=closed]`).waitFor();
    await shots(agent.page, 'agent-closed');
  });

  test('the supervisor has the service level and hears the recordings', async () => {
    await supervisor.page
      .locator('[data-queue=averias]')
      .getByText(/^\d+\s?%$/)
      .first()
      .waitFor();
    await supervisor.page.locator('a[href="/supervisor/recordings"]').click();
    const cards = supervisor.page.locator('[data-recording]');
    await waitUntil(async () => (await cards.count()) === 2, { what: 'two recordings', within: 20_000 });
    await plays(supervisor.page, 'last');
    await shots(supervisor.page, 'supervisor-recordings');
  });

  test('no page complained', () => {
    expect([agent, level2, supervisor, customer].flatMap(each => each.complaints)).toEqual([]);
  });
});

/** Presses play and waits until the recording at this place of the list is past its half; its waveform is drawn. */
async function plays(page: Page, place: 'first' | 'last'): Promise<void> {
  const card = page.locator('[data-recording]')[place]();
  await card.locator('[data-action=play-recording]').click();
  const position = card.locator('input[type=range]');
  try {
    const half = Number(await position.getAttribute('max')) / 2;
    expect(half).toBeGreaterThan(0);
    await waitUntil(async () => Number(await position.inputValue()) > half, {
      what: 'the recording plays',
      within: 15_000,
    });
  } catch (cause) {
    const audio = JSON.stringify(await card.locator('audio').evaluate(AUDIO));
    const told = await card.locator('[data-trouble]').allTextContents();
    throw new Error(`the recording does not play: ${audio}; the page says: ${told.join() || 'nothing'}`, {
      cause,
    });
  }
  expect(await page.evaluate<number>(PAINTED)).toBeGreaterThan(100);
}

/** All that an audio element tells of why it does not sound. */
const AUDIO = `audio => ({
  currentTime: audio.currentTime,
  duration: audio.duration,
  readyState: audio.readyState,
  networkState: audio.networkState,
  error: audio.error && [audio.error.code, audio.error.message],
  paused: audio.paused,
  ended: audio.ended,
  visibility: document.visibilityState,
})`;

/** Counts the pixels of all waveforms of the page. */
const PAINTED = `[...document.querySelectorAll('[data-recording] *')]
  .flatMap(each => [...(each.shadowRoot?.querySelectorAll('canvas') ?? [])])
  .map(canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data)
  .reduce((sum, bytes) => sum + bytes.filter((value, at) => at % 4 === 3 && value > 0).length, 0)`;

async function choose(page: Page, label: string, option: string): Promise<void> {
  // The frame around the field takes the click; a check that the field itself gets it would wait in vain.
  // Other fields name a queue, and so may have this word in their names.
  const own = new RegExp(`^${label}( |$)`);
  await page.getByRole('combobox', { name: own }).click({ force: true });
  await page.getByRole('option', { name: option, exact: true }).click();
}
