import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { RecordingCard } from '../../src/recordings/events.ts';
import { tone } from '../../src/sip-phone/tones.ts';
import type { TicketCard } from '../../src/tickets/events.ts';
import { hasChromium } from '../kit/browser.ts';
import { untilHears, untilHearsOther } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { toneMs } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { AGENT_HZ, CUSTOMER_HZ, classifies, voicesBothWays } from './voices.ts';

/** Calls for one agent alone: from a colleague, and at their own number; and the voicemail of who does not take them. */

/** What a browser leaves of a laptop's 1366 × 768. */
const SMALL = { width: 1366, height: 633 };

/** What the page sounds where a call waits, and what the one who waits says. */
const WAITING_HZ = 425;
const OTHER_HZ = 1_100;
/** In the page: says of its body once the element of that tone has played. */
const HEARS_WAITING = `document.addEventListener('playing', ({ target }) => {
  if (target.id === 'tone-audio') document.body.dataset.waitingTold = 'yes';
}, true)`;

let talking: TalkingCentre;
let centre: CentreWorld;
let first: DeskPage;
let second: DeskPage;
let office: Desk;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  centre = talking.centre;
  office = await centre.logIn('supervisor');
  first = await DeskPage.logIn(talking.browser, centre, 'agente1', SMALL);
  second = await DeskPage.logIn(talking.browser, centre, 'nivel2', SMALL);
  await first.ready();
  await second.ready();
}, 120_000);

afterAll(() => talking?.stop());

const tab = () => second.page.locator('[data-unheard]');
const message = (at = 0) => second.page.locator('[data-message]').nth(at);
/** Enough of a message is on the disk of the telephone system. */
const spoken = () =>
  waitUntil(() => sizes().some(bytes => bytes > SPOKEN_BYTES), {
    what: 'a message is written',
    within: 20_000,
  });
const sizes = () => {
  const folder = join(centre.asterisk.spool, 'recording', 'calls');
  return existsSync(folder) ? readdirSync(folder).map(file => statSync(join(folder, file)).size) : [];
};
/** Three seconds, 16 bit at 8 kHz. */
const SPOKEN_BYTES = 3 * 16_000;
/** The page plays it, and it is what was said. */
async function plays(hz: number): Promise<void> {
  await message().locator('[data-action=play-recording]').click();
  const position = message().locator('input[type=range]');
  const half = Number(await position.getAttribute('max')) / 2;
  await waitUntil(async () => Number(await position.inputValue()) > half, {
    what: 'the message plays',
    within: 15_000,
  });
  await message().locator('[data-action=play-recording]').click();
  const id = await message().getAttribute('data-message');
  const sound = await office.raw('GET', `/recordings/${id}/audio`);
  expect(toneMs(Buffer.from(await sound.arrayBuffer()), hz)).toBeGreaterThan(2_000);
}

