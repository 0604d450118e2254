import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { AXE, graveFaults } from '../kit/accessibility.ts';
import { hasChromium } from '../kit/browser.ts';
import { EAR, loudnessOf, untilAsLoud } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { AGENT_HZ, answers, CUSTOMER_HZ, classifies } from './voices.ts';

/** How loud, by which way out and by which button an agent talks; each takes effect in the talk that goes on. */

const kit = (name: string) => join(import.meta.dirname, '../kit', name);
/** The agent's microphone says its tone at this level, dBFS, and Asterisk leaves it so. */
const AGENT_DBFS = -15;

let talking: TalkingCentre;
let desk: DeskPage;
let call: OutgoingCall;

const devices = <Value>(what: string) => desk.page.evaluate<Value>(`cauceDevices.${what}`);
const headset = <Value>(what: string) => desk.page.evaluate<Value>(`cauceHeadset.${what}`);
const volume = (way: 'ear' | 'microphone') => desk.page.locator(`[data-volume=${way}]`);
const sinkIs = (element: string, device: string) =>
  waitUntil(async () => (await devices<string>(`sinks['${element}']`)) === device, {
    what: `${element} is on ${device}`,
    within: 10_000,
  });
const noticeIs = (key: string) => desk.page.locator(`[data-notice=${key}]`).waitFor();
const choose = async (label: string, option: string) => {
  await desk.page.getByRole('dialog').getByRole('combobox', { name: label }).click();
  await desk.page.getByRole('option', { name: option }).click();
};
/** The customer hears the agent at this level, give or take 2 dB. */
const customerHears = (dbfs: number, what: string) =>
  call.until(
    each => each.hears(AGENT_HZ, { dbfs: dbfs - 2 }) && !each.hears(AGENT_HZ, { dbfs: dbfs + 2 }),
    10_000,
    what,
  );
const headsetShows = (bits: number, what: string) =>
  waitUntil(async () => (await headset<number[]>('device.sent.at(-1)'))?.[1] === bits, {
    what,
    within: 10_000,
  });

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  desk = await DeskPage.logIn(talking.browser, talking.centre, 'agente1', {
    scripts: [EAR, AXE, kit('page-devices.js'), kit('page-headset.js')],
  });
  await desk.ready();
  call = await talking.customerCalls('04145550101');
  await answers(desk, call);
}, 120_000);

afterAll(() => talking?.stop());

