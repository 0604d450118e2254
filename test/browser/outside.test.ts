import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditCard } from '../../src/audit/events.ts';
import type { List } from '../../src/http/shapes/list.ts';
import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import type { PhoneCall } from '../../src/sip-phone/phone-call.ts';
import { openPhone } from '../../src/sip-phone/sip-phone.ts';
import { hasChromium } from '../kit/browser.ts';
import { untilHears, untilHearsToo } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { tone } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { DeskPhone } from '../worlds/desk-phone.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { AGENT_HZ, answers, CUSTOMER_HZ, classifies, voicesBothWays } from './voices.ts';

/** An agent gives a customer to a menu, or to a number outside; or asks somebody there first. */

const OUTSIDE_HZ = 1_000;
/** Asterisk's own ringing (indications.conf). */
const RINGING_HZ = 425;
/** A customer's line: a new centre calls no others. */
const NUMBER = '0414-555 01 09';

let talking: TalkingCentre;
let centre: CentreWorld;
let office: Desk;
let first: DeskPage;
let second: DeskPage;
let outside: DeskPhone;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  centre = talking.centre;
  office = await centre.logIn('supervisor');
  first = await DeskPage.logIn(talking.browser, centre, 'agente1');
  second = await DeskPage.logIn(talking.browser, centre, 'agente3');
  outside = new DeskPhone(await openPhone({ port: centre.demoLinePort }));
  await first.ready();
  await second.phoneIsRegistered();
}, 120_000);

afterAll(async () => {
  await outside?.phone.close();
  await talking?.stop();
});

describe.skipIf(!hasChromium())('a menu', () => {
  test('that a customer is given to is heard from its start; what they choose there brings them to the next agent', async () => {
    const call = await talking.customerCalls('04145550101');
    await answers(first, call);
    const ticket = await office.newestTicket();
    await first.press('F7');
    const dialog = first.page.locator('[data-dialog=transfer]');
    await dialog.locator('[data-target-flow=averias-626]').check();
    await dialog.locator('[data-text=transfer-note]').fill('Quiere oír cómo va su orden.');
    await shots(first.page, 'outside-flow');
    await first.press('Enter');
    await first.callIs('wrap-up');
    await first.page.locator('[data-ended=transferred]', { hasText: 'Averías' }).waitFor();
    await shots(first.page, 'outside-flow-given');
    await call.until(it => !it.hears(AGENT_HZ) && !it.earpiece.isQuiet(1_000), 15_000, 'the menu speaks');
    await first.press('F8', '0', 'Enter', 'Enter');
    await first.callIs('idle');

    // 0: a person. The one who gave them on is not rung for them at once.
    await second.page.locator('[data-will=ready]').click();
    await second.stateIs('ready');
    await call.sendDigits('0');
    await second.does('answer').waitFor();
    await second.page.locator('[data-sent-by]', { hasText: 'Quiere oír' }).waitFor();
    await second.press('F2');
    await second.callIs('talking');
    await voicesBothWays(second, call);
    await second.press('F9');
    await call.ended;
    await classifies(second);
    await second.page.locator('[data-will=off]').click();
    const whole = await office.ticketUntil(
      ticket,
      'has both parts',
      page => page.timeline.filter(({ fact }) => fact.kind === 'wrap-up-ended').length === 2,
    );
    expect(whole.timeline.map(({ words }) => words.es).join('\n')).toContain(
      'pasó la llamada al menú Averías (*626)',
    );
  });
});

const music = (call: PhoneCall, who: string): Promise<unknown> =>
  call.until(
    it => ![AGENT_HZ, CUSTOMER_HZ, OUTSIDE_HZ].some(hz => it.hears(hz)) && !it.earpiece.isQuiet(1_000),
    15_000,
    `${who} hears music`,
  );
const hears = (call: PhoneCall, hz: number, what: string) => call.until(it => it.hears(hz), 15_000, what);

/** A customer talks with the agent, who writes the number into the dialog; what follows is theirs. */
async function writes(from: string, number = NUMBER): Promise<PhoneCall> {
  const call = await talking.customerCalls(from);
  await answers(first, call);
  await first.press('F7');
  await first.page.locator('[data-text=transfer-search]').fill(number);
  await first.page.locator('[data-target-number]').waitFor();
  return call;
}

async function picksUp(): Promise<IncomingCall> {
  const call = await outside.nextCall();
  await call.answer();
  void call.play(tone(OUTSIDE_HZ));
  return call;
}

