import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { AXE, graveFaults } from '../kit/accessibility.ts';
import { hasChromium } from '../kit/browser.ts';
import { EAR } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { answers, endsAndClassifies } from './voices.ts';

/** Headsets and microphones that come and go while an agent talks: the voice goes on, and the page says what happens. */

const DEVICES = join(import.meta.dirname, '../kit/page-devices.js');
/** The microphone of the headset, and one that is plugged in later. */
const HEADSET_HZ = 700;
const SECOND_HZ = 900;

let talking: TalkingCentre;
let desk: DeskPage;
let call: OutgoingCall;

const does = (what: string) => desk.page.evaluate(`cauceDevices.${what}`);
const noticeIs = (key: string) => desk.page.locator(`[data-notice=${key}]`).waitFor();
const isSaid = (words: string) =>
  desk.page.locator('[data-said]', { hasText: words }).waitFor({ state: 'attached' });
const hears = (hz: number, what: string) => call.until(each => each.hears(hz), 10_000, what);

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  desk = await DeskPage.logIn(talking.browser, talking.centre, 'agente1', { scripts: [EAR, AXE, DEVICES] });
  await desk.ready();
  call = await talking.customerCalls('04145550101');
  await answers(desk, call);
}, 120_000);

afterAll(() => talking?.stop());

describe.skipIf(!hasChromium())('in a talk', () => {
  test('the only microphone is pulled out: the page says so, and takes it again when it is back', async () => {
    await does(`unplugMicrophone('headset')`);
    await noticeIs('speech-gone');
    await desk.page.locator('[data-speech=gone]').waitFor();
    await shots(desk.page, 'agent-no-microphone');
    expect(await graveFaults(desk.page)).toEqual([]);
    await call.until(each => !each.hears(HEADSET_HZ), 10_000, 'nothing is heard');
    await does(`plugMicrophone('headset', 'Audífonos', ${HEADSET_HZ})`);
    await hears(HEADSET_HZ, 'the headset again');
    await isSaid('Ahora habla por Audífonos.');
    await desk.page.locator('[data-notice]').waitFor({ state: 'hidden' });
  });

  test('with a second one plugged in, the talk goes on by it, and by the first when that returns', async () => {
    await does(`plugMicrophone('table', 'Micrófono de mesa', ${SECOND_HZ})`);
    await does(`unplugMicrophone('headset')`);
    await hears(SECOND_HZ, 'the second microphone');
    await isSaid('Ahora habla por Micrófono de mesa.');
    await does(`plugMicrophone('headset', 'Audífonos', ${HEADSET_HZ})`);
    await hears(HEADSET_HZ, 'the first microphone');
  });

  test('who is muted stays muted over a change of microphones', async () => {
    await desk.press('F6');
    await isSaid('Micrófono en silencio.');
    await call.until(each => !each.hears(HEADSET_HZ), 10_000, 'the microphone is off');
    await does(`unplugMicrophone('headset')`);
    await isSaid('Ahora habla por Micrófono de mesa.');
    expect(call.hears(SECOND_HZ)).toBe(false);
    await desk.press('F6');
    await hears(SECOND_HZ, 'the second microphone');
    await does(`plugMicrophone('headset', 'Audífonos', ${HEADSET_HZ})`);
    await hears(HEADSET_HZ, 'the first microphone');
  });

  test('another one chosen in the dialog is heard at once', async () => {
    await desk.does('audio').click();
    const dialog = desk.page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Micrófono' }).click();
    await desk.page.getByRole('option', { name: 'Micrófono de mesa' }).click();
    await hears(SECOND_HZ, 'the chosen microphone');
    await dialog.getByRole('combobox', { name: 'Audífonos (voz)' }).click();
    await desk.page.getByRole('option', { name: 'Audífonos' }).click();
    await shots(desk.page, 'audio-dialog');
    await desk.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await does('sinks["remote-audio"]')).toBe('headset-ear');
  });

  test('the headset is pulled out: the voice is heard elsewhere and the page says where, until it is back', async () => {
    await does(`unplugHeadset('headset-ear')`);
    await noticeIs('voice-elsewhere');
    expect(await does('sinks["remote-audio"]')).toBe('');
    await does(`plugHeadset('headset-ear', 'Audífonos')`);
    await desk.page.locator('[data-notice]').waitFor({ state: 'hidden' });
    expect(await does('sinks["remote-audio"]')).toBe('headset-ear');
  });

  test('the permission is taken: the page says what to do, and the talk has its voice again with it', async () => {
    await does(`refuse('NotAllowedError')`);
    await does(`unplugMicrophone('table')`);
    await noticeIs('speech-denied');
    await does('refuse(null)');
    await hears(HEADSET_HZ, 'the voice');
    await endsAndClassifies(desk, call);
    expect(desk.complaints).toEqual([]);
  });
});

describe.skipIf(!hasChromium())('a call that is answered without a microphone', () => {
  test.each([
    ['NotAllowedError', 'El navegador no dio el micrófono'],
    ['NotFoundError', 'No hay micrófono'],
    ['NotReadableError', 'El micrófono no se abre'],
  ])(
    '%s: the desk says why, the customer waits on, and is answered when there is one',
    async (fault, why) => {
      await desk.ready();
      await does(`refuse('${fault}')`);
      const next = await talking.customerCalls('04145550102');
      await desk.does('answer').waitFor();
      await desk.press('F2');
      await desk.page.getByText(why).waitFor();
      await shots(desk.page, `answered-${fault}`);
      await does('refuse(null)');
      // The customer, who is first in the queue, is offered again as soon as the telephone has rested.
      await answers(desk, next);
      await endsAndClassifies(desk, next);
    },
  );
});