describe.skipIf(!hasChromium())('a call to a colleague', () => {
  test('by their name or their number: they read who calls, both hear each other, hold works, and nobody wraps up', async () => {
    await first.press('Alt+5');
    const dialog = first.page.locator('[data-dialog=dial]');
    await dialog.locator('[data-text=dial-number]').fill('201');
    await dialog.getByText('Llamada interna a Técnico Nivel Dos').waitFor();
    await dialog.locator('[data-text=dial-number]').fill('tecnico');
    await dialog.getByText('Llamada interna a Técnico Nivel Dos').waitFor();
    await shots(first.page, 'agent-dials-colleague');
    await first.press('Enter');
    await first.callIs('dialling');
    await second.page.locator('[data-call=ringing] [data-internal=called]').waitFor();
    await second.does('answer').waitFor();
    await shots(first.page, 'agent-calls-colleague');
    await shots(second.page, 'agent-rung-by-colleague');
    await second.press('F2');
    await first.callIs('talking');
    await second.callIs('talking');
    await untilHears(first.page, AGENT_HZ, 'the one who called hears the other');
    await untilHears(second.page, AGENT_HZ, 'the one who was called hears the other');
    await shots(second.page, 'agent-talks-with-colleague');
    await second.press('F4');
    await second.page.locator('[data-hold=true]').waitFor();
    await untilHearsOther(first.page, AGENT_HZ, 'music on hold');
    await second.press('F4');
    await untilHears(first.page, AGENT_HZ, 'they are back');
    await first.press('F9');
    for (const each of [first, second]) {
      await each.callIs('idle');
      await each.stateIs('ready');
    }
    const { items } = await office.get<List<TicketCard>>('/tickets');
    expect(items).toEqual([]);
  });

  test('who is on do not disturb has a voicemail, and reads that a message waits', async () => {
    await second.press('Alt+7');
    await second.stateIs('dnd');
    await shots(second.page, 'agent-dnd');
    await first.press('Alt+5');
    const row = first.page.locator('[data-call-colleague]', { hasText: 'Técnico Nivel Dos' });
    await expect.poll(() => row.getAttribute('data-free')).toBe('false');
    await shots(first.page, 'agent-dials-busy-colleague');
    await row.click();
    await first.page
      .locator('[data-voicemail=greeting][data-not-taken=dnd]', { hasText: 'No molestar. Espere el tono' })
      .waitFor();
    await shots(first.page, 'agent-in-voicemail');
    await first.page.locator('[data-voicemail=recording]').waitFor();
    await spoken();
    await first.press('F9');
    await first.callIs('idle');
    await expect.poll(() => tab().getAttribute('data-unheard'), { timeout: 20_000 }).toBe('1');
    await tab().click();
    await message().getByText('Agente Uno').waitFor();
    await shots(second.page, 'agent-messages');
    await plays(AGENT_HZ);
    await expect.poll(() => tab().getAttribute('data-unheard')).toBe('0');
  });
});

