import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PhoneCall } from '../../src/sip-phone/phone-call.ts';
import { openPhone } from '../../src/sip-phone/sip-phone.ts';
import { hasChromium } from '../kit/browser.ts';
import { heardPrompt, untilHeard } from '../kit/prompt.ts';
import { shots } from '../kit/shots.ts';
import { tone } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { DeskPhone } from '../worlds/desk-phone.ts';
import type { LiveView } from '../worlds/live-view.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { AGENT_HZ, answers, CUSTOMER_HZ, classifies, endsAndClassifies, voicesBothWays } from './voices.ts';

/** An agent's page that dies in mid-call and stays away: what their customer hears, and who has them next. */

/** How long the queue has them wait for the same agent; another time than the centre's own, ms. */
const AWAIT_MS = 4_000;
/** Asterisk misses the voice of a page that is gone after ten seconds. */
const MISSED_WITHIN_MS = 60_000;
const RECOVERING = 'recuperamos-su-llamada';

let talking: TalkingCentre;
let centre: CentreWorld;
let office: Desk;
let view: LiveView;
let first: DeskPage;
let second: DeskPage;
let customersLine: DeskPhone;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  centre = talking.centre;
  customersLine = new DeskPhone(await openPhone({ port: centre.demoLinePort }));
  office = await centre.logIn('supervisor');
  view = office.watch();
  await (await centre.logIn('admin')).patch('/queues/averias', { awaitAgentMs: AWAIT_MS });
  first = await DeskPage.logIn(talking.browser, centre, 'agente1');
  second = await DeskPage.logIn(talking.browser, centre, 'agente2', { width: 1366, height: 768 });
  await first.ready();
  await second.phoneIsRegistered();
}, 120_000);

afterAll(async () => {
  view?.close();
  await customersLine?.phone.close();
  await talking?.stop();
});

const wills = (desk: DeskPage, will: string) => desk.page.locator(`[data-will=${will}]`).click();

/**
 * The customer is told that their call is recovered, and hears music after it; meanwhile they wait for the same agent, while
 * another one is free, and then that one is rung.
 */
async function isRecovered(id: string, call: PhoneCall): Promise<void> {
  const gone = view.calls.get(id)?.agent;
  const next = second.page.locator('[data-action=answer]');
  await first.page.close();
  const waits = view.callUntil(
    'the customer waits for the same agent',
    each => each.id === id && each.phase === 'waiting' && each.waitsFor === gone,
    MISSED_WITHIN_MS,
  );
  await untilHeard(call, RECOVERING, MISSED_WITHIN_MS);
  await waits;
  expect(await next.count()).toBe(0);
  await waitUntil(
    () => {
      const { earpiece } = call;
      const isMusic = !earpiece.isQuiet(1_000) && !earpiece.hears(AGENT_HZ);
      return isMusic && !heardPrompt(earpiece, RECOVERING);
    },
    { what: 'the customer hears music', within: 20_000, every: 250 },
  );
  await next.waitFor();
}

/** What the ticket says of the wait for the agent who was lost. */
async function awaitedMs(ticket: string): Promise<number> {
  const { timeline } = await office.ticketUntil(ticket, 'tells of the wait', page =>
    page.timeline.some(({ fact }) => fact.kind === 'handed-back'),
  );
  const at = (kind: string) => timeline.find(({ fact }) => fact.kind === kind)?.at ?? Number.NaN;
  expect(timeline.find(({ fact }) => fact.kind === 'handed-back')?.fact).toMatchObject({ why: 'not-back' });
  return at('handed-back') - at('agent-leg-lost');
}

describe.skipIf(!hasChromium())('a page that stays away', () => {
  test('has its customer told so, who waits for its agent as long as the queue says, and is the next agent’s with all that is known', async () => {
    const call = talking.calls('*626', '04145550102');
    await call.answered;
    void call.play(tone(CUSTOMER_HZ));
    await untilHeard(call, 'menu-principal');
    await call.sendDigits('1');
    const id = await answers(first, call);
    const ticket = view.calls.get(id)?.ticket ?? '';
    const summary = 'Sin tono desde ayer; ya reinició el equipo.';
    await first.press('F10');
    await first.page.keyboard.type(summary);
    await first.press('Control+Enter');
    await office.ticketUntil(ticket, 'has its summary', page => page.summary === summary);
    await wills(second, 'ready');
    await second.stateIs('ready');
    await isRecovered(id, call);

    const card = second.page.locator('[data-call=ringing]');
    await card.getByText('Luis Ejemplo').waitFor();
    await card.locator('[data-topic=averia]').waitFor();
    await second.page.locator('[data-ticket] h2', { hasText: ticket }).waitFor();
    await shots(second.page, 'away-next-agent');
    expect(await answers(second, call)).toBe(id);
    await second.page.getByText('Avería').first().waitFor();
    await second.page.locator('[data-ticket] textarea', { hasText: summary }).waitFor();
    expect(await awaitedMs(ticket)).toBeGreaterThanOrEqual(AWAIT_MS);
    await endsAndClassifies(second, call);
  });

  test('had called a customer back: they are not hung up, and another agent has them with their ticket', async () => {
    await wills(second, 'off');
    await second.stateIs('off');
    first = await first.anotherTab();
    await first.ready();
    const before = await talking.customerCalls('04145550101');
    const began = await answers(first, before);
    const ticket = view.calls.get(began)?.ticket ?? '';
    await endsAndClassifies(first, before);
    await first.page.evaluate(`fetch('/api/v1/tickets/${ticket}/call-back', {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}',
    })`);
    const call = await customersLine.nextCall();
    await call.answer();
    void call.play(tone(CUSTOMER_HZ));
    await first.callIs('talking');
    await voicesBothWays(first, call);
    const id = (await first.page.locator('[data-call-id]').getAttribute('data-call-id')) ?? '';
    expect(view.calls.get(id)).toMatchObject({ direction: 'out', ticket });
    await wills(second, 'ready');
    await second.stateIs('ready');
    await isRecovered(id, call);

    await second.page.locator('[data-call=ringing]').getByText('Ana Ejemplo').waitFor();
    await second.page.locator('[data-ticket] h2', { hasText: ticket }).waitFor();
    await shots(second.page, 'away-call-back');
    expect(call.phase).toBe('up');
    expect(await answers(second, call)).toBe(id);
    expect(await awaitedMs(ticket)).toBeGreaterThanOrEqual(AWAIT_MS);
    await second.press('F9');
    await call.ended;
    await classifies(second);
    expect(second.complaints).toEqual([]);
  });
});
