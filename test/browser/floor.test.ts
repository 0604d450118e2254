import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { RecordingCard } from '../../src/recordings/events.ts';
import { AXE, graveFaults } from '../kit/accessibility.ts';
import { hasChromium, openPage } from '../kit/browser.ts';
import { EAR } from '../kit/listening.ts';
import { misfits } from '../kit/misfits.ts';
import { shots } from '../kit/shots.ts';
import { wavMs } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { answers, endsAndClassifies } from './voices.ts';

/** The supervisor's floor beside the calls of now: what was recorded, who heard it, and the wallboard. */

let talking: TalkingCentre;
let office: Desk;
let agent: DeskPage;
let reader: DeskPage;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  const { browser, centre } = talking;
  office = await centre.logIn('supervisor');
  agent = await DeskPage.logIn(browser, centre, 'agente1', { width: 1366, height: 633 });
  await agent.ready();
  reader = await DeskPage.logIn(browser, centre, 'supervisor', {
    width: 1366,
    height: 768,
    scripts: [EAR, AXE],
  });
}, 120_000);

afterAll(() => talking?.stop());

/** A call of this customer that is over, with its recording kept. */
async function recordedCall(from: string, paused = false): Promise<RecordingCard> {
  const call = await talking.customerCalls(from);
  await answers(agent, call);
  const ticket = await office.newestTicket();
  if (paused) {
    await agent.press('F3');
    await agent.page.locator('[data-recorder=paused]').waitFor();
    await agent.press('F3');
    await agent.page.locator('[data-recorder=on]').waitFor();
  }
  await endsAndClassifies(agent, call);
  return waitUntil(
    async () => {
      const { items } = await office.get<List<RecordingCard>>(`/recordings?ticket=${ticket}`);
      return items.length === 1 && items[0]?.state === 'kept' ? items[0] : null;
    },
    { what: 'the recording is kept', within: 20_000, every: 200 },
  );
}

const rows = () => reader.page.locator('[data-recording]');
const found = (count: number) => reader.page.locator(`[data-found="${count}"]`).waitFor();

