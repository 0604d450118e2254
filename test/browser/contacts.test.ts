import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContactCard, SpeedDial } from '../../src/http/shapes/contacts.ts';
import type { List } from '../../src/http/shapes/list.ts';
import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import { AXE, graveFaults } from '../kit/accessibility.ts';
import { hasChromium } from '../kit/browser.ts';
import { EAR } from '../kit/listening.ts';
import { misfits } from '../kit/misfits.ts';
import { readyForShots, shots } from '../kit/shots.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { Desk } from '../worlds/desk.ts';
import type { DeskPage } from '../worlds/desk-page.ts';
import type { DeskPhone } from '../worlds/desk-phone.ts';
import { type AgentAndLine, startAgentAndLine } from './agent-and-line.ts';
import { answers, endsAndClassifies } from './voices.ts';

/** The contacts beside the call: found, called, written, imported, taken along, and what was missed. */

let talking: AgentAndLine;
let desk: DeskPage;
let line: DeskPhone;
/** The same agent at the API, as in another tab. */
let other: Desk;

const laptop = { scripts: [AXE, EAR], width: 1366, height: 633 };

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startAgentAndLine(laptop);
  ({ desk, line } = talking);
  other = await talking.centre.logIn('agente1');
  // Each session begins off.
  await desk.ready();
}, 120_000);

afterAll(async () => {
  await talking?.stop();
});

const drawer = () => desk.page.locator('[data-drawer]');
const search = () => desk.page.locator('[data-text=contact-search]');
const first = () => desk.page.locator('[data-contact-card] [data-action=call-contact]').first();
const told = (kind: 'done' | 'refused') => drawer().locator(`[data-told=${kind}]`);
const book = async (text: string) =>
  (await other.get<List<ContactCard>>(`/contacts?text=${encodeURIComponent(text)}`)).items;

/** What is typed is found alone. */
async function finds(text: string, name: string): Promise<void> {
  await search().fill(text);
  await drawer().locator('[data-book-count="1"]').waitFor();
  await first().filter({ hasText: name }).waitFor();
}

async function isSound(name: string): Promise<void> {
  await shots(desk.page, name);
  expect(await graveFaults(desk.page)).toEqual([]);
  expect(await misfits(desk.page, name)).toEqual([]);
}

/** The line rings, is not answered, and the call is over and classified. */
async function rings(): Promise<IncomingCall> {
  const call = await line.nextCall();
  await desk.callIs('dialling');
  await desk.press('F9');
  await call.ended;
  await desk.callIs('wrap-up');
  await desk.press('F8', '8', 'Enter', 'Enter');
  await desk.callIs('idle');
  return call;
}

/** What else is known of who is found first, unless it is open from before. */
async function details(): Promise<void> {
  const turn = drawer().locator('[data-action=contact-details]').first();
  if ((await turn.getAttribute('aria-expanded')) === 'false') await turn.click();
  await drawer().locator('[data-details]').waitFor();
}

