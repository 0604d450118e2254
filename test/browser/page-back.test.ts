import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallCard } from '../../src/http/shapes/calls.ts';
import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { hasChromium } from '../kit/browser.ts';
import { untilHears } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { tone } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { DeskPage } from '../worlds/desk-page.ts';
import type { DeskPhone } from '../worlds/desk-phone.ts';
import { bridgeOf, onTheSwitch } from '../worlds/on-the-switch.ts';
import { type AgentAndLine, startAgentAndLine } from './agent-and-line.ts';
import { AGENT_HZ, answers, CUSTOMER_HZ, classifies, endsAndClassifies, voicesBothWays } from './voices.ts';

/** A page that comes back for its call: what may go wrong on the way, and what must not. */

/** A browser that plays nothing before its person has touched the page. */
const MUTE_BEFORE_TOUCH = `
  let touched = false;
  addEventListener('pointerdown', () => { touched = true; }, true);
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    return touched ? play.call(this) : Promise.reject(new DOMException('touch first', 'NotAllowedError'));
  };`;

let talking: AgentAndLine;
let centre: CentreWorld;
let customersLine: DeskPhone;
let desk: DeskPage;

const customerCalls = (): Promise<OutgoingCall> => talking.customerCalls('04145550101');

async function isTalkingHere(each: DeskPage): Promise<void> {
  await each.page.locator('body[data-sip-call=talking]').waitFor({ state: 'attached' });
}

/** Customer, agent and the recording's ear: nobody is left over. */
async function nobodyIsLeftOver(call: string): Promise<void> {
  await waitUntil(async () => (await bridgeOf(centre, call))?.agents.length === 1, {
    what: 'one agent is in the bridge',
    within: 10_000,
    every: 100,
  });
  await waitUntil(async () => (await onTheSwitch<unknown[]>(centre, 'channels')).length === 3, {
    what: 'no leg is left over',
    within: 10_000,
    every: 100,
  });
}

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startAgentAndLine();
  ({ centre, desk, line: customersLine } = talking);
}, 120_000);

afterAll(async () => {
  await talking?.stop();
});