describe.skipIf(!hasChromium())('an agent’s own number', () => {
  test('rings at that agent alone, and is a customer’s call with its ticket', async () => {
    await second.press('Alt+7');
    await second.stateIs('ready');
    const call = talking.calls('201', '04145550101');
    await call.ringing;
    await second.does('answer').waitFor();
    await shots(second.page, 'agent-own-number-rings');
    await second.press('F2');
    await call.answered;
    void call.play(tone(CUSTOMER_HZ));
    await second.callIs('talking');
    await voicesBothWays(second, call);
    await second.press('F9');
    await call.ended;
    await classifies(second);
  });

  test('waits beside the talk that the agent is in, with a tone in their ear alone; taken or refused by key', async () => {
    await second.page.evaluate(HEARS_WAITING);
    const one = talking.calls('201', '04145550104');
    await one.ringing;
    await second.does('answer').waitFor();
    await second.press('F2');
    await one.answered;
    void one.play(tone(CUSTOMER_HZ));
    await second.callIs('talking');
    await voicesBothWays(second, one);
    const two = talking.calls('201', '04145550105');
    await two.ringing;
    const line = (number: 1 | 2, state: string) =>
      second.page.locator(`[data-line="${number}"][data-line-state=${state}]`).waitFor();
    await line(2, 'ringing');
    await second.page.locator('body[data-waiting-told]').waitFor();
    await shots(second.page, 'agent-call-waits');
    // The talk goes on, and its customer hears nothing of it.
    await voicesBothWays(second, one);
    expect(one.hears(WAITING_HZ)).toBe(false);
    // On another page of the desk, too.
    await second.page.locator('a[href="/tickets"]').first().click();
    await second.does('take-waiting').waitFor();
    await shots(second.page, 'agent-call-waits-elsewhere');
    await second.press('F2');
    await two.answered;
    void two.play(tone(OTHER_HZ));
    await line(1, 'held');
    await untilHears(second.page, OTHER_HZ, 'the agent hears the one who waited');
    await two.until(it => it.hears(AGENT_HZ), 15_000, 'who waited hears the agent');
    await one.until(it => !it.hears(AGENT_HZ) && !it.earpiece.isQuiet(1_000), 15_000, 'music and nobody');
    await shots(second.page, 'agent-call-taken');
    await second.press('F9');
    await two.ended;
    await second.press('Shift+F1');
    await voicesBothWays(second, one);
    await second.press('Shift+F2');
    await second.callIs('wrap-up');
    await second.press('F8', '3', 'Enter', 'Enter');
    await second.callIs('talking');

    for (const refuses of [() => second.press('Shift+F9'), () => second.does('refuse-line').click()]) {
      const three = talking.calls('201', '04145550106');
      await line(2, 'ringing');
      await refuses();
      await three.answered;
      await three.until(it => !it.earpiece.isQuiet(300), 10_000, 'the greeting');
      await three.hangUp();
      await voicesBothWays(second, one);
    }

    // A colleague is consulted in one step, by their number and from the list; one's own number is nobody else's.
    const dial = second.page.locator('[data-dialog=dial]');
    const number = dial.locator('[data-text=dial-number]');
    await second.press('Shift+F8');
    await number.fill('201');
    await dial.locator('[data-dials]', { hasText: 'su propio número' }).waitFor();
    await second.press('Enter');
    await shots(second.page, 'agent-second-to-oneself');
    await number.fill('101');
    await dial.locator('[data-dials]', { hasText: 'Consulta a Agente Uno' }).waitFor();
    await shots(second.page, 'agent-second-colleague');
    await second.press('Enter');
    await first.does('answer').waitFor();
    await one.until(it => !it.hears(AGENT_HZ) && !it.earpiece.isQuiet(1_000), 15_000, 'music meanwhile');
    await second.press('F4');
    await first.callIs('idle');
    await voicesBothWays(second, one);
    await second.does('flash').click();
    await dial.locator('[data-call-colleague]', { hasText: 'Agente Uno' }).click();
    await first.does('answer').waitFor();
    await first.press('F2');
    await first.callIs('talking');
    await second.press('Shift+F7');
    await one.until(it => it.hears(AGENT_HZ), 15_000, 'all three talk');
    await first.press('F9');
    await first.callIs('idle');
    await voicesBothWays(second, one);

    // Without call waiting, who calls is asked for a message at once.
    const waiting = second.page.locator('[data-action=call-waiting]');
    await second.press('Alt+0');
    await waiting.and(second.page.locator(':not(:checked)')).waitFor();
    await shots(second.page, 'agent-no-call-waiting');
    const unheard = talking.calls('201', '04145550107');
    await unheard.answered;
    await unheard.until(it => !it.earpiece.isQuiet(300), 10_000, 'the greeting');
    expect(await second.page.locator('[data-line="2"]').count()).toBe(0);
    await unheard.hangUp();
    await waiting.click();
    await waiting.and(second.page.locator(':checked')).waitFor();

    // With the switch on, who waits is in the talk without a key (S2-30): not while it is on hold, and as soon as it is not.
    const joined = async (joins: ReturnType<TalkingCentre['calls']>) => {
      await joins.answered;
      void joins.play(tone(OTHER_HZ));
      await line(2, 'wrap-up');
      await second.page.locator('[data-joined]').waitFor();
      await one.until(it => it.hears(AGENT_HZ) && it.hears(OTHER_HZ), 20_000, 'the first hears both');
      await joins.until(it => it.hears(AGENT_HZ) && it.hears(CUSTOMER_HZ), 20_000, 'who waited hears both');
    };
    const leaves = async (joins: ReturnType<TalkingCentre['calls']>) => {
      await joins.hangUp();
      await voicesBothWays(second, one);
      await second.press('Shift+F2');
      await second.callIs('wrap-up');
      await second.press('F8', '3', 'Enter', 'Enter');
      await second.callIs('talking');
    };
    const isAuto = (on: boolean) =>
      second.page.locator(`[data-action=auto-join]${on ? ':checked' : ':not(:checked)'}`).waitFor();
    await second.press('F4');
    await second.page.locator('[data-hold=true]').waitFor();
    const held = talking.calls('201', '04145550107');
    await line(2, 'ringing');
    await second.press('Alt+8');
    await isAuto(true);
    await second.page.locator('[data-joins=on-hold]').waitFor();
    await shots(second.page, 'agent-call-waits-to-join');
    await second.press('F4');
    await joined(held);
    await shots(second.page, 'agent-call-joined');
    await leaves(held);
    const straight = talking.calls('201', '04145550108');
    await joined(straight);
    await leaves(straight);
    await second.page.locator('[data-action=auto-join]').click();
    await isAuto(false);

    // Once the talk is over their telephone rings.
    const four = talking.calls('201', '04145550107');
    await line(2, 'ringing');
    await one.hangUp();
    await second.does('answer').waitFor();
    await shots(second.page, 'agent-call-waited-rings');
    await second.press('F2');
    await four.answered;
    await four.until(it => it.hears(AGENT_HZ), 15_000, 'who waited hears the agent');
    await four.hangUp();
    await second.callIs('wrap-up');
    await second.press('F8', '3', 'Enter', 'Enter');
    await second.page.locator('[data-line="2"]').waitFor({ state: 'detached' });
    await classifies(second);
  }, 120_000);

  test('of who is on do not disturb takes a message, which opens a ticket of theirs with the sound on it', async () => {
    await second.press('Alt+7');
    await second.stateIs('dnd');
    const call = talking.calls('201', '04145550102');
    await call.answered;
    await call.until(it => !it.earpiece.isQuiet(300), 10_000, 'the greeting');
    await call.sendDigits('#');
    void call.play(tone(CUSTOMER_HZ));
    await spoken();
    await call.sendDigits('#');
    await call.ended;
    await expect.poll(() => tab().getAttribute('data-unheard'), { timeout: 20_000 }).toBe('1');
    await tab().click();
    await shots(second.page, 'agent-messages-of-customer');
    await plays(CUSTOMER_HZ);
    const [message] = (await office.get<List<RecordingCard>>('/recordings?kind=message')).items;
    const ticket = await office.ticketUntil(
      message?.ticket ?? '',
      'is theirs',
      ({ assigneeName }) => assigneeName === 'Técnico Nivel Dos',
    );
    expect(ticket.timeline.map(({ fact }) => fact.kind)).toEqual(
      expect.arrayContaining(['direct-missed', 'message-left', 'message-for']),
    );
    await second.page.goto(`${centre.webUrl}/tickets/${ticket.number}`);
    await second.does('ticket-recordings').click();
    await second.page.locator(`[data-recording="${message?.id}"]`).waitFor();
    await shots(second.page, 'ticket-with-message');
  });

  test('loses no word of a message while the call process is killed and started again', async () => {
    const call = talking.calls('201', '04145550103');
    await call.answered;
    await call.until(it => !it.earpiece.isQuiet(300), 10_000, 'the greeting');
    await call.sendDigits('#');
    void call.play(tone(CUSTOMER_HZ));
    await spoken();
    await centre.kill('calls');
    await call.hangUp();
    await centre.start('calls');
    await expect
      .poll(async () => (await office.get<List<RecordingCard>>('/recordings?kind=message')).items, {
        timeout: 20_000,
      })
      .toContainEqual(expect.objectContaining({ state: 'kept', callerNumber: '+584145550103' }));
    // The browser itself writes down a request that was refused, and a connection that is gone.
    const complaints = [...first.complaints, ...second.complaints];
    expect(
      complaints.filter(each => !/403 .*\/tickets\/|409|WebSocket connection|CONNECTION_/.test(each)),
    ).toEqual([]);
  });
});
