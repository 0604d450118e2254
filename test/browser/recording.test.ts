import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { RecordingCard } from '../../src/recordings/events.ts';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import type { QueuePicture } from '../../src/supervision/events.ts';
import type { TicketPage } from '../../src/tickets/events.ts';
import { hasChromium } from '../kit/browser.ts';
import { untilHears } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { tone, toneMs, wavMs } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import type { LiveView } from '../worlds/live-view.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { answers, CUSTOMER_HZ, classifies, endsAndClassifies } from './voices.ts';

/** The customer dictates their card in a pause: the agent hears it, and no file has it. */

/** What is said in the pause. */
const CARD_HZ = 1_200;
/** A tone that is not there at all still counts for a moment where another one begins or ends, ms. */
const CLICK_MS = 100;

let talking: TalkingCentre;
let centre: CentreWorld;
let desk: DeskPage;
let office: Desk;
let admin: Desk;
let view: LiveView;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  centre = talking.centre;
  office = await centre.logIn('supervisor');
  view = office.watch();
  admin = await centre.logIn('admin');
  desk = await DeskPage.logIn(talking.browser, centre, 'agente1', { width: 1366, height: 633 });
  await desk.ready();
}, 120_000);

afterAll(() => {
  view?.close();
  return talking?.stop();
});

/** From the next call on: the call process has heard of it. */
async function rules(change: Partial<Pick<QueuePicture, 'recording' | 'recordingPauseMs'>>): Promise<void> {
  await admin.patch('/queues/averias', change);
  const isSo = (queue: QueuePicture | undefined) =>
    Object.entries(change).every(([name, value]) => queue?.[name as keyof typeof change] === value);
  await view.until('the queue has its new rules', ({ queues }) => isSo(queues.get('averias')));
}

const recorderIs = (state: string) => desk.page.locator(`[data-recorder=${state}]`).waitFor();

async function says(call: OutgoingCall, hz: number): Promise<void> {
  void call.play(tone(hz));
  await untilHears(desk.page, hz, `the agent hears ${hz} Hz`);
}

/** The agent pauses by key, and the customer dictates. */
async function dictates(call: OutgoingCall): Promise<void> {
  await desk.press('F3');
  await recorderIs('paused');
  await says(call, CARD_HZ);
}

interface Kept {
  readonly card: RecordingCard;
  readonly file: Buffer;
}

/** The files of a ticket's recordings, in the order in which they were begun. */
async function kept(ticket: string, count: number): Promise<Kept[]> {
  const cards = await waitUntil(
    async () => {
      const { items } = await office.get<List<RecordingCard>>(`/recordings?ticket=${ticket}`);
      return items.length === count && items.every(({ state }) => state === 'kept') ? items : null;
    },
    { what: `${count} recordings are kept`, within: 20_000, every: 200 },
  );
  const inOrder = [...cards].sort((one, other) => one.startedAt - other.startedAt);
  return Promise.all(
    inOrder.map(async card => {
      const sound = await office.raw('GET', `/recordings/${card.id}/audio`);
      return { card, file: Buffer.from(await sound.arrayBuffer()) };
    }),
  );
}

/** The customer's usual tone is heard from the first moment to the last, but where it begins and ends; theirs of the card never. */
function lacksCard({ file }: Kept): void {
  expect(toneMs(file, CARD_HZ)).toBeLessThanOrEqual(CLICK_MS);
  expect(toneMs(file, CUSTOMER_HZ)).toBeGreaterThan(wavMs(file) - 500);
}

const sentences = (page: TicketPage) =>
  page.timeline.flatMap(({ fact }) =>
    fact.kind === 'recording-ordered' ? [fact.order] : fact.kind === 'recording-pause-over' ? ['over'] : [],
  );

