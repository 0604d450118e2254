import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { AXE, graveFaults } from '../kit/accessibility.ts';
import { hasChromium, launchBrowser, openPage } from '../kit/browser.ts';
import { EAR } from '../kit/listening.ts';
import { misfits } from '../kit/misfits.ts';
import { shots } from '../kit/shots.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { DIRECT_NUMBER, directFlows, openDirectNumber } from '../worlds/direct-number.ts';

/** Every page in every state of a call: usable by everybody, light and dark, and steady when a call arrives. */

/** Keys work, a Spanish public body with debt on the line: the longest words the card has. */
const LINE = '02125550105';

let flowsDir: string;
let centre: CentreWorld;
let browser: Browser;
let phone: SipPhone;
let agent: DeskPage;

/** What a browser leaves of the most common laptop's screen. */
const settings = { scripts: [AXE, EAR], width: 1366, height: 633 };

/** In the page: a browser that may show notices on the desktop, behind whose window another one is. */
const NOTICES = `
  window.notices = [];
  document.hasFocus = () => false;
  window.Notification = class extends EventTarget {
    static permission = 'granted';
    constructor(title, { body }) { super(); Object.assign(this, { title, body, closed: false }); notices.push(this); }
    close() { this.closed = true; }
  };
  0`;

/** Waits until an expression holds in the agent's page: how the focus moves is no change of the document. */
const holds = (expression: string) =>
  waitUntil(() => agent.page.evaluate<boolean>(expression), { what: expression, within: 15_000, every: 50 });

/** In the page: what the place is called that has the focus. */
const FOCUS = `document.activeElement.getAttribute('aria-label')`;

/** Where the header and the panels of the page lie. */
const BOXES = `[...document.querySelectorAll('header, main .mantine-Paper-root')]
  .map(each => each.getBoundingClientRect())
  .map(box => [box.x, box.y, box.width, box.height].map(Math.round).join(' '))`;
const boxes = (page: Page) => page.evaluate<string[]>(BOXES);

beforeAll(async () => {
  if (!hasChromium()) return;
  flowsDir = directFlows();
  [centre, browser, phone] = await Promise.all([startCentre({ flowsDir }), launchBrowser(), openPhone()]);
  await openDirectNumber(centre);
}, 120_000);

afterAll(async () => {
  await phone?.close();
  await browser?.close();
  await centre?.stop();
  if (flowsDir) rmSync(flowsDir, { recursive: true });
});

