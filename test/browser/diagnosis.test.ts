import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AXE, graveFaults } from '../kit/accessibility.ts';
import { hasChromium } from '../kit/browser.ts';
import { EAR } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { answers, endsAndClassifies } from './voices.ts';

/** The check of a workplace before the shift, by a real call to the echo of Asterisk. */

let talking: TalkingCentre;
let desk: DeskPage;

const devices = (what: string) => desk.page.evaluate(`cauceDevices.${what}`);
const check = (name: string, is: string) =>
  desk.page.locator(`[data-check=${name}][data-is=${is}]`).waitFor();
const fault = (name: string, what: string) =>
  desk.page.locator(`[data-check=${name}][data-fault=${what}]`).waitFor();
const starts = () => desk.does('start-check').click();
/** The voice went there and came back; how well it did so under the load of these tests is the machine's doing. */
const wayIsThere = () => desk.page.locator('[data-check=way] .figures').waitFor();
/** The end says how many of the lines above it are to be mended. */
async function says(faults: readonly string[]): Promise<void> {
  await desk.page.locator('[data-check-result]').waitFor();
  const bad = await desk.page
    .locator('[data-check][data-is=bad]')
    .evaluateAll(lines => lines.map(line => line.getAttribute('data-check') ?? ''));
  expect(bad.filter(name => name !== 'way')).toEqual(faults);
  const said = await desk.page.locator('[data-check-result]').getAttribute('data-check-result');
  expect(said).toBe(String(bad.length));
}

async function api<Body>(path: string): Promise<Body> {
  return (await desk.page.evaluate(async where => (await fetch(where)).json(), `/api/v1${path}`)) as Body;
}

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  desk = await DeskPage.logIn(talking.browser, talking.centre, 'agente1', {
    scripts: [EAR, AXE, join(import.meta.dirname, '../kit/page-devices.js')],
  });
  await desk.phoneIsRegistered();
}, 120_000);

afterAll(() => talking?.stop());

describe.skipIf(!hasChromium())('the check of a workplace', () => {
  test('is offered once a day, tries everything, and says that all is ready', async () => {
    await desk.page.locator('[data-action=check][data-checked=false]').click();
    await starts();
    await check('hears', 'good');
    await check('bell', 'asks');
    await desk.does('bell-heard').click();
    await wayIsThere();
    await says([]);
    const way = (await desk.page.locator('[data-check=way]').textContent()) ?? '';
    expect(way).toContain('directo');
    expect(way).toMatch(/ida y vuelta \d+ ms/);
    expect(way).toMatch(/pérdida \d+\s?% de ida, \d+\s?% de vuelta/);
    expect(await graveFaults(desk.page)).toEqual([]);
    await shots(desk.page, 'check-ready');
    await desk.press('Escape');
    await desk.page.locator('[data-action=check][data-checked=true]').waitFor();
  });

  test('was no call of the centre', async () => {
    expect(await api<{ total: number }>('/calls')).toMatchObject({ total: 0 });
    expect(await desk.page.locator('body').getAttribute('data-sip-call')).toBe('none');
    await desk.callIs('idle');
  });

  test('names what is wrong: a muted microphone, an echo, a bell that nobody hears', async () => {
    await devices(`muteMicrophone('headset', true)`);
    await desk.does('check').click();
    await desk.page.locator('[data-last-check]').waitFor();
    await starts();
    await fault('hears', 'dead');
    await check('echo', 'untried');
    await desk.does('bell-unheard').click();
    await says(['hears', 'bell']);
    expect(await graveFaults(desk.page)).toEqual([]);
    await shots(desk.page, 'check-faults');
    await devices(`muteMicrophone('headset', false)`);
    await devices('leak(0.5)');
    await starts();
    await desk.does('bell-heard').click();
    await fault('echo', 'heard');
    await says(['echo']);
    await devices('leak(0)');
  });

  test('without a microphone, the way is tried all the same', async () => {
    await devices(`refuse('NotAllowedError')`);
    await starts();
    await fault('microphone', 'denied');
    await desk.does('bell-heard').click();
    await wayIsThere();
    await says(['microphone']);
    await devices('refuse(null)');
    await starts();
    await desk.does('bell-heard').click();
    await says([]);
    await desk.press('Escape');
  });

  test('a call that comes goes before: the check is gone, and the call is answered', async () => {
    await desk.ready();
    await desk.does('check').click();
    await starts();
    await check('way', 'runs');
    const call = await talking.customerCalls('04145550101');
    await answers(desk, call);
    await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
    await endsAndClassifies(desk, call);
    expect(desk.complaints).toEqual([]);
  });
});