describe.skipIf(!hasChromium())('the recording of a talk', () => {
  test('is paused by key: the file has nothing of it and no silence in its place; stopping is refused', async () => {
    const call = await talking.customerCalls('04145550101');
    await answers(desk, call);
    const ticket = await office.newestTicket();
    await recorderIs('on');
    await shots(desk.page, 'recording-on');
    await dictates(call);
    await shots(desk.page, 'recording-paused');
    // Long enough that a silence in its place would show in the length of the file.
    await desk.page.locator('[data-pause-left]', { hasText: /1:5[0-6]/ }).waitFor();
    // On hold and back the pause lasts.
    await desk.press('F4');
    await desk.page.locator('[data-action=resume]:enabled').waitFor();
    await recorderIs('paused');
    await desk.press('F4');
    await desk.page.locator('[data-action=hold]:enabled').waitFor();
    await untilHears(desk.page, CARD_HZ, 'the agent hears the card again');
    await says(call, CUSTOMER_HZ);
    // On another page of the desk the key leads to the call, and does there what it says.
    await desk.page.locator('a[href="/tickets"]').first().click();
    await desk.page.locator('[data-call-id]').waitFor({ state: 'detached' });
    await shots(desk.page, 'recording-elsewhere');
    await desk.press('F3');
    await desk.page.locator('[data-call-id]').waitFor();
    await recorderIs('on');
    await says(call, CUSTOMER_HZ);
    await desk.press('Shift+F3');
    await desk.page.getByText('se graban siempre').waitFor();
    await recorderIs('on');
    await endsAndClassifies(desk, call);

    const [only] = await kept(ticket, 1);
    if (!only) throw new Error('there is no recording');
    lacksCard(only);
    const page = await office.ticketUntil(ticket, 'has its end', it => sentences(it).length === 2);
    expect(sentences(page)).toEqual(['pause', 'resume']);
    // What is in the file and what the gaps leave out are the whole talk, as the centre's clock tells it.
    const at = (kind: string) => page.timeline.find(({ fact }) => fact.kind === kind)?.at ?? 0;
    const whole = at('recording-ended') - at('recording-started');
    const [gap] = only.card.gaps;
    const missing = (gap?.toMs ?? 0) - (gap?.fromMs ?? 0);
    expect(only.card.gaps.length).toBe(1);
    expect(Math.abs(wavMs(only.file) + missing - whole)).toBeLessThan(missing / 2);

    // The ticket says who paused, and its player where the gap is.
    const reader = await DeskPage.logIn(talking.browser, centre, 'supervisor', { width: 1366, height: 768 });
    await reader.page.goto(`${centre.webUrl}/tickets/${ticket}`);
    await reader.page.getByText('Agente Uno reanudó la grabación, tras').waitFor();
    await shots(reader.page, 'recording-history');
    await reader.does('ticket-recordings').click();
    const mark = reader.page.locator('[data-recording] [data-gap]');
    await mark.waitFor();
    expect(await mark.count()).toBe(1);
    await mark.click();
    const place = reader.page.locator('[data-recording] input[type=range]');
    expect(Number(await place.inputValue())).toBeGreaterThan(0);
    await shots(reader.page, 'recording-gap');
    await reader.close();
  });

  test('stays paused when calls is killed and when the page is loaded anew, and goes on after it', async () => {
    const call = await talking.customerCalls('04145550102');
    await answers(desk, call);
    const ticket = await office.newestTicket();
    await recorderIs('on');
    await dictates(call);
    await centre.kill('calls');
    await centre.start('calls');
    await recorderIs('paused');
    await untilHears(desk.page, CARD_HZ, 'the agent hears the card');
    await desk.page.reload();
    await recorderIs('paused');
    await untilHears(desk.page, CARD_HZ, 'the agent hears the card on another leg');
    await says(call, CUSTOMER_HZ);
    await desk.does('recording-resume').click();
    await recorderIs('on');
    await says(call, CUSTOMER_HZ);
    await endsAndClassifies(desk, call);
    const files = await kept(ticket, 2);
    for (const each of files) lacksCard(each);
  });

  test('of the next agent begins when they say so: the pause goes along with the customer, who dictates on', async () => {
    const next = await DeskPage.logIn(talking.browser, centre, 'nivel2');
    await next.ready();
    const call = await talking.customerCalls('04145550106');
    await answers(desk, call);
    const ticket = await office.newestTicket();
    await recorderIs('on');
    await dictates(call);
    await desk.press('F7');
    await desk.page.locator('[data-dialog=transfer] [data-target=nivel-2]').check();
    await desk.press('Enter');
    await next.does('answer').waitFor();
    await next.press('F2');
    await next.callIs('talking');
    await next.page.locator('[data-recorder=paused] [data-pause-left]').waitFor();
    await untilHears(next.page, CARD_HZ, 'the next agent hears the card');
    await shots(next.page, 'recording-paused-before');
    void call.play(tone(CUSTOMER_HZ));
    await untilHears(next.page, CUSTOMER_HZ, 'the next agent hears the customer');
    await next.press('F3');
    await next.page.locator('[data-recorder=on]').waitFor();
    await untilHears(next.page, CUSTOMER_HZ, 'the next agent hears the customer on');
    await next.press('F9');
    await call.ended;
    await classifies(next);
    await next.close();
    await classifies(desk);
    const files = await kept(ticket, 2);
    for (const each of files) lacksCard(each);
  });

  test('goes on by itself when a pause has reached its limit, and says so', async () => {
    await rules({ recordingPauseMs: 10_000 });
    const call = await talking.customerCalls('04145550103');
    await answers(desk, call);
    const ticket = await office.newestTicket();
    await desk.does('recording-pause').click();
    await recorderIs('paused');
    await desk.page.locator('[data-pause-left][data-soon=true]').waitFor();
    await desk.page.getByText('La pausa llegó a su límite').waitFor();
    await recorderIs('on');
    await endsAndClassifies(desk, call);
    const page = await office.ticketUntil(ticket, 'tells of the limit', it => sentences(it).includes('over'));
    expect(sentences(page)).toEqual(['pause', 'over']);
  });

  test('is begun and ended by its agent where the queue records on demand', async () => {
    await rules({ recording: 'on-demand', recordingPauseMs: 120_000 });
    const call = await talking.customerCalls('04145550104');
    await answers(desk, call);
    const ticket = await office.newestTicket();
    await recorderIs('off');
    await shots(desk.page, 'recording-off');
    await says(call, CARD_HZ);
    await desk.press('F3');
    await desk.page.getByText('no hay nada que pausar').waitFor();
    await recorderIs('off');
    await says(call, CUSTOMER_HZ);
    await desk.press('Shift+F3');
    await recorderIs('on');
    await says(call, CUSTOMER_HZ);
    await shots(desk.page, 'recording-on-demand');
    await desk.does('recording-stop').click();
    await recorderIs('off');
    await says(call, CARD_HZ);
    // And once more the other way about: begun by mouse, ended by key.
    await says(call, CUSTOMER_HZ);
    await desk.does('recording-start').click();
    await recorderIs('on');
    await says(call, CUSTOMER_HZ);
    await desk.press('Shift+F3');
    await recorderIs('off');
    await endsAndClassifies(desk, call);
    const files = await kept(ticket, 2);
    for (const each of files) lacksCard(each);
  });

  test('is none where the queue is never recorded', async () => {
    await rules({ recording: 'never' });
    const call = await talking.customerCalls('04145550105');
    await answers(desk, call);
    await recorderIs('off');
    expect(await desk.page.locator('[data-action^=recording-]').count()).toBe(0);
    await desk.press('Shift+F3');
    await desk.page.getByText('no se graban').waitFor();
    await endsAndClassifies(desk, call);
    const complaints = desk.complaints.filter(each => !/409|calls-away|50[0-9]/.test(each));
    expect(complaints).toEqual([]);
  });
});