describe.skipIf(!hasChromium())('a page that comes back for its call', () => {
  test('says calmly what it does, asks until it is heard, and was muted if it was', async () => {
    const call = await customerCalls();
    await answers(desk, call);
    await desk.press('F6');
    await call.until(each => !each.hears(AGENT_HZ), 10_000, 'the microphone is off');
    await desk.page.route('**/rejoin', route => route.abort());
    await desk.page.reload();
    await desk.page.locator('[data-returning]').waitFor();
    await shots(desk.page, 'agent-returning');
    await desk.page.unroute('**/rejoin');
    await isTalkingHere(desk);
    await untilHears(desk.page, CUSTOMER_HZ, 'the agent hears the customer');
    expect(await desk.does('mute').getAttribute('data-muted')).toBe('true');
    expect(call.hears(AGENT_HZ)).toBe(false);
    await desk.press('F6');
    await voicesBothWays(desk, call);
    await endsAndClassifies(desk, call);
  });

  test('gets it although `calls` is killed in between; no leg is left over', async () => {
    const call = await customerCalls();
    const id = await answers(desk, call);
    const asked = desk.page.waitForRequest('**/rejoin');
    await desk.page.reload();
    await asked;
    await centre.kill('calls');
    await centre.start('calls');
    await isTalkingHere(desk);
    await voicesBothWays(desk, call);
    await nobodyIsLeftOver(id);
    await endsAndClassifies(desk, call);
  });

  test('may be a new tab after the old one crashed; one beside a living tab takes nothing', async () => {
    const call = await customerCalls();
    const id = await answers(desk, call);
    const before = await bridgeOf(centre, id);
    const beside = await desk.anotherTab();
    await beside.page.locator('body[data-phone-state=elsewhere]').waitFor({ state: 'attached' });
    await beside.callIs('talking');
    expect(await beside.page.locator('[data-returning]').count()).toBe(0);
    await voicesBothWays(desk, call);
    expect(await bridgeOf(centre, id)).toEqual(before);
    await beside.page.close();

    await desk.page.close();
    desk = await desk.anotherTab();
    await isTalkingHere(desk);
    await voicesBothWays(desk, call);
    await nobodyIsLeftOver(id);
    await endsAndClassifies(desk, call);
  });

  test('that was ringing rings again with the same call', async () => {
    const call = await customerCalls();
    await desk.callIs('ringing');
    const id = await desk.page.locator('[data-call-id]').getAttribute('data-call-id');
    await desk.page.reload();
    expect(await answers(desk, call)).toBe(id);
    await endsAndClassifies(desk, call);
  });

  test('that was ringing rings again also when `calls` was killed and saw no telephone go', async () => {
    const call = await customerCalls();
    await desk.callIs('ringing');
    await centre.kill('calls');
    await desk.page.reload();
    await desk.phoneIsRegistered();
    await centre.start('calls');
    await answers(desk, call);
    await endsAndClassifies(desk, call);
  });

  describe('that called a customer back', () => {
    async function callsBack(): Promise<IncomingCall> {
      const first = await customerCalls();
      const id = await answers(desk, first);
      await endsAndClassifies(desk, first);
      const office = await centre.logIn('supervisor');
      const { items } = await office.get<{ items: CallCard[] }>('/calls?limit=20');
      const ticket = items.find(each => each.id === id)?.ticket ?? '';
      await desk.page.evaluate(`fetch('/api/v1/tickets/${ticket}/call-back', {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}',
      })`);
      return customersLine.nextCall();
    }

    async function talks(call: IncomingCall): Promise<void> {
      await isTalkingHere(desk);
      await voicesBothWays(desk, call);
    }

    test('takes that call up', async () => {
      const call = await callsBack();
      await call.answer();
      void call.play(tone(CUSTOMER_HZ));
      await desk.callIs('talking');
      await talks(call);
      await desk.page.reload();
      await talks(call);
      await endsAndClassifies(desk, call);
    });

    test('hears what the network says before the answer, and is not heard by it', async () => {
      const call = await callsBack();
      void call.play(tone(CUSTOMER_HZ));
      await call.sayEarly();
      await untilHears(desk.page, CUSTOMER_HZ, 'the agent hears the network');
      await desk.callIs('dialling');
      expect(call.hears(AGENT_HZ)).toBe(false);
      await call.answer();
      await desk.callIs('talking');
      await talks(call);
      await endsAndClassifies(desk, call);
    });

    /** The page is loaded anew and kept from asking for the call until the leg that it had is gone. */
    async function losesItsLeg(): Promise<void> {
      await desk.page.route('**/rejoin', route => route.abort());
      await desk.page.reload();
      await desk.page.locator('[data-returning]').waitFor();
      await shots(desk.page, 'agent-returning-dialling');
      const legs = async () =>
        (await onTheSwitch<{ id: string }[]>(centre, 'channels')).filter(({ id }) => id.startsWith('leg-'));
      await waitUntil(async () => (await legs()).length === 0, {
        what: 'the leg of the page before is gone',
        within: 30_000,
        every: 100,
      });
    }

    test('is back for it also when its leg has died: the customer is rung on, and answers it', async () => {
      const call = await callsBack();
      await losesItsLeg();
      await desk.page.unroute('**/rejoin');
      await desk.callIs('dialling');
      await isTalkingHere(desk);
      await call.answer();
      void call.play(tone(CUSTOMER_HZ));
      await talks(call);
      await endsAndClassifies(desk, call);
    });

    test('has the customer who answered while it was away: nobody hangs them up', async () => {
      const call = await callsBack();
      await losesItsLeg();
      await call.answer();
      void call.play(tone(CUSTOMER_HZ));
      await talks(call);
      await desk.page.unroute('**/rejoin');
      await endsAndClassifies(desk, call);
    });

    test('takes it up also when the customer answers only after the page was loaded anew', async () => {
      const call = await callsBack();
      await desk.page.reload();
      await desk.phoneIsRegistered();
      await call.answer();
      void call.play(tone(CUSTOMER_HZ));
      await talks(call);
      await endsAndClassifies(desk, call);
    });
  });

  test('offers to be heard by hand where the browser plays nothing before a touch', async () => {
    const call = await customerCalls();
    await answers(desk, call);
    await desk.page.addInitScript(MUTE_BEFORE_TOUCH);
    await desk.page.reload();
    const listen = desk.does('listen');
    await listen.waitFor();
    await listen.click();
    await listen.waitFor({ state: 'hidden' });
    await untilHears(desk.page, CUSTOMER_HZ, 'the agent hears the customer');
    await call.hangUp();
    await classifies(desk);
  });
});
