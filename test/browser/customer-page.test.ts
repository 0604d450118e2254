import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { RecordingCard } from '../../src/recordings/events.ts';
import { AXE, graveFaults } from '../kit/accessibility.ts';
import { hasChromium } from '../kit/browser.ts';
import { EAR } from '../kit/listening.ts';
import { misfits } from '../kit/misfits.ts';
import { shots } from '../kit/shots.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { answers, endsAndClassifies, voicesBothWays } from './voices.ts';

/** All that is on record of a customer, beside their call and on a page of its own. */

const ANA = { id: 'demo-ana', line: '04145550101' };
const settings = { scripts: [AXE, EAR], width: 1366, height: 768 };

/** The company's customer system: it knows Ana by her document, and is away while `crmIsUp` says so. */
let crmIsUp = true;
const crm = createServer(async (request, response) => {
  const { id } = JSON.parse(await text(request)) as { id: string };
  const facts = [{ label: 'Plan', value: 'Fibra 200 Mbps, instalado en Maracay' }];
  response.writeHead(crmIsUp ? (id === ANA.id ? 200 : 404) : 503, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ facts, page: 'https://crm.example.org/clientes/77' }));
});

async function crmListens(): Promise<string> {
  await new Promise<void>(listening => crm.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(crm.address() as AddressInfo).port}/cauce`;
}

let talking: TalkingCentre;
let desk: DeskPage;
let office: Desk;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre({ CAUCE_CRM: await crmListens(), CAUCE_CRM_TOKEN: 't'.repeat(32) });
  office = await talking.centre.logIn('supervisor');
  desk = await DeskPage.logIn(talking.browser, talking.centre, 'agente1', settings);
  await desk.ready();
}, 120_000);

afterAll(async () => {
  await talking?.stop();
  crm.closeAllConnections();
  crm.close();
});

const past = (page: Page) => page.locator('[data-past]');
const kindsShown = (page: Page) =>
  past(page).evaluateAll(entries => entries.map(entry => entry.getAttribute('data-past') ?? ''));
/** Waits until the past of the customer shows these, newest first. */
const showsPast = (page: Page, ...kinds: string[]) =>
  waitUntil(async () => (await kindsShown(page)).join() === kinds.join(), {
    what: `the past is ${kinds.join()}`,
    within: 15_000,
    every: 100,
  }).catch(async (fault: Error) => {
    throw new Error(`${fault.message}; it is ${await kindsShown(page)}`);
  });
const sheet = (page: Page) => page.locator('[data-customer-sheet]');
/** It is open, has the focus and hears its keys. */
const sheetIsOpen = (page: Page) => sheet(page).locator('h2:focus').waitFor();

/** Plays the first recording that is shown until it sounds. */
async function playsRecording(page: Page): Promise<void> {
  await page.locator('[data-action=past-recordings]').first().click();
  await page.locator('[data-action=play-recording]').first().click();
  await page.locator('[data-action=play-recording][data-playing=true]').waitFor();
}

describe.skipIf(!hasChromium())('a customer’s page', () => {
  test('opens beside the call that rings and is talked, leaves call and keys alone, and tells of the end of a call', async () => {
    const first = await talking.customerCalls(ANA.line);
    await answers(desk, first);
    const number = await office.newestTicket();
    // From the name in the panel, before anything else is known of them.
    await desk.page.locator('[data-customer] , [data-known-by]').first().waitFor();
    await desk.does('customer-page').first().click();
    await sheetIsOpen(desk.page);
    await showsPast(desk.page, 'ticket');
    await desk.press('F9');
    await first.ended;
    await desk.callIs('wrap-up');
    // It is told while the page is open.
    await showsPast(desk.page, 'ticket', 'call');
    await desk.press('Escape');
    await sheet(desk.page).waitFor({ state: 'detached' });
    await desk.press('F8', '3', 'Enter', 'Enter');
    await desk.callIs('idle');
    const ticket = await office.ticketUntil(number, 'is taken', it => it.assignee !== null);
    await office.step(number, {
      action: 'note',
      version: ticket.version,
      text: 'Prefiere que la llamen por la tarde.',
    });
    await waitUntil(
      async () => {
        const { items } = await office.get<List<RecordingCard>>(`/recordings?ticket=${number}`);
        return items.some(({ state }) => state === 'kept');
      },
      { what: 'the recording is kept', within: 20_000, every: 200 },
    );

    const second = await talking.customerCalls(ANA.line);
    await desk.does('answer').waitFor();
    // On the card of the call that rings.
    await desk.page.locator('[data-call=ringing] [data-action=customer-page]').click();
    await sheetIsOpen(desk.page);
    expect(await desk.does('answer').isVisible()).toBe(true);
    await shots(desk.page, 'customer-ringing');
    await desk.press('Escape');
    await sheet(desk.page).waitFor({ state: 'detached' });
    await answers(desk, second);
    await desk.press('Alt+u');
    await sheetIsOpen(desk.page);
    await showsPast(desk.page, 'ticket', 'note', 'ticket', 'call');
    await voicesBothWays(desk, second);
    // It lies over no button of the call, and its keys do what they do.
    const at = await desk.does('hang-up').boundingBox();
    const edge = await sheet(desk.page).boundingBox();
    if (!at || !edge) throw new Error('there is no call area or no sheet');
    expect(at.x + at.width).toBeLessThanOrEqual(edge.x);
    await shots(desk.page, 'customer-beside-call');
    expect(await graveFaults(desk.page)).toEqual([]);
    await desk.press('F4');
    await desk.page.locator('[data-action=resume]:enabled').waitFor();
    await desk.press('F4');
    await desk.page.locator('[data-action=hold]:enabled').waitFor();
    await voicesBothWays(desk, second);
    // One kind of them, and all again.
    await desk.page.locator('[data-past-kind=note]').click();
    await showsPast(desk.page, 'note');
    await desk.page.getByText('Prefiere que la llamen por la tarde.').waitFor();
    await desk.page.locator('[data-past-kind=call]').click();
    await showsPast(desk.page, 'call');
    await playsRecording(desk.page);
    await shots(desk.page, 'customer-recording');
    await desk.press('Alt+u');
    await sheet(desk.page).waitFor({ state: 'detached' });
    await endsAndClassifies(desk, second);
  });

  test('has an address that can be kept: a reload and a supervisor show the same, and its links lead to tickets', async () => {
    const { page } = desk;
    await desk.callIs('idle');
    await page.locator('a[href="/customers"]').click();
    await shots(page, 'customer-finder');
    await page.locator('[data-field=find-customer]').fill('Ana Ejemplo');
    await page.locator(`[data-pick-customer=${ANA.id}]`).click();
    await page.waitForURL(`**/customers?id=${ANA.id}`);
    await page.locator('[data-past-shown]').waitFor();
    const shown = await kindsShown(page);
    expect(shown.filter(kind => kind === 'call')).toHaveLength(2);
    await page.reload();
    await page.locator('[data-past-shown]').waitFor();
    expect(await kindsShown(page)).toEqual(shown);
    await page.locator('[data-crm=known] a[href="https://crm.example.org/clientes/77"]').waitFor();
    expect(await page.locator('[data-crm] dd').textContent()).toBe('Fibra 200 Mbps, instalado en Maracay');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'customer-page')).toEqual([]);
    await shots(page, 'customer-page');

    const reader = await DeskPage.logIn(talking.browser, talking.centre, 'supervisor', settings);
    await reader.page.goto(page.url());
    await reader.page.locator('[data-past-shown]').waitFor();
    expect(await kindsShown(reader.page)).toEqual(shown);
    await playsRecording(reader.page);
    await reader.page.locator('[data-past=ticket] a').first().click();
    await reader.page.locator('article[data-ticket]').waitFor();
    await reader.does('customer-page').click();
    await sheet(reader.page).locator('[data-past]').first().waitFor();
    await reader.does('customer-as-page').click();
    await reader.page.waitForURL(`**/customers?id=${ANA.id}`);
    expect(reader.complaints).toEqual([]);
    await reader.close();

    // What was known when the ticket became theirs stays with it, beside what is known today.
    const added = await office.raw('POST', `/customers/${ANA.id}/lines`, { number: '0412-5550199' });
    expect(added.status).toBe(200);
    await page.locator('[data-past=ticket] a').last().click();
    await desk.does('ticket-customer').click();
    await page.locator('[data-changed=lines]').waitFor();
    expect(await page.locator('[data-known=lines][data-differs]').textContent()).toContain('0412-5550199');
    expect(await page.locator('[data-differs]').count()).toBe(1);
    expect(await graveFaults(page)).toEqual([]);
    await shots(page, 'ticket-customer');

    // A customer system that does not answer costs a sentence, and is asked again when somebody wants it.
    crmIsUp = false;
    const other = (await office.get<List<{ id: string }>>('/customers?text=Luis')).items[0]?.id;
    await page.goto(`${talking.centre.webUrl}/customers?id=${other}`);
    await page.locator('[data-crm=away] [role=alert]').waitFor();
    crmIsUp = true;
    // It is left alone for some seconds first.
    await waitUntil(
      async () => {
        if ((await page.locator('[data-crm=unknown]').count()) === 1) return true;
        await page.locator('[data-crm=away] button').click();
        return false;
      },
      { what: 'the customer system is asked again', within: 20_000, every: 500 },
    );

    // A customer that there is not says so; an admin has no such page.
    await page.goto(`${talking.centre.webUrl}/customers?id=nobody`);
    await page.locator('[role=alert]').waitFor();
    const admin = await DeskPage.logIn(talking.browser, talking.centre, 'admin', settings);
    await admin.page.goto(`${talking.centre.webUrl}/customers?id=${ANA.id}`);
    await admin.page.waitForURL('**/admin');
    expect(await admin.page.locator('a[href="/customers"]').count()).toBe(0);
    await admin.close();
  });

  test('of whom nobody knows is the finder, beside the call that goes on', async () => {
    await desk.page.goto(`${talking.centre.webUrl}/agent`);
    await desk.page.locator('body[data-phone-state=registered]').waitFor({ state: 'attached' });
    const call = await talking.customerCalls('04145559999');
    await answers(desk, call);
    await desk.press('Alt+u');
    await desk.page.getByRole('dialog', { name: 'Buscar o crear cliente' }).waitFor();
    expect(new URL(desk.page.url()).pathname).toBe('/agent');
    await desk.press('Escape');
    await voicesBothWays(desk, call);
    await endsAndClassifies(desk, call);
  });
});