/** The two talk, and the customer hears music. */
async function asideWith(from: string): Promise<[PhoneCall, IncomingCall]> {
  const call = await writes(from);
  await first.does('consult').click();
  const out = await picksUp();
  await first.page.locator('[data-colleague=aside]').waitFor();
  await untilHears(first.page, OUTSIDE_HZ, 'the agent hears who is outside');
  await hears(out, AGENT_HZ, 'who is outside hears the agent');
  await music(call, 'the customer');
  return [call, out];
}

async function theyTalk(call: PhoneCall, out: PhoneCall): Promise<void> {
  await hears(call, OUTSIDE_HZ, 'the customer hears who is outside');
  await hears(out, CUSTOMER_HZ, 'who is outside hears the customer');
}

async function givenOn(): Promise<void> {
  await first.callIs('wrap-up');
  await first.page.locator('[data-ended=transferred]', { hasText: '0414-5550109' }).waitFor();
  await first.press('F8', '0', 'Enter', 'Enter');
  await first.callIs('idle');
}

async function killedMeanwhile(does: () => Promise<void> = async () => {}): Promise<void> {
  await centre.kill('calls');
  await first.page.locator('[data-notice=calls-away]').waitFor();
  await does();
  await centre.start('calls');
  await first.page.locator('[data-notice=calls-away]').waitFor({ state: 'hidden' });
}

describe.skipIf(!hasChromium())('somebody at a number outside', () => {
  test('is rung while the agent hears it and the customer music; they talk alone, are sent keys, and join after the notice', async () => {
    const call = await writes('04145550101');
    await shots(first.page, 'outside-number');
    await first.does('consult').click();
    await first.page.locator('[data-colleague=ringing]').waitFor();
    await untilHears(first.page, RINGING_HZ, 'the agent hears ringing');
    await music(call, 'the customer');
    await shots(first.page, 'outside-rings');
    const out = await picksUp();
    await untilHears(first.page, OUTSIDE_HZ, 'the agent hears who is outside');
    await hears(out, AGENT_HZ, 'who is outside hears the agent');
    await music(call, 'the customer');
    await shots(first.page, 'outside-aside');
    await first.press('Shift+F10');
    await first.page.locator('[data-key="5"]').click();
    await waitUntil(() => out.digitsHeard.includes('5'), { what: 'who is outside hears the key' });
    await first.press('Escape');

    await first.press('Shift+F4');
    await voicesBothWays(first, call);
    await music(out, 'who is outside');
    await first.press('Shift+F4');
    await untilHears(first.page, OUTSIDE_HZ, 'the agent is back with who is outside');
    await first.press('Shift+F7');
    await first.page.locator('[data-joined]').waitFor();
    for (const hz of [CUSTOMER_HZ, OUTSIDE_HZ]) await untilHearsToo(first.page, hz, `the agent hears ${hz}`);
    const among = { ms: 400, share: 0.05 } as const;
    for (const [each, hz] of [
      [call, AGENT_HZ],
      [call, OUTSIDE_HZ],
      [out, AGENT_HZ],
      [out, CUSTOMER_HZ],
    ] as const)
      await each.until(it => it.hears(hz, among), 15_000, `all hear all: ${hz}`);
    await shots(first.page, 'outside-joined');
    await first.does('drop').click();
    await out.ended;
    await voicesBothWays(first, call);
    await first.press('F9');
    await call.ended;
    await classifies(first);
  });

  test('has the customer when the agent completes; kills of calls cost nobody the call; who hangs up there ends it', async () => {
    const [call, out] = await asideWith('04145550102');
    await killedMeanwhile();
    await untilHears(first.page, OUTSIDE_HZ, 'the agent hears who is outside after the restart');
    await music(call, 'the customer');
    await first.press('F7');
    await theyTalk(call, out);
    const floor = await DeskPage.logIn(talking.browser, centre, 'supervisor');
    await floor.page.locator('[data-phase=handed-out]').waitFor();
    await floor.close();
    await shots(first.page, 'outside-given');
    await givenOn();
    await killedMeanwhile(() => theyTalk(call, out));
    await theyTalk(call, out);
    await out.hangUp();
    await call.ended;
  });

  test('and the customer are cut off by a supervisor, who asked for it twice; it is in the ticket and the audit log', async () => {
    const [call, out] = await asideWith('04145550102');
    const ticket = await office.newestTicket();
    await first.press('F7');
    await theyTalk(call, out);
    await givenOn();
    const floor = await DeskPage.logIn(talking.browser, centre, 'supervisor');
    await floor.page.setViewportSize({ width: 1366, height: 768 });
    const line = floor.page.locator('[data-phase=handed-out]');
    await line.waitFor();
    await shots(floor.page, 'outside-board');
    await line.locator('[data-action=end-handed-out]').click();
    await floor.page.locator('[data-dialog=end-handed-out]').waitFor();
    await shots(floor.page, 'outside-end');
    await floor.press('Escape');
    await floor.page.locator('[data-dialog=end-handed-out]').waitFor({ state: 'hidden' });
    await theyTalk(call, out);
    await line.locator('[data-action=end-handed-out]').focus();
    await floor.press('Enter');
    await floor.page.locator('[data-dialog=end-handed-out] [data-action=confirm-end]:focus').waitFor();
    await floor.press('Enter');
    await Promise.all([call.ended, out.ended]);
    await line.waitFor({ state: 'hidden' });
    await shots(floor.page, 'outside-ended');
    await floor.close();
    const page = await office.ticketUntil(ticket, 'says who ended the call', ({ timeline }) =>
      timeline.some(({ words }) => words.es.includes('de supervisión, terminó la llamada para todos')),
    );
    expect(page.timeline.map(({ words }) => words.es).join('\n')).not.toContain('El cliente colgó');
    const admin = await centre.logIn('admin');
    const audit = await admin.get<List<AuditCard>>('/audit?kind=call-ended');
    expect(audit.items).toMatchObject([{ kind: 'call-ended', data: { ticket } }]);
  });

  test('is rung on when calls is killed meanwhile, and talks with the agent, or with the customer if the agent has gone', async () => {
    const call = await writes('04145550103');
    await first.does('consult').click();
    await first.page.locator('[data-colleague=ringing]').waitFor();
    const rung = await outside.nextCall();
    await killedMeanwhile();
    await rung.answer();
    void rung.play(tone(OUTSIDE_HZ));
    await first.page.locator('[data-colleague=aside]').waitFor();
    await untilHears(first.page, OUTSIDE_HZ, 'the agent hears who is outside');
    await music(call, 'the customer');
    await first.press('F4');
    await rung.ended;
    await voicesBothWays(first, call);

    await first.press('F7');
    await first.page.locator('[data-text=transfer-search]').fill(NUMBER);
    await first.does('consult').click();
    await first.page.locator('[data-colleague=ringing]').waitFor();
    const again = await outside.nextCall();
    await first.press('F9');
    await first.callIs('wrap-up');
    await killedMeanwhile(() => music(call, 'the customer').then(() => undefined));
    await again.answer();
    void again.play(tone(OUTSIDE_HZ));
    await theyTalk(call, again);
    await call.hangUp();
    await again.ended;
    await givenOn();
  });

  test('keeps the customer when the agent’s page is gone, and is let go when the customer hangs up', async () => {
    const [call, out] = await asideWith('04145550103');
    await first.press('F9');
    await theyTalk(call, out);
    await call.hangUp();
    await out.ended;
    await givenOn();
  });

  test('who declines leaves the agent with the reason, and the customer on hold', async () => {
    const call = await writes('04145550104');
    await first.does('consult').click();
    const out = await outside.nextCall();
    await first.page.locator('[data-colleague=ringing]').waitFor();
    out.reject(603);
    await first.page.locator('[data-not-reached=refused]').waitFor();
    await shots(first.page, 'outside-declined');
    await first.press('F4');
    await voicesBothWays(first, call);
    await first.press('F9');
    await call.ended;
    await classifies(first);
  });
});

