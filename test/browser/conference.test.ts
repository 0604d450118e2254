import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { RecordingCard } from '../../src/recordings/events.ts';
import type { PhoneCall } from '../../src/sip-phone/phone-call.ts';
import type { AgentPicture } from '../../src/supervision/events.ts';
import { hasChromium } from '../kit/browser.ts';
import { untilHears, untilHearsToo } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { launchTalkingBrowser } from '../kit/talking-browser.ts';
import { toneMs } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { onTheSwitch } from '../worlds/on-the-switch.ts';
import { asksAside, COLLEAGUE_HZ, startTwoAgents, type TwoAgents } from './two-agents.ts';
import { AGENT_HZ, answers, CUSTOMER_HZ, classifies } from './voices.ts';

/** A conference: one of its people is muted, and it goes on, recorded, while the agent talks with somebody else. */

/** A third tone: two that are the same add up to one that drowns the others, or cancel each other out. */
const THIRD_HZ = 1_500;

let talking: TwoAgents;
let thirdBrowser: Browser;
let centre: CentreWorld;
let first: DeskPage;
let second: DeskPage;
let third: DeskPage;
let office: Desk;

beforeAll(async () => {
  if (!hasChromium()) return;
  [talking, thirdBrowser] = await Promise.all([startTwoAgents(), launchTalkingBrowser(THIRD_HZ)]);
  ({ centre, first, second } = talking);
  office = await centre.logIn('supervisor');
  third = await DeskPage.logIn(thirdBrowser, centre, 'agente3');
  await third.phoneIsRegistered();
}, 120_000);

afterAll(async () => {
  await thirdBrowser?.close();
  await talking?.stop();
});

/** What is not heard in time is told with who is in which bridge of Asterisk. */
async function untilCall(
  call: PhoneCall,
  condition: (it: PhoneCall) => boolean,
  what: string,
): Promise<void> {
  try {
    await call.until(condition, 15_000, what);
  } catch (fault) {
    const bridges = await onTheSwitch<{ technology: string; channels: string[] }[]>(centre, 'bridges');
    const seen = bridges.map(({ technology, channels }) => `${technology}: ${channels.join(' ')}`);
    throw new Error(`${(fault as Error).message}; bridges: ${seen.join('; ')}`);
  }
}

/** The customer hears the one tone and not the other. */
const customerHears = (call: PhoneCall, hz: number, not: number, what: string) =>
  untilCall(call, it => it.hears(hz, { ms: 400 }) && !it.hears(not, { ms: 400 }), what);
const customerHearsBoth = (call: PhoneCall, what: string) =>
  untilCall(call, it => it.hears(AGENT_HZ, { ms: 400 }) && it.hears(COLLEAGUE_HZ, { ms: 400 }), what);

const person = (who: string) => first.page.locator(`[data-dialog=people] [data-person=${who}]`);
const switchOf = (row: Locator) => row.locator('[data-action=mute-person]');
const customer = () => person('customer');
const colleague = () => first.page.locator('[data-dialog=people] [data-person]:not([data-person=customer])');