describe.skipIf(!hasChromium())('in a talk', () => {
  test('the ear is made louder than the voice comes, quieter, and as it comes again', async () => {
    const asItComes = await loudnessOf(desk.page, CUSTOMER_HZ);
    await desk.does('volume').click();
    await volume('ear').waitFor();
    expect(await desk.page.evaluate('document.activeElement.dataset.volume')).toBe('ear');
    await volume('ear').fill('150');
    await untilAsLoud(desk.page, CUSTOMER_HZ, asItComes + 3.5, 'the customer half as loud again');
    await shots(desk.page, 'volume');
    expect(await graveFaults(desk.page)).toEqual([]);
    await volume('ear').fill('50');
    await untilAsLoud(desk.page, CUSTOMER_HZ, asItComes - 6, 'the customer half as loud');
    await volume('ear').fill('100');
    await untilAsLoud(desk.page, CUSTOMER_HZ, asItComes, 'the customer as they come');
  });

  test('the microphone is made louder and quieter, over a change of devices too, and as they speak again', async () => {
    await customerHears(AGENT_DBFS, 'the agent as they speak');
    await volume('microphone').fill('200');
    await customerHears(AGENT_DBFS + 6, 'the agent twice as loud');
    await volume('microphone').fill('50');
    await customerHears(AGENT_DBFS - 6, 'the agent half as loud');
    // The device is another one under the same volume.
    await devices(`plugMicrophone('table', 'Micrófono de mesa', ${AGENT_HZ})`);
    await devices(`unplugMicrophone('headset')`);
    await customerHears(AGENT_DBFS - 6, 'the other microphone, half as loud');
    await devices(`plugMicrophone('headset', 'Audífonos', ${AGENT_HZ})`);
    await volume('microphone').fill('100');
    await customerHears(AGENT_DBFS, 'the agent as they speak');
    await desk.press('Escape');
    await volume('microphone').waitFor({ state: 'hidden' });
  });

  test('who speaks while they are muted is told, and nothing of it goes out', async () => {
    await desk.press('F6');
    await noticeIs('spoke-muted');
    await shots(desk.page, 'agent-spoke-muted');
    expect(await graveFaults(desk.page)).toEqual([]);
    await call.until(each => !each.hears(AGENT_HZ, { dbfs: -50 }), 10_000, 'the customer hears nothing');
    await desk.press('F6');
    await desk.page.locator('[data-notice=spoke-muted]').waitFor({ state: 'hidden' });
    await customerHears(AGENT_DBFS, 'the agent again');
  });

  test('hands-free asks for a loudspeaker first; then the voice goes there and back by one key', async () => {
    await desk.press('Shift+F11');
    await desk.page.getByText('Elija antes un altavoz').waitFor();
    await desk.does('audio').click();
    await choose('Audífonos (voz)', 'Audífonos');
    await choose('Altavoz (manos libres)', 'Altavoz');
    await sinkIs('remote-audio', 'headset-ear');
    await desk.press('Shift+F11');
    await sinkIs('remote-audio', 'speaker');
    await desk.page.locator('[data-hands-free=true]').waitFor({ state: 'attached' });
    await devices(`unplugHeadset('speaker')`);
    await sinkIs('remote-audio', 'headset-ear');
    await noticeIs('voice-elsewhere');
    await devices(`plugHeadset('speaker', 'Altavoz')`);
    await sinkIs('remote-audio', 'speaker');
    await desk.press('Shift+F11');
    await sinkIs('remote-audio', 'headset-ear');
  });

  test('it rings on two devices when that is wanted', async () => {
    await choose('Timbre también en', 'Altavoz');
    await sinkIs('ring-audio-too', 'speaker');
    await sinkIs('ring-audio', '');
  });

  test('a microphone that is to be left as it is is not asked for noise suppression', async () => {
    const dialog = desk.page.getByRole('dialog');
    const before = await devices<number>('asked.length');
    await desk.does('noise').uncheck();
    await customerHears(AGENT_DBFS, 'the agent');
    await desk.does('noise').check();
    expect(await devices('asked.length')).toBe(before);
    expect(await devices('asked[0].noiseSuppression')).toBe(false);
    await dialog.locator('[data-headset=none]').waitFor();
    await shots(desk.page, 'audio-dialog');
    expect(await graveFaults(desk.page)).toEqual([]);
  });

  test('a headset is connected, shows the call, mutes and hangs up', async () => {
    await desk.does('connect-headset').click();
    await desk.page.locator('[data-headset=ready]').waitFor();
    await headsetShows(0b10001, 'off hook, with its microphone on');
    await desk.press('Escape');
    await headset('device.reports(8, 0b101, 0)');
    await headset('device.reports(8, 0b001, 0)');
    await desk.page.locator('[data-action=mute][data-muted=true]').waitFor();
    await headsetShows(0b00011, 'muted');
    await headset('device.reports(8, 0b101, 0)');
    await desk.page.locator('[data-action=mute][data-muted=false]').waitFor();
    // It is lifted from its base, which it has been told of already.
    await headset('device.reports(8, 0b001, 0)');
    await headset('device.reports(8, 0b000, 0)');
    await call.ended;
    await headsetShows(0, 'dark');
    await classifies(desk);
  });

  test('the next call rings on it and is answered by it, after the page was loaded anew', async () => {
    await desk.page.evaluate(`localStorage.removeItem('cauce.plain-audio')`);
    await desk.page.reload();
    await desk.phoneIsRegistered();
    await headset('hid.given.push(Object.assign(cauceHeadset.device, { from: cauceHeadset.hid }))');
    await headset('hid.plug(cauceHeadset.device)');
    call = await talking.customerCalls('04145550101');
    await desk.callIs('ringing');
    await headsetShows(0b100, 'it rings');
    await headset('device.reports(8, 0b001, 0)');
    await desk.callIs('talking');
    await customerHears(AGENT_DBFS, 'the agent');
    await headset('hid.unplug(cauceHeadset.device)');
    await headset('hid.plug(cauceHeadset.device)');
    await headsetShows(0b10001, 'off hook again');
  });

  test('noise suppression goes off and on in the talk: the microphone is opened so, and the voice goes on', async () => {
    const asked = () => devices('asked.at(-1)');
    const ECHO_AND_LEVEL = { echoCancellation: true, autoGainControl: true };
    await desk.does('audio').click();
    await desk.does('noise').uncheck();
    await waitUntil(async () => (await devices('asked.at(-1).noiseSuppression')) === false, {
      what: 'the microphone is opened without',
      within: 10_000,
    });
    expect(await asked()).toMatchObject(ECHO_AND_LEVEL);
    await customerHears(AGENT_DBFS, 'the agent without noise suppression');
    await desk.does('noise').check();
    await waitUntil(async () => (await devices('asked.at(-1).noiseSuppression')) === true, {
      what: 'the microphone is opened with it',
      within: 10_000,
    });
    expect(await asked()).toMatchObject(ECHO_AND_LEVEL);
    await customerHears(AGENT_DBFS, 'the agent with it');
    await desk.press('Escape');
    await desk.press('F9');
    await call.ended;
    await classifies(desk);
    expect(desk.complaints).toEqual([]);
  });
});
