import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketPage } from '../../src/tickets/events.ts';
import { hasChromium } from '../kit/browser.ts';
import { misfits } from '../kit/misfits.ts';
import { shots } from '../kit/shots.ts';
import { tone } from '../kit/tone.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { AGENT_HZ, answers, CUSTOMER_HZ, classifies, voicesBothWays } from './voices.ts';

/** An agent gives a customer to another queue: who takes them knows from whom they come and why. */

const NOTE = 'Sin tono desde ayer; ya reinició el módem.';

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
  first = await DeskPage.logIn(talking.browser, centre, 'agente1');
  second = await DeskPage.logIn(talking.browser, centre, 'nivel2');
  await first.ready();
  await second.phoneIsRegistered();
}, 120_000);

afterAll(() => talking?.stop());

const count = (page: TicketPage, kind: string) =>
  page.timeline.filter(({ fact }) => fact.kind === kind).length;

describe.skipIf(!hasChromium())('a transfer to a queue', () => {
  test('by key: the customer waits with music, the note is on the next agent’s card, and each wraps up', async () => {
    const call = talking.calls('*626', '04145550101');
    await call.answered;
    await call.until(it => !it.earpiece.isQuiet(300), 15_000, 'the menu');
    await call.sendDigits('1');
    await first.does('answer').waitFor();
    // Their tone would be taken for keys while the menu asks.
    void call.play(tone(CUSTOMER_HZ));
    await first.page
      .locator('[data-call=ringing] [data-wait=counts]', { hasText: /^Espera 0:\d\d$/ })
      .waitFor();
    await answers(first, call);
    const ticket = await office.newestTicket();
    await first.press('F7');
    const dialog = first.page.locator('[data-dialog=transfer]');
    await dialog.waitFor();
    // Nobody at level 2 is ready yet: that is to be seen before anything is chosen.
    await dialog.getByText('0 libres').first().waitFor();
    // What a search leaves alone is meant, and Enter goes on with it.
    await first.page.keyboard.type('so');
    await dialog.locator('[data-target=averias]').waitFor({ state: 'detached' });
    await first.page.keyboard.type('porte');
    await dialog.locator('[data-target=nivel-2]:checked').waitFor();
    await dialog.locator('[data-text=transfer-note]').fill(NOTE);
    await shots(first.page, 'agent-transfer');
    await first.press('Enter');

    await first.callIs('wrap-up');
    await first.page.locator('[data-ended=transferred]').waitFor();
    await shots(first.page, 'agent-transferred');
    expect(await misfits(first.page, 'agent-transferred')).toEqual([]);
    await call.until(it => !it.hears(AGENT_HZ) && !it.earpiece.isQuiet(1_000), 15_000, 'music and no agent');

    // They are rung as soon as they are available.
    await second.page.locator('[data-will=ready]').click();
    await second.does('answer').waitFor();
    // Who it is, on which ticket, about what, what they keyed, how long they wait, and the sender's note.
    const card = second.page.locator('[data-call=ringing]');
    for (const part of ['Ana Ejemplo', ticket, 'Avería ·', 'Motivo: Avería', NOTE])
      await card.getByText(part).first().waitFor();
    await card.locator('[data-topic=averia]').waitFor();
    await card.locator('[data-wait=counts]', { hasText: /^Espera en total \d:\d\d$/ }).waitFor();
    await shots(second.page, 'agent-sent-to-me');
    expect(await misfits(second.page, 'agent-sent-to-me')).toEqual([]);
    await second.page.setViewportSize({ width: 1280, height: 633 });
    await shots(second.page, 'agent-sent-to-me-small');
    // More answers, as of a longer menu, leave what answers the call in sight.
    await card.locator('section').evaluate(known => {
      const badges = known.firstElementChild;
      for (let more = 0; badges && more < 3; more += 1) known.prepend(badges.cloneNode(true));
    });
    const [frame, answer] = [await card.boundingBox(), await second.does('answer').boundingBox()];
    if (!frame || !answer) throw new Error('there is nothing to answer with');
    expect(answer.y + answer.height).toBeLessThanOrEqual(frame.y + frame.height);
    await second.press('F2');
    await second.callIs('talking');
    await voicesBothWays(second, call);
    await second.press('F6');
    await second.page.locator('[data-action=mute][data-muted=true]').waitFor();
    expect(await misfits(second.page, 'agent-muted')).toEqual([]);
    await second.press('F6');
    expect(await second.page.locator('[data-sent-by]').textContent()).toContain(NOTE);

    // The sender's part is over; they classify it while the others talk, and are free.
    await first.press('F8', '0', 'Enter', 'Enter');
    await first.callIs('idle');
    await first.stateIs('ready');
    await voicesBothWays(second, call);
    await second.press('F9');
    await call.ended;
    await classifies(second);

    const whole = await office.ticketUntil(
      ticket,
      'has both parts',
      page => count(page, 'wrap-up-ended') === 2,
    );
    expect(['answered', 'transferred', 'queued'].map(kind => count(whole, kind))).toEqual([2, 1, 2]);
  });

  test('a customer who gives up meanwhile leaves the sender with their wrap-up, and is to be called back', async () => {
    await second.page.locator('[data-will=off]').click();
    const call = await talking.customerCalls('04145550102');
    await answers(first, call);
    const ticket = await office.newestTicket();
    await first.does('transfer').click();
    await first.page.locator('[data-dialog=transfer] [data-target=nivel-2]').check();
    await first.does('confirm-transfer').click();
    await first.callIs('wrap-up');
    await call.hangUp();
    await office.ticketUntil(ticket, 'is to be called back', each => each.abandoned);
    await first.page.locator('[data-ended=transferred]').waitFor();
    await first.press('F8', '0', 'Enter', 'Enter');
    await first.callIs('idle');
  });

  test('to a queue that is not there is refused with a sentence, and the talk goes on', async () => {
    const call = await talking.customerCalls('04145550103');
    const id = await answers(first, call);
    const refused = await first.page.evaluate(async path => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(path, { method: 'POST', headers, body: '{"queue":"ninguna"}' });
      return [answer.status, ((await answer.json()) as { code?: string }).code];
    }, `/api/v1/calls/${id}/transfer`);
    expect(refused).toEqual([404, 'unknown-resource']);
    await voicesBothWays(first, call);
    await first.press('F9');
    await call.ended;
    await classifies(first);
    // The browser itself writes down a request that was refused.
    const complaints = [...first.complaints, ...second.complaints];
    expect(complaints.filter(each => !each.includes('404'))).toEqual([]);
  });
});
