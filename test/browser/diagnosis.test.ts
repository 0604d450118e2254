import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFolder } from '../../src/launcher/folders.ts';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import type { Diagnosis } from '../../src/tickets/diagnosis.ts';
import { AXE, graveFaults } from '../kit/accessibility.ts';
import { hasChromium } from '../kit/browser.ts';
import { hasCoturn, type RunningCoturn, startCoturn } from '../kit/coturn.ts';
import { EAR } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { answers, endsAndClassifies } from './voices.ts';

/** The check of a workplace before the shift, by a real call to the echo of Asterisk, and what a page keeps of its last hour. */

const CUSTOMER = '04145550101';

let dir: string;
let coturn: RunningCoturn | null = null;
let talking: TalkingCentre;
let desk: DeskPage;
let call: OutgoingCall;

const devices = (what: string) => desk.page.evaluate(`cauceDevices.${what}`);
const check = (name: string, is: string, at = desk) =>
  at.page.locator(`[data-check=${name}][data-is=${is}]`).waitFor();
const fault = (name: string, what: string, at = desk) =>
  at.page.locator(`[data-check=${name}][data-fault=${what}]`).waitFor();
const starts = (at = desk) => at.does('start-check').click();
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

/** By the session of the page, and not from within it: what is refused under load is no complaint of the page. */
async function api<Body>(path: string): Promise<Body> {
  let body: Body | null = null;
  await waitUntil(
    async () => {
      const answer = await desk.page.request.get(`${talking.centre.webUrl}/api/v1${path}`);
      if (answer.status() !== 200) return false;
      body = (await answer.json()) as Body;
      return true;
    },
    { what: `an answer to ${path}`, within: 30_000 },
  );
  if (body === null) throw new Error('no answer');
  return body;
}

beforeAll(async () => {
  if (!hasChromium()) return;
  dir = makeFolder(mkdtempSync(join(tmpdir(), 'cauce-diagnosis-')));
  coturn = hasCoturn() ? await startCoturn(dir) : null;
  talking = await startTalkingCentre(
    coturn ? { CAUCE_TURN: `turn:127.0.0.1:${coturn.port}`, CAUCE_TURN_SECRET: coturn.secret } : {},
  );
  desk = await DeskPage.logIn(talking.browser, talking.centre, 'agente1', {
    scripts: [EAR, AXE, DEVICES],
  });
  await desk.phoneIsRegistered();
}, 120_000);

afterAll(async () => {
  await talking?.stop();
  await coturn?.stop();
  if (dir) rmSync(dir, { recursive: true });
});