describe.skipIf(!hasChromium())('the pages', () => {
  test('the log-in page and its confidentiality text', async () => {
    const { page, problems } = await openPage(browser, `${centre.webUrl}/`, settings);
    await page.locator('[data-action=log-in]').waitFor();
    await shots(page, 'log-in');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'log-in')).toEqual([]);
    // What is missing is said beneath its field by the page, and by no bubble of the browser.
    await page.locator('[data-action=log-in]').click();
    await page.locator('input[name=username]:focus[aria-invalid=true]').waitFor();
    await page.getByText('Escriba su contraseña.').waitFor();
    await shots(page, 'log-in-missing');
    expect(await graveFaults(page)).toEqual([]);
    // The tooltip of a menu's button is gone while the menu is there.
    await page.locator('header button').first().click();
    await page.locator('[role=menuitem][lang=en]').waitFor();
    await page.locator('[role=tooltip]').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.locator('input[name=username]').fill('agente3');
    await page.locator('input[name=password]').fill(centre.password);
    await page.locator('[data-action=log-in]').click();
    await page.locator('[data-action=accept-agreement]').waitFor();
    await shots(page, 'agreement');
    await page.locator('section[tabindex]').focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await page.locator('section[tabindex]:focus-visible').waitFor();
    await shots(page, 'agreement-focus');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'agreement')).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('the customer’s telephone: its lines and its keys', async () => {
    const { page, problems } = await openPage(browser, `${centre.webUrl}/call`, settings);
    await page.locator('[data-line]').first().waitFor();
    await shots(page, 'call-lines');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'call-lines')).toEqual([]);
    await page.locator('[data-line]').first().click();
    await page.locator('body[data-phone-state=registered]').waitFor({ state: 'attached' });
    await shots(page, 'call-dialler');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'call-dialler')).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test('the agent’s desk stands still while a call arrives, is answered and ends', async () => {
    agent = await DeskPage.logIn(browser, centre, 'agente1', settings);
    const { page } = agent;
    await shots(page, 'laptop-agent-off');
    await agent.ready();
    await shots(page, 'laptop-agent-idle');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'laptop-agent-idle')).toEqual([]);
    const before = await boxes(page);
    expect(before.length).toBeGreaterThan(6);

    const call = phone.call(`sip:${DIRECT_NUMBER}@127.0.0.1:${centre.sipPort}`, { from: LINE });
    await agent.callIs('ringing');
    await page.locator('article[data-ticket]').waitFor();
    expect(await boxes(page)).toEqual(before);
    await shots(page, 'laptop-agent-ringing');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'laptop-agent-ringing')).toEqual([]);

    await agent.press('F2');
    await agent.callIs('talking');
    await page.locator('[data-recording-light=true]').waitFor();
    expect(await boxes(page)).toEqual(before);
    await shots(page, 'laptop-agent-talking');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'laptop-agent-talking')).toEqual([]);

    await page.locator('[data-action=keypad]').click();
    await page.locator('[data-key="5"]').waitFor();
    await shots(page, 'laptop-agent-keypad');
    await agent.press('Escape');
    await call.hangUp();
    await agent.callIs('wrap-up');
    expect(await boxes(page)).toEqual(before);
    await shots(page, 'laptop-agent-wrap-up');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'laptop-agent-wrap-up')).toEqual([]);
    await agent.press('F8', '2', 'Enter');
    await page.keyboard.type('Necesita revisión de la central.');
    await agent.press('Enter');
    await agent.callIs('idle');
    expect(await boxes(page)).toEqual(before);
  });

  test('the list of tickets with one of them open', async () => {
    const { page } = agent;
    await page.getByRole('link', { name: 'Órdenes' }).click();
    await page.locator('[data-ticket-row]').first().click();
    await page.locator('article[data-ticket]').waitFor();
    await shots(page, 'tickets');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'tickets')).toEqual([]);
    await page.locator('[data-action=note]').click();
    await page.getByRole('dialog').waitFor();
    await shots(page, 'tickets-note');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'tickets-note')).toEqual([]);
    expect(agent.complaints).toEqual([]);
  });

  test('the supervisor’s floor', async () => {
    const supervisor = await DeskPage.logIn(browser, centre, 'supervisor', settings);
    const { page } = supervisor;
    await page.locator('[data-agent=agente1]').waitFor();
    await shots(page, 'supervisor');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'supervisor')).toEqual([]);
    expect(supervisor.complaints).toEqual([]);
  });

  test('people, and one of them being edited', async () => {
    const admin = await DeskPage.logIn(browser, centre, 'admin', settings);
    const { page } = admin;
    await page.locator('[data-person=agente1]').waitFor();
    await page.locator('[data-queue=averias] [data-action=change-queue]').click();
    const seconds = page.locator('[data-field=wrapUpAlarmMs]');
    await seconds.fill('4000');
    await page.locator('[data-action=save-queue]:disabled').waitFor();
    await shots(page, 'laptop-admin-queue');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'laptop-admin-queue')).toEqual([]);
    await seconds.fill('1');
    await seconds.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    // The page shows what `calls` tells, not what was typed.
    await page.locator('[data-queue=averias]').getByText('1 s', { exact: true }).waitFor();
    await shots(page, 'laptop-admin');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'laptop-admin')).toEqual([]);
    await page.locator('[data-action=policies]').click();
    await page.getByRole('dialog').waitFor();
    await page.locator('[data-field=supervisionSeen]').click();
    await shots(page, 'laptop-admin-policies');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'laptop-admin-policies')).toEqual([]);
    await page.locator('[data-action=save-policies]').click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.locator('[data-person=agente1] button').first().click();
    await page.getByRole('dialog').waitFor();
    await shots(page, 'laptop-admin-person');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'laptop-admin-person')).toEqual([]);
    // It has an address: it is there after a reload, and Back closes it as Esc does.
    const form = page.getByRole('dialog');
    await page.reload();
    await form.waitFor();
    await page.goBack();
    await form.waitFor({ state: 'hidden' });
    expect(page.url()).toBe(`${centre.webUrl}/admin`);
    await page.goForward();
    await form.waitFor();
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'hidden' });
    expect(page.url()).toBe(`${centre.webUrl}/admin`);
    // What is wrong is said at its field once the form is sent, and the first of it has the focus.
    await page.locator('[data-action=add-person]').click();
    await form.waitFor();
    await page.locator('[data-field=extension]').fill('12a');
    await page.locator('[data-action=save-person]').click();
    await page.locator('[aria-invalid=true]:focus').waitFor();
    expect(await page.locator('[aria-invalid=true]').count()).toBe(4);
    await shots(page, 'laptop-admin-person-wrong');
    expect(await graveFaults(page)).toEqual([]);
    // Nothing that was written goes without a question, and who stays has it still.
    const question = page.locator('[data-action=discard-changes]');
    await page.keyboard.press('Escape');
    await question.waitFor();
    await shots(page, 'laptop-admin-unsaved');
    expect(await graveFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'hidden' });
    expect(await page.locator('[data-field=extension]').inputValue()).toBe('12a');
    await page.keyboard.press('Escape');
    await question.click();
    await form.waitFor({ state: 'hidden' });
    await page.locator('[data-action=outgoing]').click();
    await form.waitFor();
    const shown = form.getByPlaceholder('+58…').first();
    await shown.fill('0212 555');
    await page.locator('[data-action=save-outgoing]').click();
    await page.locator('[type=tel][aria-invalid=true]:focus').waitFor();
    await shots(page, 'laptop-admin-outgoing');
    // In another language it is the same form.
    expect(await form.locator('[type=tel]').count()).toBe(4);
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'laptop-admin-outgoing')).toEqual([]);
    await form.getByRole('button', { name: 'Cancelar' }).click();
    await question.click();
    await form.waitFor({ state: 'hidden' });
    await page.goto(`${centre.webUrl}/audit`);
    await page.locator('[data-audit-state=intact]').waitFor();
    await page.locator('[data-kind=logged-in]').first().waitFor();
    await shots(page, 'laptop-audit');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'laptop-audit')).toEqual([]);
    expect(admin.complaints).toEqual([]);
  });

  test('one goes from page to page by links, back and forward, and opens each at its address', async () => {
    const admin = await DeskPage.logIn(browser, centre, 'admin', settings);
    const { page } = admin;
    const to = (desk: string) => page.locator(`nav a[href='/${desk}']`).click();
    /** Waits for the page of this desk; its address within the centre, and how far one may go back. */
    const at = async (desk: string) => {
      await page.locator(`nav a[href='/${desk}'][aria-current=page]`).waitFor();
      return [page.url().slice(centre.webUrl.length), await page.evaluate('history.length')];
    };
    const [, begun] = await at('admin');
    const steps = Number(begun);
    await to('audit');
    expect(await at('audit')).toEqual(['/audit', steps + 1]);
    await to('tickets');
    expect(await at('tickets')).toEqual(['/tickets', steps + 2]);
    await to('tickets');
    expect(await at('tickets')).toEqual(['/tickets', steps + 2]);
    await page.locator('[data-ticket-row]').first().click();
    const ticket = (await page.locator('article[data-ticket]').getAttribute('data-ticket')) ?? '';
    expect(await at('tickets')).toEqual([`/tickets?number=${ticket}`, steps + 3]);
    await page.reload();
    await page.locator(`article[data-ticket='${ticket}']`).waitFor();
    await page.goBack();
    await page.locator('article[data-ticket]').waitFor({ state: 'detached' });
    await page.goBack();
    expect(await at('audit')).toEqual(['/audit', steps + 3]);
    await page.goForward();
    expect(await at('tickets')).toEqual(['/tickets', steps + 3]);

    await page.goto(`${centre.webUrl}/crew`);
    expect((await at('tickets'))[0]).toBe('/crew');
    // No telephone, no agent's desk.
    await page.goto(`${centre.webUrl}/agent`);
    expect((await at('admin'))[0]).toBe('/admin');
    expect(admin.complaints).toEqual([]);
  });

  test('a call goes by keyboard alone: the focus stays on the page, and is told of on the desktop', async () => {
    const { page } = agent;
    await agent.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Puesto' }).click();
    await page.evaluate(NOTICES);
    const call = phone.call(`sip:${DIRECT_NUMBER}@127.0.0.1:${centre.sipPort}`, { from: LINE });
    await agent.callIs('ringing');
    await holds(`notices.at(-1)?.body === 'Cola Averías. Abra Cauce para contestar.'`);
    await agent.does('answer').press('Enter');
    await agent.callIs('talking');
    await holds(`notices.every(each => each.closed) && ${FOCUS} === 'Llamada'`);
    await page.locator('[data-action=hold]:enabled').press('Enter');
    await page.locator('[data-hold=true]').waitFor();
    await holds(`document.activeElement.dataset.action === 'resume'`);
    await agent.press('Enter');
    await page.locator('[data-hold=false]').waitFor();
    await page.locator('[data-said]', { hasText: 'Llamada retomada.' }).waitFor({ state: 'attached' });
    await agent.does('keypad').press('Enter');
    await page.locator('[data-key="5"]').waitFor();
    await agent.press('Escape');
    await holds(`document.activeElement.dataset.action === 'keypad'`);

    await agent.does('hang-up').press('Enter');
    await call.ended;
    await agent.callIs('wrap-up');
    await holds(`document.activeElement.role === 'radio'`);
    await agent.press('Alt+1', 'Alt+ArrowRight', 'Control+2');
    expect(await page.locator('[role=radio][aria-checked=true]').count()).toBe(0);
    await page.locator('[data-recording-lines]').waitFor();
    await page.locator('[data-fact=call-ended]').waitFor();
    await agent.press('3', 'Enter', 'Enter');
    await agent.callIs('idle');
    await holds(`${FOCUS} === 'Llamada'`);
    expect(agent.complaints).toEqual([]);
  });

  test('a wrap-up that lasts too long is shown to the agent and to their supervisor, and only they end it', async () => {
    const supervisor = await DeskPage.logIn(browser, centre, 'supervisor', settings);
    await agent.press('Escape');
    await agent.page.getByRole('link', { name: 'Puesto' }).click();
    const call = phone.call(`sip:${DIRECT_NUMBER}@127.0.0.1:${centre.sipPort}`, { from: LINE });
    await agent.callIs('ringing');
    await agent.press('F2');
    await agent.callIs('talking');
    await agent.does('account').click();
    await agent.page
      .locator('[data-action=log-out]:disabled')
      .getByText('Termine antes la llamada.')
      .waitFor();
    await agent.press('Escape');
    await call.hangUp();
    await agent.callIs('wrap-up');
    await agent.page.locator('[data-call=wrap-up] [data-late=true]').waitFor();
    await supervisor.page.locator('[data-alarm="wrap-up.agente1"]').waitFor();
    await shots(agent.page, 'laptop-agent-late');
    await shots(supervisor.page, 'laptop-supervisor-late');
    expect(await graveFaults(agent.page)).toEqual([]);
    expect(await graveFaults(supervisor.page)).toEqual([]);
    await agent.press('F8', '3');
    await agent.does('dispose').click();
    await agent.callIs('idle');
    await supervisor.page.locator('[data-alarm="wrap-up.agente1"]').waitFor({ state: 'detached' });
    expect(supervisor.complaints).toEqual([]);
  });

  test('a customer can be given up only after the tries that the centre asks for', async () => {
    const { page } = agent;
    await page.locator('[data-ticket-row]').first().click();
    await page.locator('#ticket-summary').fill('Sin servicio desde ayer.');
    await agent.does('save-summary').click();
    await page.locator('[data-ticket-version]', { hasText: 'Guardado' }).waitFor();
    await agent.does('record-solution').click();
    await page.getByLabel('Qué se hizo para resolverlo').fill('Se reinició el puerto.');
    await agent.does('confirm-record-solution').click();
    await agent.does('close').click();
    const unreachable = page.getByRole('radio', { name: 'No se le pudo contactar' });
    await unreachable.waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate<string>('document.activeElement.value')).toBe('unreachable');
    expect(await unreachable.getAttribute('aria-disabled')).toBe('true');
    expect(await unreachable.isChecked()).toBe(false);
    await page.getByText('Faltan 3 intentos de llamada').waitFor();
    await shots(page, 'laptop-close');
    expect(await graveFaults(page)).toEqual([]);
    expect(await misfits(page, 'laptop-close')).toEqual([]);
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('radio', { name: 'No está conforme' }).isChecked()).toBe(true);
    expect(agent.complaints).toEqual([]);
  });

  test('who logs out leaves nothing behind in the console', async () => {
    await agent.press('Escape');
    await agent.does('account').click();
    await agent.does('log-out').click();
    await agent.does('log-in').waitFor();
    expect(agent.complaints).toEqual([]);
  });
});