describe.skipIf(!hasChromium())('recordings', () => {
  test('are found, listened to and taken along for a reason, and who did it is read there', async () => {
    const first = await recordedCall('04145550101');
    const second = await recordedCall('04145550102', true);
    const { page } = reader;
    await page.locator('a[href="/supervisor/recordings"]').click();
    await found(2);
    const ids = [0, 1].map(place => rows().nth(place).getAttribute('data-recording'));
    expect(await Promise.all(ids)).toEqual([second.id, first.id]);
    await shots(page, 'recordings');
    expect(await misfits(page, 'recordings')).toEqual([]);
    expect(await graveFaults(page)).toEqual([]);

    // By what was said of it, and by what is typed; an address of it is kept and gone back from.
    await page.locator('[data-filter=paused]').check();
    await found(1);
    expect(page.url()).toContain('paused=1');
    await page.goBack();
    await found(2);
    await page.locator('[data-filter=text]').fill(first.ticket);
    await found(1);
    expect(page.url()).not.toContain(first.ticket);
    expect(await rows().first().getAttribute('data-recording')).toBe(first.id);

    await page.locator('[data-action=play-recording]').click();
    await page.locator('[data-action=play-recording][data-playing=true]').waitFor();
    await page.locator('[data-action=play-recording][data-playing=false]').waitFor({ timeout: 30_000 });

    await page.locator('[data-action=take-recording]').click();
    const take = page.locator('[data-action=take-recording-now]');
    await expect.poll(() => take.isDisabled()).toBe(true);
    await page.locator('[data-text=take-reason]').fill('Lo pide la operadora');
    await shots(page, 'recording-taken');
    const [download] = await Promise.all([page.waitForEvent('download'), take.click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^${first.ticket}-\\d{8}-\\d{6}\\.wav$`));
    expect(wavMs(readFileSync(await download.path()))).toBe(first.durationMs);

    await page.locator('[data-action=who-listened]').click();
    await page.locator('[data-listen=downloaded]').waitFor();
    const lines = await page.locator('[data-listen]').allInnerTexts();
    expect(lines.length).toBe(2);
    expect(lines[0]).toContain('Lo pide la operadora');
    expect(lines[1]).toMatch(/hasta 0:\d\d de 0:\d\d/);
    await shots(page, 'listens');
    expect(await misfits(page, 'listens')).toEqual([]);
    expect(await graveFaults(page)).toEqual([]);
    await page.goBack();
    await rows().first().waitFor();
    expect(reader.complaints).toEqual([]);
  });
});

describe.skipIf(!hasChromium())('the wallboard', () => {
  test('of a screen with little rights shows the queues alone, and says by colour, word and sound what is past a threshold', async () => {
    const { browser, centre } = talking;
    // A supervisor says from when on it is an alarm.
    await reader.page.goto(`${centre.webUrl}/supervisor`);
    await reader.page.locator('[data-queue=averias] [data-action=thresholds]').click();
    await reader.page.locator('[data-dialog=thresholds]').waitFor();
    expect(await misfits(reader.page, 'thresholds')).toEqual([]);
    await reader.page.locator('[data-threshold=waitingAlarm]').fill('x');
    await expect.poll(() => reader.does('save-thresholds').isDisabled()).toBe(true);
    await reader.page.locator('[data-threshold=waitingAlarm]').fill('1');
    await shots(reader.page, 'thresholds');
    await reader.does('save-thresholds').click();
    await reader.page.locator('[data-dialog=thresholds]').waitFor({ state: 'detached' });

    const admin = await centre.logIn('admin');
    await admin.post('/people', {
      ...{ username: 'pantalla', displayName: 'Pantalla', role: 'wallboard', password: SCREEN_PASSWORD },
      ...{ language: 'es', queues: [] },
    });
    const { page, problems } = await openPage(browser, `${centre.webUrl}/`, {
      width: 1920,
      height: 1080,
      scripts: [AXE],
    });
    await page.locator('input[name=username]').fill('pantalla');
    await page.locator('input[name=password]').fill(SCREEN_PASSWORD);
    await page.locator('[data-action=log-in]').click();
    await page.getByRole('checkbox').check();
    await page.locator('[data-action=accept-agreement]').click();
    const tile = page.locator('[data-queue=averias]');
    await tile.and(page.locator('[data-grade=calm]')).waitFor();
    await page.locator('[data-action=wall-menu]').click();
    await page.locator('[data-action=wall-sound]').click();

    const call = await talking.customerCalls('04145550101');
    await tile.and(page.locator('[data-grade=alarm]')).waitFor();
    expect(await tile.textContent()).toContain('Alarma');
    expect(await tile.locator('[data-figure=waiting]').getAttribute('data-grade')).toBe('alarm');
    await page.locator('body[data-chimes="1"]').waitFor({ state: 'attached' });
    await wallShots(page);
    for (const [width, height] of [
      [1920, 1080],
      [3840, 2160],
    ] as const) {
      await page.setViewportSize({ width, height });
      expect(await page.evaluate<boolean>(`document.scrollingElement.scrollHeight <= innerHeight`)).toBe(
        true,
      );
    }
    await page.setViewportSize({ width: 1920, height: 1080 });
    expect(await graveFaults(page)).toEqual([]);
    await answers(agent, call);
    await tile.and(page.locator('[data-grade=calm]')).waitFor();
    expect(await page.locator('main').textContent()).not.toMatch(/5550101|Agente/);

    // It says that it is old while the centre is away, and goes on by itself.
    expect(problems).toEqual([]);
    await centre.kill('web');
    await page.locator('[data-stale=link]').waitFor();
    await page.locator('[data-stale-since]').waitFor();
    await wallShots(page, 'stale');
    await centre.start('web');
    await page.locator('[data-stale=false]').waitFor({ timeout: 30_000 });
    await endsAndClassifies(agent, call);
    await page.context().close();
  });
});

/** As the centre asks for passwords; a screen's is typed twice a year. */
const SCREEN_PASSWORD = 'una-pantalla-en-la-pared';

async function wallShots(page: Page, name = 'wallboard'): Promise<void> {
  const folder = process.env.CAUCE_SHOTS;
  if (!folder) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