describe.skipIf(!hasChromium())('the check of a workplace', () => {
  test('is offered once a day, tries everything, and says that all is ready', async () => {
    const offer = desk.page.locator('[data-action=check][data-checked=false]');
    await offer.waitFor();
    await shots(desk.page, 'check-offered');
    await offer.click();
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

  test.skipIf(!hasCoturn())(
    'by a relay alone, whose faults are named, with the buttons of a headset',
    async () => {
      const scripts = [script('turn.js', TURN), script('crash.js', GOES_UNSEEN), EAR, AXE, DEVICES, HEADSET];
      const other = await DeskPage.logIn(talking.browser, talking.centre, 'agente2', {
        scripts,
        remembers: { 'cauce.relay-only': '1' },
      });
      await other.phoneIsRegistered();
      const { page } = other;
      await page.evaluate(`cauceHeadset.hid.requestDevice({ filters: [{ usagePage: 0x0b }] })
      .then(() => cauceHeadset.hid.plug(cauceHeadset.device))`);
      await other.does('check').click();
      await starts(other);
      await check('buttons', 'asks', other);
      await shots(page, 'check-buttons');
      expect(await graveFaults(page)).toEqual([]);
      await page.evaluate('cauceHeadset.device.reports(8, 1, 0); cauceHeadset.device.reports(8, 0, 0)');
      await check('buttons', 'good', other);
      await other.does('bell-heard').click();
      await page.locator('[data-check=way] .figures', { hasText: 'por el servidor TURN' }).waitFor();
      await page.locator('[data-check-result]').waitFor();
      expect(other.complaints).toEqual([]);

      for (const [config, named] of [
        [{ credential: 'not-the-key' }, 'relay-refused'],
        // RFC 863's port: nobody listens there.
        [{ urls: 'turn:127.0.0.1:9' }, 'relay-away'],
      ] as const) {
        await page.evaluate(`window.cauceTurn = ${JSON.stringify(config)}`);
        await starts(other);
        await check('bell', 'asks', other);
        await other.does('bell-heard').click();
        await other.does('skip-buttons').click();
        await check('way', 'bad', other);
        expect(await page.locator('[data-check=way]').getAttribute('data-fault')).toBe(named);
        await check('buttons', 'untried', other);
        await shots(page, `check-${named}`);
      }

      // A page that crashes writes nothing at its end.
      await waitUntil(
        () => page.evaluate(`Object.values(sessionStorage).some(text => text.includes('relay-away'))`),
        { what: 'it is kept', within: 15_000 },
      );
      await page.reload();
      await other.phoneIsRegistered();
      await page.keyboard.press('Alt+KeyR');
      await page.getByRole('dialog').locator('[data-action=download-diagnosis]').waitFor();
      const { diagnosis } = await downloaded(other);
      expect(diagnosis.entries.some(({ text }) => text.includes('relay-away'))).toBe(true);
      await other.press('Escape');
      await other.does('account').click();
      await other.does('log-out').click();
      await other.does('log-in').waitFor();
      expect(await page.evaluate(`Object.keys(sessionStorage).filter(name => name.includes('box'))`)).toEqual(
        [],
      );
    },
  );

  test('a call that comes goes before: the check is gone, and the call is answered', async () => {
    await desk.ready();
    await desk.does('check').click();
    await starts();
    await check('way', 'runs');
    call = await talking.customerCalls(CUSTOMER);
    await answers(desk, call);
    await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

describe.skipIf(!hasChromium())('the last hour of a page', () => {
  let ticket: string;

  test('is attached to the ticket of the call in one click, and told in its history', async () => {
    await desk.does('attach-diagnosis').click();
    await desk.page.locator('[data-fact=diagnosis-attached]').waitFor();
    ticket = (await desk.page.locator('[data-ticket]').first().getAttribute('data-ticket')) ?? '';
    await desk.does('read-diagnosis').click();
    await desk.page.locator('[data-diagnosis]').waitFor();
    expect(await desk.page.locator('[data-diagnosis]').textContent()).toContain('agente1');
    expect(await graveFaults(desk.page)).toEqual([]);
    await shots(desk.page, 'diagnosis-read');
    await desk.press('Escape');
    await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('goes on over a reload in the call, is downloaded, and has no secret and no number in it', async () => {
    await desk.page.reload();
    await desk.callIs('talking');
    await desk.page.locator('[data-ticket-version]').waitFor();
    await desk.page.keyboard.press('Alt+KeyR');
    await desk.page.getByRole('dialog').locator('[data-action=attach-diagnosis]').waitFor();
    await shots(desk.page, 'registration-diagnosis');
    expect(await graveFaults(desk.page)).toEqual([]);
    // What is kept is there a moment after the page; until then it says so.
    const { text, diagnosis } = await waitUntil(
      async () => {
        const file = await downloaded();
        return file.diagnosis.entries.some(({ kind }) => kind === 'voice') ? file : null;
      },
      { what: 'the voice of the call is kept', within: 20_000, every: 500 },
    );
    expect(diagnosis).toMatchObject({ format: 'cauce-diagnosis-1', user: 'agente1' });
    const of = (kind: string) =>
      diagnosis.entries.filter(entry => entry.kind === kind).map(entry => entry.text);
    // Of the page before the reload and of this one.
    expect(of('state').filter(state => state === 'page opened')).toHaveLength(2);
    expect(of('check').length).toBeGreaterThan(3);
    expect(of('did')).toContain('start-check');
    expect(of('did')).toEqual(expect.arrayContaining(['key answer', 'attach-diagnosis']));
    expect(of('sip-received').some(message => message.startsWith('INVITE '))).toBe(true);
    expect(of('sip-sent').some(message => message.includes('Authorization: …'))).toBe(true);
    expect(of('sip-sent').some(message => message.includes('a=fingerprint:'))).toBe(true);
    expect(of('voice').length).toBeGreaterThan(0);

    const { phone } = await api<{ phone: { password: string } }>('/session');
    const cookies = await desk.page.context().cookies();
    expect(phone.password.length).toBeGreaterThan(10);
    for (const secret of [phone.password, ...cookies.map(cookie => cookie.value)])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/ice-pwd:[^…]|Digest|nonce=|response=|a=crypto:[^…]/);
    expect(text).not.toContain(CUSTOMER);
    expect(text).not.toContain(CUSTOMER.slice(1));
    await desk.press('Escape');
    await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('is read by a supervisor', async () => {
    await endsAndClassifies(desk, call);
    expect(desk.complaints).toEqual([]);
    const supervisor = await DeskPage.logIn(talking.browser, talking.centre, 'supervisor');
    await supervisor.page.goto(`${talking.centre.webUrl}/tickets/${ticket}`);
    await supervisor.does('read-diagnosis').click();
    await supervisor.page.locator('[data-diagnosis]').waitFor();
    expect(supervisor.complaints).toEqual([]);
  });
});

interface Downloaded {
  readonly text: string;
  readonly diagnosis: Diagnosis;
}

const script = (name: string, text: string): string => {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
};
const DEVICES = join(import.meta.dirname, '../kit/page-devices.js');
const HEADSET = join(import.meta.dirname, '../kit/page-headset.js');
/** What a test says of the TURN server from now on. */
const TURN = `
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(config, ...rest) {
      const iceServers = config.iceServers.map(each => ({ ...each, ...window.cauceTurn }));
      super({ ...config, iceServers }, ...rest);
    }
  };
`;
const GOES_UNSEEN = `addEventListener('pagehide', event => event.stopImmediatePropagation(), { capture: true });`;

async function downloaded(at = desk): Promise<Downloaded> {
  let read: Downloaded | null = null;
  await waitUntil(
    async () => {
      const file = at.page.waitForEvent('download', { timeout: 1_000 }).catch(() => null);
      await at.does('download-diagnosis').click();
      const got = await file;
      if (got === null) return false;
      expect(got.suggestedFilename()).toMatch(/^cauce-diagnostico-agente\d-[\d-]+\.json$/);
      const text = readFileSync(await got.path(), 'utf8');
      read = { text, diagnosis: JSON.parse(text) };
      return true;
    },
    { what: 'the diagnosis', within: 15_000 },
  );
  if (read === null) throw new Error('nothing was downloaded');
  return read;
}