describe.skipIf(!hasChromium())('a conference', () => {
  test('has one of its people muted, who hears everybody, over a reload and a restart; it ends when they are let speak', async () => {
    const call = await talking.customerCalls('04145550101');
    await answers(first, call);
    await asksAside(first, second, 'Nivel Dos');
    await first.press('Shift+F7');
    await first.page.locator('[data-joined]').waitFor();
    await customerHearsBoth(call, 'the customer hears both');
    await untilHearsToo(second.page, CUSTOMER_HZ, 'the colleague hears the customer');

    await first.press('Shift+F6');
    await switchOf(customer()).focus();
    await first.press('Space');
    await first.page.locator('[data-dialog=people] [data-person=customer][data-muted=true]').waitFor();
    await shots(first.page, 'conference-people');
    await untilHears(first.page, COLLEAGUE_HZ, 'the agent hears the colleague alone');
    await untilHears(second.page, AGENT_HZ, 'the colleague hears the agent alone');
    await customerHearsBoth(call, 'the customer hears both while muted');
    await switchOf(customer()).press('Space');
    await untilHearsToo(second.page, CUSTOMER_HZ, 'the colleague hears the customer again');

    await switchOf(colleague()).press('Space');
    await second.page.locator('[data-muted-by]').waitFor();
    await customerHears(call, AGENT_HZ, COLLEAGUE_HZ, 'the customer does not hear the colleague');
    await untilHears(first.page, CUSTOMER_HZ, 'nor does the agent');
    await first.press('Escape');
    await shots(first.page, 'conference-muted');
    await shots(second.page, 'conference-muted-guest');
    await untilHearsToo(second.page, CUSTOMER_HZ, 'who is muted hears the customer');

    await second.page.reload();
    await second.callIs('talking');
    await second.page.locator('[data-muted-by]').waitFor();
    await untilHearsToo(second.page, CUSTOMER_HZ, 'the colleague is back');
    await customerHears(call, AGENT_HZ, COLLEAGUE_HZ, 'and muted by the new channel, too');
    await centre.kill('calls');
    await centre.start('calls');
    await first.page.locator('[data-notice=calls-away]').waitFor({ state: 'hidden' });
    await second.page.locator('[data-muted-by]').waitFor();
    await customerHears(call, AGENT_HZ, COLLEAGUE_HZ, 'after a restart, too');

    // Two are left: the conference is over, and who was muted is heard.
    await first.press('F9');
    await first.callIs('wrap-up');
    await customerHears(call, COLLEAGUE_HZ, AGENT_HZ, 'the customer hears who has the call now');
    await second.page.locator('[data-muted-by]').waitFor({ state: 'detached' });
    await second.press('F9');
    await call.ended;
    await first.press('F8', '0', 'Enter', 'Enter');
    await first.callIs('idle');
    await classifies(second);
  });

  test('goes on and is recorded while the agent is aside with somebody else', async () => {
    const { items: people } = await office.get<List<AgentPicture>>('/agents');
    const colleagueId = people.find(({ username }) => username === 'nivel2')?.id;
    await second.stateIs('ready');
    await third.page.locator('[data-will=ready]').click();
    await third.stateIs('ready');
    const call = await talking.customerCalls('04145550102');
    await answers(first, call);
    await asksAside(first, second, 'Nivel Dos');
    await first.press('Shift+F7');
    await first.page.locator('[data-joined]').waitFor();
    await customerHearsBoth(call, 'the customer hears both');
    await asksAside(first, third, 'Agente Tres');
    await customerHears(call, COLLEAGUE_HZ, AGENT_HZ, 'the customer talks on with the colleague');
    await untilHears(second.page, CUSTOMER_HZ, 'the colleague hears the customer alone');
    await untilHears(third.page, AGENT_HZ, 'the third hears the agent');
    const before = call.earpiece.packets;
    await call.until(it => it.earpiece.packets > before + 100, 10_000, 'two seconds of the two');
    await shots(first.page, 'conference-aside');
    await first.press('Shift+F4');
    await customerHearsBoth(call, 'the agent is back');
    await first.press('F4');
    await third.callIs('idle');
    await first.press('F9');
    await first.callIs('wrap-up');
    await customerHears(call, COLLEAGUE_HZ, AGENT_HZ, 'the colleague has the call');
    await second.press('F9');
    await call.ended;
    const ticket = await office.newestTicket();
    const kept = async () => {
      const { items } = await office.get<List<RecordingCard>>(`/recordings?ticket=${ticket}`);
      return items.length === 5 && items.every(({ state }) => state === 'kept') && items;
    };
    const recordings = await waitUntil(kept, { what: 'five are kept', within: 20_000, every: 200 });
    const own = recordings
      .filter(({ agent }) => agent === colleagueId)
      .toSorted((a, b) => a.startedAt - b.startedAt);
    expect(own).toHaveLength(2);
    const audio = await office.raw('GET', `/recordings/${own[0]?.id}/audio`);
    const wav = Buffer.from(await audio.arrayBuffer());
    const [agent, theirs, customers] = [AGENT_HZ, COLLEAGUE_HZ, CUSTOMER_HZ].map(hz => toneMs(wav, hz));
    expect(theirs).toBeGreaterThan(1_500);
    expect(customers).toBeGreaterThan(1_500);
    // The consultation is in no recording of the customer.
    expect(agent).toBeLessThan(200);
    await first.press('F8', '0', 'Enter', 'Enter');
    await first.callIs('idle');
    await classifies(second);
  });

  test('talks on when its customer hangs up, or is let go by mouse, in no recording; alone, it is over', async () => {
    await third.page.locator('[data-will=off]').click();
    await third.stateIs('off');
    await second.stateIs('ready');
    const call = await talking.customerCalls('04145550101');
    await answers(first, call);
    await asksAside(first, second, 'Nivel Dos');
    await first.press('Shift+F7');
    await first.page.locator('[data-joined]').waitFor();
    await customerHearsBoth(call, 'the customer hears both');
    await call.hangUp();
    await first.page.locator('[data-customer-left]').waitFor();
    await second.page.locator('[data-guest=left]').waitFor();
    await untilHears(first.page, COLLEAGUE_HZ, 'the agent hears the colleague alone');
    await untilHears(second.page, AGENT_HZ, 'the colleague hears the agent alone');
    await shots(first.page, 'conference-customer-left');
    await first.press('F7');
    await first.page.locator('[data-dialog=transfer]').waitFor();
    expect(await first.does('confirm-transfer').count()).toBe(0);
    await shots(first.page, 'consult-without-customer');
    await first.press('Escape');
    await first.page.locator('[role=dialog]').waitFor({ state: 'detached' });
    await shots(second.page, 'conference-customer-left-guest');
    expect(await first.page.locator('[data-recorder]').count()).toBe(0);
    await centre.kill('calls');
    await centre.start('calls');
    await first.page.locator('[data-notice=calls-away]').waitFor({ state: 'hidden' });
    await untilHears(second.page, AGENT_HZ, 'after a restart, too');
    await second.press('F9');
    await first.callIs('wrap-up');
    await second.callIs('idle');
    await first.press('F8', '0', 'Enter', 'Enter');
    await first.callIs('idle');

    const other = await talking.customerCalls('04145550101');
    await answers(first, other);
    await asksAside(first, second, 'Nivel Dos');
    await first.press('Shift+F7');
    await first.does('people').click();
    await customer().locator('[data-action=remove-person]').click();
    await other.ended;
    await customer().waitFor({ state: 'detached' });
    await shots(first.page, 'conference-customer-dropped');
    await first.press('Escape');
    await untilHears(second.page, AGENT_HZ, 'the others talk on');
    await first.press('F9');
    await first.callIs('wrap-up');
    await second.callIs('idle');
    await first.press('F8', '0', 'Enter', 'Enter');
    await first.callIs('idle');
  });

  /** The customer of a conference of three of ours hangs up. */
  async function withoutCustomer(from: string): Promise<void> {
    const call = await talking.customerCalls(from);
    await answers(first, call);
    await third.page.locator('[data-will=ready]').click();
    await third.stateIs('ready');
    for (const [colleague, name] of [
      [second, 'Nivel Dos'],
      [third, 'Agente Tres'],
    ] as const) {
      await asksAside(first, colleague, name);
      await first.press('Shift+F7');
      await first.page.locator('[data-colleague=aside]').waitFor({ state: 'detached' });
    }
    await customerHearsBoth(call, 'the customer hears both');
    await call.hangUp();
    await first.page.locator('[data-customer-left]').waitFor();
  }
  async function hearEachOther(what: string): Promise<void> {
    await untilHears(second.page, THIRD_HZ, `${what}: the colleague hears the third`);
    await untilHears(third.page, COLLEAGUE_HZ, `${what}: the third hears the colleague`);
  }

  test('whose customer has left goes on when its leader leaves: a colleague leads it, and owes nothing', async () => {
    await withoutCustomer('04145550102');
    await first.does('transfer').click();
    await first.page.locator('[data-dialog=transfer]').waitFor();
    await shots(first.page, 'consult-without-customer-others');
    await first.press('Escape');
    await first.page.locator('[role=dialog]').waitFor({ state: 'detached' });
    await first.press('F9');
    await first.callIs('wrap-up');
    await hearEachOther('without who led them');
    await second.page.locator('[data-guest]').waitFor({ state: 'detached' });
    await second.does('hold').waitFor();
    expect(await second.page.locator('[data-disposition], #disposition-choice').count()).toBe(0);
    await shots(first.page, 'lead-passed-wrap-up');
    await shots(second.page, 'lead-passed-leader');
    await shots(third.page, 'lead-passed-guest');
    await first.press('F8', '0', 'Enter', 'Enter');
    await first.callIs('idle');
    await second.page.reload();
    await second.callIs('talking');
    await hearEachOther('after a reload');
    await centre.kill('calls');
    await centre.start('calls');
    await second.page.locator('[data-notice=calls-away]').waitFor({ state: 'hidden' });
    await hearEachOther('after a restart');
    // One alone is left.
    await second.does('hang-up').click();
    await Promise.all([second.callIs('idle'), third.callIs('idle')]);
    const ticket = await office.newestTicket();
    const whole = await office.ticketUntil(ticket, 'has all of it', page =>
      page.timeline.some(({ fact }) => fact.kind === 'call-ended'),
    );
    const kinds = whole.timeline.map(({ fact }) => fact.kind);
    expect(kinds).toEqual(expect.arrayContaining(['customer-left', 'lead-passed', 'wrap-up-ended']));
    expect(kinds.filter(kind => kind === 'wrap-up-ended' || kind === 'answered')).toHaveLength(2);
    await third.page.locator('[data-will=off]').click();
    await third.stateIs('off');
  });

  test('that its leader may not leave ends for all when they are sure, and not with a lost page', async () => {
    const admin = await DeskPage.logIn(talking.browser, centre, 'admin');
    await admin.page.goto(`${centre.webUrl}/admin`);
    await admin.does('policies').click();
    const policy = admin.page.locator('[data-field=leaderMayLeave]');
    await policy.waitFor();
    await policy.uncheck();
    await admin.page.setViewportSize({ width: 1366, height: 768 });
    await shots(admin.page, 'conference-policy');
    await admin.does('save-policies').click();
    await policy.waitFor({ state: 'hidden' });
    await admin.close();

    await first.page.setViewportSize({ width: 1366, height: 768 });
    const call = await talking.customerCalls('04145550103');
    await answers(first, call);
    await asksAside(first, second, 'Nivel Dos');
    await first.press('Shift+F7');
    await first.page.locator('[data-joined]').waitFor();
    await customerHearsBoth(call, 'the customer hears both');
    const asked = first.page.locator('[data-dialog=end-for-all]');
    await first.press('F9');
    await asked.waitFor();
    await shots(first.page, 'conference-end');
    await first.press('Escape');
    await asked.waitFor({ state: 'hidden' });
    await customerHearsBoth(call, 'nobody has left');

    await first.page.reload();
    await first.callIs('talking');
    await customerHearsBoth(call, 'the agent is back');
    // Who is removed is free, and the two talk on.
    await first.does('people').click();
    await colleague().locator('[data-action=remove-person]').click();
    await second.callIs('idle');
    await first.page.locator('[data-joined]').waitFor({ state: 'hidden' });
    await customerHears(call, AGENT_HZ, COLLEAGUE_HZ, 'the customer hears the agent alone');
    await first.page.locator('[role=dialog]').waitFor({ state: 'detached' });
    await asksAside(first, second, 'Nivel Dos');
    await first.press('Shift+F7');
    await first.page.locator('[data-joined]').waitFor();
    await customerHearsBoth(call, 'the two are joined again');
    await first.does('hang-up').click();
    await asked.locator('[data-action=confirm-end]:focus').waitFor();
    await first.press('Enter');
    await Promise.all([call.ended, first.callIs('wrap-up'), second.callIs('idle')]);
    await shots(first.page, 'conference-ended');
    await first.press('F8', '0', 'Enter', 'Enter');
    await first.callIs('idle');

    // Those who are left without the customer, too.
    await withoutCustomer('04145550102');
    await first.press('F9');
    await asked.locator('[data-action=confirm-end]:focus').waitFor();
    await shots(first.page, 'conference-end-ours');
    await first.press('Enter');
    await Promise.all([first.callIs('wrap-up'), second.callIs('idle'), third.callIs('idle')]);
    await first.press('F8', '0', 'Enter', 'Enter');
    await first.callIs('idle');
    // A loaded machine's web puts long lists off, and says so.
    expect(first.complaints.filter(each => !/503/.test(each))).toEqual([]);
  });
});
