import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { RecordingCard } from '../../src/recordings/events.ts';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { hasChromium } from '../kit/browser.ts';
import { untilHears } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { tone, toneMs } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { CUSTOMER_HZ, classifies, endsAndClassifies, voicesBothWays } from './voices.ts';

/** Who dials an agent's own number hears the notice before anything of the call is recorded, and once. */

/** What the customer says before they know of it. */
const UNTOLD_HZ = 1_200;
/** A tone that is not there at all still counts for a moment where another one begins or ends, ms. */
const CLICK_MS = 100;

let talking: TalkingCentre;
let centre: CentreWorld;
let desk: DeskPage;
let office: Desk;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  centre = talking.centre;
  office = await centre.logIn('supervisor');
  desk = await DeskPage.logIn(talking.browser, centre, 'agente1', { width: 1366, height: 633 });
  await desk.ready();
}, 120_000);

afterAll(() => talking?.stop());

const recorderIs = (state: string) => desk.page.locator(`[data-recorder=${state}]`).waitFor();

/** The agent answers who dialled their number, and hears what they say. */
async function talks(caller: string): Promise<OutgoingCall> {
  const call = talking.calls('101', caller);
  await desk.does('answer').waitFor();
  await desk.press('F2');
  await call.answered;
  await desk.callIs('talking');
  void call.play(tone(UNTOLD_HZ));
  await untilHears(desk.page, UNTOLD_HZ, 'the agent hears the customer');
  return call;
}

/** The customer hears something, and not the agent. */
const hearsNotice = (call: OutgoingCall) =>
  call.until(it => !it.hears(700) && !it.earpiece.isQuiet(300), 15_000, 'the customer hears the notice');

/** Told, they say something else; the recording has begun by then. */
async function told(call: OutgoingCall): Promise<void> {
  await recorderIs('on');
  void call.play(tone(CUSTOMER_HZ));
  await voicesBothWays(desk, call);
}

async function kept(ticket: string, count: number): Promise<Buffer[]> {
  const cards = await waitUntil(
    async () => {
      const { items } = await office.get<List<RecordingCard>>(`/recordings?ticket=${ticket}`);
      return items.length === count && items.every(({ state }) => state === 'kept') ? items : null;
    },
    { what: `${count} recordings are kept`, within: 20_000, every: 200 },
  );
  return Promise.all(
    cards.map(async ({ id }) =>
      Buffer.from(await (await office.raw('GET', `/recordings/${id}/audio`)).arrayBuffer()),
    ),
  );
}

/** What was said after the notice is in the files. */
async function isKept(ticket: string, count = 1): Promise<void> {
  for (const file of await kept(ticket, count)) {
    expect(toneMs(file, CUSTOMER_HZ)).toBeGreaterThan(0);
  }
}

describe.skipIf(!hasChromium())('the recording of a call to an agent’s own number', () => {
  test('begins at their wish, by key, when both have heard the notice; it stands on the ticket', async () => {
    const call = await talks('04145550101');
    const ticket = await office.newestTicket();
    await recorderIs('off');
    await shots(desk.page, 'direct-recording-off');
    await desk.press('Shift+F3');
    await recorderIs('notice');
    void call.play(tone(CUSTOMER_HZ));
    await hearsNotice(call);
    await told(call);
    await shots(desk.page, 'direct-recording-on');
    // Who has heard it hears it no more.
    await desk.does('recording-stop').click();
    await recorderIs('off');
    await desk.does('recording-start').click();
    await recorderIs('on');
    await voicesBothWays(desk, call);
    await endsAndClassifies(desk, call);
    const files = await kept(ticket, 2);
    for (const file of files) expect(toneMs(file, UNTOLD_HZ)).toBeLessThanOrEqual(CLICK_MS);
    const reader = await DeskPage.logIn(talking.browser, centre, 'supervisor', { width: 1366, height: 768 });
    await reader.page.goto(`${centre.webUrl}/tickets/${ticket}`);
    await reader.page.getByText('Agente Uno pidió grabar la llamada').first().waitFor();
    await reader.does('ticket-recordings').click();
    await expect.poll(() => reader.page.locator('[data-recording]').count()).toBe(2);
    await shots(reader.page, 'direct-recording-ticket');
    await reader.close();
  });

  test('by mouse: taken back in the middle of the notice nothing is recorded, after a hold it is said again', async () => {
    const call = await talks('04145550102');
    const ticket = await office.newestTicket();
    await desk.does('recording-start').click();
    await recorderIs('notice');
    await desk.does('recording-stop').click();
    await recorderIs('off');
    void call.play(tone(CUSTOMER_HZ));
    await voicesBothWays(desk, call);
    await desk.does('recording-start').click();
    await recorderIs('notice');
    await desk.does('hold').click();
    await recorderIs('waits');
    await desk.page.locator('[data-action=resume]:enabled').click();
    await told(call);
    await endsAndClassifies(desk, call);
    await isKept(ticket);
  });

  test('is said again when calls is killed or the page loaded anew in the middle of it, and not after its end', async () => {
    const call = await talks('04145550103');
    const ticket = await office.newestTicket();
    await desk.press('Shift+F3');
    await recorderIs('notice');
    await centre.kill('calls');
    await centre.start('calls');
    await hearsNotice(call);
    await told(call);
    await desk.page.reload();
    await desk.callIs('talking');
    await recorderIs('on');
    await voicesBothWays(desk, call);
    await endsAndClassifies(desk, call);
    await isKept(ticket, 2);

    const other = await talks('04145550104');
    await desk.press('Shift+F3');
    await recorderIs('notice');
    await desk.page.reload();
    await desk.callIs('talking');
    await told(other);
    await endsAndClassifies(desk, other);
  });

  test('ends with who hangs up in the middle of the notice: nothing of it is kept', async () => {
    const call = await talks('04145550105');
    const ticket = await office.newestTicket();
    await desk.press('Shift+F3');
    await recorderIs('notice');
    await call.hangUp();
    await classifies(desk);
    await office.ticketUntil(ticket, 'has its end', it =>
      it.timeline.some(({ fact }) => fact.kind === 'call-ended'),
    );
    expect((await office.get<List<RecordingCard>>(`/recordings?ticket=${ticket}`)).items).toEqual([]);
  });

  test('is always made where the admin says so: they hear the notice before it rings', async () => {
    const admin = await DeskPage.logIn(talking.browser, centre, 'admin', { width: 1366, height: 768 });
    await admin.page.goto(`${centre.webUrl}/admin`);
    await admin.does('policies').click();
    const policy = admin.page.locator('[data-field=directRecording]');
    await policy.waitFor();
    await shots(admin.page, 'direct-recording-policy');
    await policy.click();
    await admin.page.getByRole('option', { name: 'Siempre' }).click();
    await admin.does('save-policies').click();
    await policy.waitFor({ state: 'hidden' });
    await admin.close();
    const call = talking.calls('101', '04145550106');
    await call.answered;
    await hearsNotice(call);
    await desk.does('answer').waitFor();
    await desk.does('answer').click();
    await desk.callIs('talking');
    await recorderIs('on');
    void call.play(tone(CUSTOMER_HZ));
    await voicesBothWays(desk, call);
    const ticket = await office.newestTicket();
    await endsAndClassifies(desk, call);
    await isKept(ticket);
    const complaints = desk.complaints.filter(each => !/409|calls-away|50[0-9]/.test(each));
    expect(complaints).toEqual([]);
  });
});