describe.skipIf(!hasChromium())('a customer who is given to a number outside at once', () => {
  test('hears music until it is answered, and then who answers', async () => {
    const call = await writes('04145550105');
    await first.press('Enter');
    await first.callIs('wrap-up');
    await music(call, 'the customer');
    const out = await picksUp();
    await theyTalk(call, out);
    await givenOn();
    await call.hangUp();
    await out.ended;
  });

  test('comes back to the agent, with the reason, when it is busy', async () => {
    const call = await writes('04145550106');
    await first.press('Enter');
    (await outside.nextCall()).reject(486);
    await first.does('answer').waitFor();
    await first.page.locator('[data-back=busy]').waitFor();
    await shots(first.page, 'outside-back');
    await first.press('F2');
    await first.callIs('talking');
    await voicesBothWays(first, call);
    await first.press('F9');
    await call.ended;
    await classifies(first);
  });

  test('stays with the agent where the number may not be called: a sentence says what to do', async () => {
    const call = await writes('04145550107', '0412-5559999');
    await first.does('consult').click();
    await first.page.locator('[data-dialog=transfer] [role=alert]').waitFor();
    await shots(first.page, 'outside-refused');
    await first.press('Escape');
    await voicesBothWays(first, call);
    await first.press('F9');
    await call.ended;
    await classifies(first);
    const complaints = [...first.complaints, ...second.complaints];
    expect(complaints.filter(each => !/40[39]|422/.test(each))).toEqual([]);
  });
});
