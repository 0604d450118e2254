import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { postgresCalls } from '../../src/adapters/postgres/calls.ts';
import { openDatabase } from '../../src/adapters/postgres/database.ts';
import type { FiguresShown } from '../../src/http/shapes/figures.ts';
import type { List } from '../../src/http/shapes/list.ts';
import { makeLog } from '../../src/kit/log.ts';
import type { RecordingCard } from '../../src/recordings/events.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { generatedCall } from '../figures/generated-calls.ts';
import { launchBrowser } from '../kit/browser.ts';
import { EAR } from '../kit/listening.ts';
import { randomFrom } from '../kit/random.ts';
import { settled } from '../kit/settled.ts';
import { inEachLanguage } from '../kit/shots.ts';
import { tone } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { DIRECT_NUMBER, directFlows, openDirectNumber } from '../worlds/direct-number.ts';
import { CUSTOMER_HZ } from './voices.ts';

/**
 * Takes the pictures of the manual anew, as `npm run manual:pictures`: each scene on a real centre, in both languages, light and
 * dark. They are committed, so that a build needs no browser. The light ones are JPEG, for PDFs have them too; the dark ones
 * are for browsers alone and WebP, which says the same in half the bytes.
 */

const PICTURES = join(import.meta.dirname, '../../softphone/manual/pictures');
/** The longest file, bytes; a picture is made coarser until it is no longer. */
const BYTES_MAX = 80_000;
const QUALITIES = [80, 70, 60, 50, 40];
/** Of whole pages, which are small in print, and of parts. */
const WHOLE = { width: 1120, height: 620 };
const SIZE = { width: 1366, height: 680 };
/** Of pages that have much beside each other. */
const WIDE = { size: { width: 1366, height: 700 } };

let flowsDir: string;
let centre: CentreWorld;
let browser: Browser;
let phone: SipPhone;
let agent: DeskPage;
/** A page of nobody's, which makes WebP of what was taken. */
let darkroom: Page;

beforeAll(async () => {
  flowsDir = directFlows();
  [centre, browser, phone] = await Promise.all([startCentre({ flowsDir }), launchBrowser(), openPhone()]);
  await openDirectNumber(centre);
  darkroom = await browser.newPage();
  agent = await DeskPage.logIn(browser, centre, 'agente1', { scripts: [EAR], ...SIZE });
}, 120_000);

afterAll(async () => {
  await phone?.close();
  await browser?.close();
  await centre?.stop();
  if (flowsDir) rmSync(flowsDir, { recursive: true });
});

interface Scene {
  /** What of the page it is about; else all of it. */
  readonly part?: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** How the page is made to speak each language. */
  readonly inEach?: typeof inEachLanguage;
}

async function picture(page: Page, name: string, { part, size, inEach = inEachLanguage }: Scene = {}) {
  await page.setViewportSize(size ?? (part === undefined ? WHOLE : SIZE));
  const seen = part === undefined ? page : page.locator(part).first();
  await inEach(page, async language => {
    const folder = join(PICTURES, language);
    mkdirSync(folder, { recursive: true });
    await settled(page);
    const light = (quality: number) => seen.screenshot({ type: 'jpeg', quality });
    writeFileSync(join(folder, `${name}.jpg`), await smallEnough(light));
    await page.emulateMedia({ colorScheme: 'dark' });
    await settled(page);
    const taken = await seen.screenshot({ type: 'png' });
    writeFileSync(join(folder, `${name}-dark.webp`), await smallEnough(quality => inWebp(taken, quality)));
    await page.emulateMedia({ colorScheme: 'light' });
  });
}

async function smallEnough(make: (quality: number) => Promise<Buffer>): Promise<Buffer> {
  for (const quality of QUALITIES) {
    const made = await make(quality);
    if (made.length <= BYTES_MAX) return made;
  }
  throw new Error(`a picture has more than ${BYTES_MAX} bytes however coarse it is`);
}

async function inWebp(png: Buffer, quality: number): Promise<Buffer> {
  const made = await darkroom.evaluate<string>(`(async () => {
    const png = await (await fetch('data:image/png;base64,${png.toString('base64')}')).blob();
    const drawn = await createImageBitmap(png);
    const canvas = new OffscreenCanvas(drawn.width, drawn.height);
    canvas.getContext('2d').drawImage(drawn, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: ${quality / 100} })).arrayBuffer());
    return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
  })()`);
  return Buffer.from(made, 'base64');
}

/** A screen on the wall has its language in the menu in its corner. */
async function inEachOfTheWall(page: Page, does: (language: 'es' | 'en') => Promise<void>): Promise<void> {
  for (const language of ['es', 'en'] as const) {
    if ((await page.locator('html').getAttribute('lang')) !== language) {
      await page.locator('[data-action=wall-menu]').click();
      await page.locator('[data-action=wall-language]').click();
      await page.locator(`html[lang=${language}]`).waitFor();
      await page.getByRole('menu').waitFor({ state: 'hidden' });
      await page.mouse.move(0, 0);
      await page.evaluate('document.activeElement.blur()');
    }
    await does(language);
  }
}

const CALLS = 240;

/** The calls of a day, by the store that `calls` writes to. */
async function writeDown(day: string): Promise<void> {
  const db = openDatabase(centre.postgres.url, makeLog('web', 'silent'));
  const random = randomFrom(21);
  const from = Date.parse(`${day}T12:00:00Z`);
  for (let each = 0; each < CALLS; each++) {
    const call = `before-${each}`;
    const facts = generatedCall(random, from + Math.floor(random() * 10 * 3_600_000));
    await postgresCalls(db).save(
      facts.map((fact, seq) => ({ node: call, seq: seq + 1, at: fact.at, call, fact })),
    );
  }
  await db.close();
}