describe.skipIf(!hasChromium())('contacts', () => {
  test('are opened by key beside the call, not over it, and closed by Escape; the focus comes back', async () => {
    await desk.page.locator('[data-action=dial]:enabled').focus();
    await desk.press('Alt+c');
    await search().waitFor();
    const focused = () =>
      desk.page.evaluate<string>(
        'document.activeElement.dataset.text ?? document.activeElement.dataset.action',
      );
    expect(await focused()).toBe('contact-search');
    const [beside, call] = await Promise.all([
      drawer().boundingBox(),
      desk.page.locator('[data-call]').boundingBox(),
    ]);
    expect(beside?.x).toBeGreaterThanOrEqual((call?.x ?? 0) + (call?.width ?? 0));
    await isSound('contacts-none');
    await desk.press('Escape');
    await drawer().waitFor({ state: 'hidden' });
    await waitUntil(async () => (await focused()) === 'dial', {
      what: 'the focus is back',
      within: 10_000,
      every: 50,
    });
  });

  test('are written down: what is missing is said, and what is typed survives that the drawer is closed', async () => {
    await desk.does('contacts').click();
    await desk.does('new-contact').click();
    const name = desk.page.locator('[data-text=contact-name]');
    await desk.does('save-contact').click();
    await drawer().getByText('Escriba el nombre.').waitFor();
    await name.fill('José Peñalver');
    await desk.does('save-contact').click();
    await drawer().getByText('Escriba al menos un número.').waitFor();
    await isSound('contacts-form');
    await desk.does('close-contacts').click();
    await drawer().waitFor({ state: 'hidden' });
    await desk.does('contacts').click();
    expect(await name.inputValue()).toBe('José Peñalver');
    await desk.page.locator('[data-text=contact-number]').fill('no es un número');
    await desk.does('save-contact').click();
    await drawer().locator('[data-text=contact-number][aria-invalid=true]').waitFor();
    await desk.page.locator('[data-text=contact-number]').fill('0414 555.01.01');
    await desk.press('Enter');
    await told('done').waitFor();
    expect(await book('penalver')).toMatchObject([
      { name: 'José Peñalver', scope: 'own', numbers: [{ label: 'mobile', number: '+584145550101' }] },
    ]);
  });

  test('are found without accents, and called by Enter', async () => {
    await other.post('/contacts', {
      scope: 'own',
      name: 'Ana Prohibida',
      organisation: 'Ferretería El Sol',
      numbers: [
        { label: 'work', number: '171' },
        { label: 'mobile', number: '0412-5559999' },
      ],
    });
    await finds('JOSE penal', 'José Peñalver');
    await desk.press('Enter', 'Enter');
    const call = await rings();
    expect(call.caller.number).not.toBe('');
    // The drawer is as it was.
    expect(await search().inputValue()).toBe('JOSE penal');
  });

  test('whom nobody may call are refused with the server’s sentence', async () => {
    await finds('ferreteria', 'Ana Prohibida');
    await first().click();
    await told('refused').waitFor();
    expect(await told('refused').textContent()).not.toBe('');
    await desk.callIs('idle');
    await details();
    await isSound('contacts-details');
  });

  test('have speed dials: a digit calls, and in a field it is a digit', async () => {
    await finds('penalver', 'José Peñalver');
    await details();
    await drawer().locator('[data-field=speed-dial]').selectOption('3');
    await drawer().locator('[data-speed="3"][data-free=false]').waitFor();
    const { items } = await other.get<List<SpeedDial>>('/contacts/speed-dials');
    expect(items).toMatchObject([{ slot: 3, name: 'José Peñalver', number: '+584145550101' }]);
    await isSound('contacts-speed');
    await search().fill('');
    await desk.press('3');
    expect(await search().inputValue()).toBe('3');
    await search().fill('');
    await drawer().locator('[data-speed="1"]').focus();
    await desk.press('5');
    await told('refused').getByText('La tecla 5 está libre').waitFor();
    await desk.callIs('idle');
    await desk.press('3');
    await rings();
  });

  test('what I called and missed is listed with its ticket, and called again', async () => {
    const customer = await talking.customerCalls('04145550103');
    await desk.callIs('ringing');
    await customer.hangUp();
    await desk.callIs('idle');
    await drawer().locator('[data-tab=missed]').click();
    const missed = drawer().locator('[data-call-line]', { hasText: '555' });
    await missed.first().waitFor();
    expect(await missed.count()).toBe(1);
    // Whom it was with stands first, where that is known.
    await missed.filter({ hasText: /^Panadería Ejemplo/ }).waitFor();
    await isSound('contacts-missed');
    const ticket = (await missed.locator('[data-call-ticket]').getAttribute('data-call-ticket')) ?? '';
    await missed.locator('[data-action=call-again]').click();
    await rings();
    await drawer().locator('[data-tab=made]').click();
    const made = drawer().locator('[data-call-line]');
    await drawer().locator('[data-calls=made]').waitFor();
    await made.nth(2).waitFor();
    expect(await made.first().locator('[data-call-ticket]').getAttribute('data-call-ticket')).toBe(ticket);
    await isSound('contacts-made');
    await made.first().locator('[data-call-ticket]').click();
    await desk.page.locator(`article[data-ticket="${ticket}"]`).waitFor();
    await drawer().waitFor();
    await desk.page.goBack();
    await desk.callIs('idle');
  });

  test('in a talk: who calls is saved, a contact is called on the second line, or given the call', async () => {
    await drawer().locator('[data-tab=book]').click();
    const customer = await talking.customerCalls('04145550103');
    await answers(desk, customer);
    await desk.page.locator('[data-caller-name]').waitFor();
    await desk.page.locator('section [data-action=save-to-contacts]').first().click();
    const number = desk.page.locator('[data-text=contact-number]');
    await number.waitFor();
    expect(await number.inputValue()).toContain('4145550103');
    await desk.page.locator('[data-text=contact-name]').fill('Quien llamó');
    await isSound('contacts-talk');
    await desk.does('save-contact').click();
    await told('done').waitFor();
    await finds('penalver', 'José Peñalver');
    await details();
    await desk.does('hand-to-contact').click();
    const sought = desk.page.locator('[data-text=transfer-search]');
    await sought.waitFor();
    expect(await sought.inputValue()).toBe('+584145550101');
    await desk.page.locator('[data-target-number]').waitFor();
    await shots(desk.page, 'contacts-transfer');
    await desk.press('Escape');
    await sought.waitFor({ state: 'detached' });
    await first().click();
    const second = await line.nextCall();
    await desk.page.locator('[data-lines="2"]').waitFor();
    await shots(desk.page, 'contacts-second-line');
    await desk.press('F9');
    await second.ended;
    const lineIs = (number: 1 | 2, state: string) =>
      desk.page.locator(`[data-line="${number}"][data-line-state=${state}]`).waitFor();
    await lineIs(2, 'wrap-up');
    await desk.press('Shift+F1');
    await lineIs(1, 'talking');
    await desk.press('Shift+F2');
    await desk.callIs('wrap-up');
    await desk.press('F8', '8', 'Enter', 'Enter');
    await desk.callIs('talking');
    await endsAndClassifies(desk, customer);
  });

  test('are imported from a file: what was understood, and what not, row by row, before anything is saved', async () => {
    await desk.does('contact-files').click();
    await desk.does('import-contacts').click();
    const file = desk.page.locator('[data-field=contact-file]');
    const csv = [
      'Nombre;Empresa;Móvil;Correo',
      'Ángela Íñiguez;Aceros del Sur;0414-5550111;angela@example.org',
      'Sin número;;;',
      'José Peñalver;;0414-5550101;',
      'Malo;;esto no es;',
      'Otra;;0414-5550112;',
    ].join('\r\n');
    const choose = (name: string, text: string) =>
      file.setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await choose('libro.xlsx', 'PK\u0003\u0004xl');
    await drawer().locator('[data-file-trouble=other-kind]').waitFor();
    await choose('columnas.csv', 'a;b\r\n1;2\r\n');
    await drawer().locator('[data-fault=contacts-columns-unknown]').waitFor();
    await isSound('contacts-import-columns');
    await choose('agenda.csv', csv);
    await drawer().locator('[data-preview-counts="5 3 1 2"]').waitFor();
    const faults = drawer().locator('[data-fault-row]');
    const rows = (await faults.all()).map(async row => [
      await row.getAttribute('data-fault-row'),
      await row.getAttribute('data-why'),
    ]);
    expect(await Promise.all(rows)).toEqual([
      ['3', 'number-missing'],
      ['5', 'number-not-valid'],
    ]);
    await isSound('contacts-import-preview');
    expect(await book('iniguez')).toEqual([]);
    await desk.does('confirm-import').click();
    await drawer().locator('[data-added="2"]').waitFor();
    await isSound('contacts-imported');
    await desk.does('finish-import').click();
    await finds('iniguez', 'Ángela Íñiguez');
  });

  test('are taken along as files that can be imported again', async () => {
    for (const [format, begins] of [
      ['csv', /nombre/i],
      ['vcard', /^BEGIN:VCARD/],
    ] as const) {
      await desk.does('contact-files').click();
      const download = desk.page.waitForEvent('download');
      await desk.does(`export-own-${format}`).click();
      const text = readFileSync(await (await download).path(), 'utf8');
      expect(text).toMatch(begins);
      for (const name of ['José Peñalver', 'Ángela Íñiguez', 'Ana Prohibida']) expect(text).toContain(name);
      await desk.does('contact-files').click();
      await desk.does('import-contacts').click();
      await desk.page.locator('[data-field=contact-file]').setInputFiles({
        name: `otra.${format === 'csv' ? 'csv' : 'vcf'}`,
        mimeType: 'text/plain',
        buffer: Buffer.from(text),
      });
      await drawer().locator('[data-preview-counts="5 5 5 0"]').waitFor();
      expect(await desk.does('confirm-import').isDisabled()).toBe(true);
      await desk.does('cancel-import').click();
    }
  });

  test('that somebody else has changed meanwhile are shown as they are now, and one chooses', async () => {
    await finds('penalver', 'José Peñalver');
    await details();
    await desk.does('edit-contact').click();
    const name = desk.page.locator('[data-text=contact-name]');
    await name.fill('José Peñalver Gil');
    const [card] = await book('penalver');
    if (!card) throw new Error('the contact is gone');
    await other.patch(`/contacts/${card.id}`, { version: card.version, organisation: 'Otra empresa' });
    await desk.does('save-contact').click();
    const newer = drawer().locator('[data-meanwhile=changed]');
    await newer.getByText('Otra empresa').waitFor();
    await isSound('contacts-conflict');
    expect(await name.inputValue()).toBe('José Peñalver Gil');
    await desk.does('keep-mine').click();
    await told('done').waitFor();
    expect(await book('penalver')).toMatchObject([{ name: 'José Peñalver Gil', version: card.version + 2 }]);

    await finds('penalver gil', 'José Peñalver Gil');
    await details();
    await desk.does('edit-contact').click();
    await other.raw('DELETE', `/contacts/${card.id}`);
    await name.fill('José Peñalver Ruiz');
    await desk.does('save-contact').click();
    await desk.does('save-as-new').click();
    await told('done').waitFor();
    expect(await book('penalver')).toMatchObject([{ name: 'José Peñalver Ruiz', version: 1 }]);
  });

  test('are deleted after a question', async () => {
    await finds('penalver', 'José Peñalver Ruiz');
    await details();
    await desk.does('remove-contact').click();
    await shots(desk.page, 'contacts-delete');
    await desk.does('confirm-remove-contact').click();
    await told('done').waitFor();
    // What was told before may still stand there.
    await expect.poll(() => book('penalver')).toEqual([]);
  });

  test('say so when the server is away, and lose nothing of what is written', async () => {
    await search().fill('');
    await desk.does('new-contact').click();
    await desk.page.locator('[data-text=contact-name]').fill('Escrito sin servidor');
    await desk.page.locator('[data-text=contact-number]').fill('0414-5550120');
    await readyForShots(desk.page);
    await talking.centre.kill('web');
    await desk.does('save-contact').click();
    await drawer().locator('[data-fault=network]').waitFor();
    await shots(desk.page, 'contacts-away');
    await talking.centre.start('web');
    await desk.page.locator('body[data-link-state=up]').waitFor({ state: 'attached' });
    await desk.does('save-contact').click();
    await told('done').waitFor();
    await finds('escrito', 'Escrito sin servidor');
  });
});