describe('the pictures of the manual', () => {
  test('show an agent through a call, and the floor meanwhile', async () => {
    const { page } = agent;
    await agent.ready();
    await picture(page, 'agent-idle', WIDE);
    const call = phone.call(`sip:${DIRECT_NUMBER}@127.0.0.1:${centre.sipPort}`, { from: '04145550101' });
    // What is recorded without any sound is not kept.
    void call.answered.then(() => call.play(tone(CUSTOMER_HZ)));
    await agent.callIs('ringing');
    const ticket = await page.locator('article[data-ticket]').getAttribute('data-ticket');
    await picture(page, 'agent-ringing', { part: '[data-call]' });
    await agent.press('F2');
    await agent.callIs('talking');
    await page.locator('[data-recording-light=true]').waitFor();
    await picture(page, 'agent-talking', { part: '[data-call]' });
    await agent.press('F7');
    await page.locator('[data-text=transfer-search]').waitFor();
    await picture(page, 'agent-transfer', { part: '[role=dialog]' });

    const floor = await DeskPage.logIn(browser, centre, 'supervisor', SIZE);
    const queue = floor.page.locator('[data-queue=averias]');
    await queue.locator('[data-action=thresholds]').click();
    await floor.page.locator('[data-threshold=waitingWarning]').fill('1');
    await floor.does('save-thresholds').click();
    await floor.page.locator('[data-dialog=thresholds]').waitFor({ state: 'detached' });
    const waits = phone.call(`sip:${DIRECT_NUMBER}@127.0.0.1:${centre.sipPort}`, { from: '04145550102' });
    await queue.locator('[data-grade=warning]').waitFor();
    await floor.page.locator('[data-live-call][data-phase=waiting]').waitFor();
    await floor.page.locator('.mantine-Notification-root').waitFor({ state: 'detached' });
    await picture(floor.page, 'floor', WIDE);
    const wall = await floor.page.context().newPage();
    await wall.goto(`${centre.webUrl}/wallboard`);
    await wall.locator('[data-queue=averias][data-grade=warning]').waitFor();
    await picture(wall, 'wallboard', { inEach: inEachOfTheWall });
    await wall.close();
    await waits.hangUp();

    await agent.press('Escape');
    await page.locator('[data-text=transfer-search]').waitFor({ state: 'detached' });
    await call.hangUp();
    await agent.callIs('wrap-up');
    await picture(page, 'agent-wrap-up');
    await agent.press('F8', '2', 'Enter');
    await page.keyboard.type('Sin tono desde ayer; necesita revisión de la central.');
    await agent.press('Enter');
    await agent.callIs('idle');
    await page.goto(`${centre.webUrl}/tickets`);
    await page.locator(`[data-ticket-row="${ticket}"]`).click();
    await page.locator('article[data-ticket]').waitFor();
    await picture(page, 'ticket', { part: 'article[data-ticket]' });

    const office = await centre.logIn('supervisor');
    await waitUntil(
      async () => {
        const { items } = await office.get<List<RecordingCard>>(`/recordings?ticket=${ticket}`);
        return items.some(({ state }) => state === 'kept');
      },
      { what: 'the recording is kept', within: 30_000, every: 200 },
    );
    await floor.page.goto(`${centre.webUrl}/supervisor/recordings`);
    await floor.page.locator('[data-action=take-recording]').first().waitFor();
    await picture(floor.page, 'recordings', { size: { width: 1120, height: 420 } });
    await floor.close();
  }, 180_000);

  test('show an analyst and an administrator', async () => {
    const analyst = await DeskPage.logIn(browser, centre, 'nivel2', SIZE);
    await analyst.page.goto(`${centre.webUrl}/tickets`);
    await analyst.page.locator('[data-loading=false]').first().waitFor();
    await picture(analyst.page, 'tickets');
    await analyst.close();
    const admin = await DeskPage.logIn(browser, centre, 'admin', SIZE);
    await admin.page.goto(`${centre.webUrl}/admin`);
    await admin.page.locator('[data-person]').first().waitFor();
    await picture(admin.page, 'admin');
    await admin.does('add-person').click();
    await admin.page.locator('[data-field=telephone]').waitFor();
    await picture(admin.page, 'admin-person', { part: '[role=dialog]', size: { width: 1366, height: 814 } });
    await admin.close();
  });

  test('show the figures of a day', async () => {
    const day = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
    await writeDown(day);
    const office = await centre.logIn('supervisor');
    await waitUntil(
      async () => {
        const { total } = await office.get<FiguresShown>(`/figures?from=${day}&to=${day}&by=hour`);
        return (total.callsIn ?? 0) + (total.callsOut ?? 0) === CALLS;
      },
      { what: 'the calls are counted', within: 60_000, every: 200 },
    );
    const floor = await DeskPage.logIn(browser, centre, 'supervisor', SIZE);
    await floor.page.goto(`${centre.webUrl}/supervisor/figures?from=${day}&to=${day}&by=queue`);
    await floor.page.locator('[data-value=answered]').first().waitFor();
    await picture(floor.page, 'figures', { size: { width: 1366, height: 620 } });
    await floor.close();
  }, 120_000);
});
