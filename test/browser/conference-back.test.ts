import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PhoneCall } from '../../src/sip-phone/phone-call.ts';
import { hasChromium } from '../kit/browser.ts';
import { untilHearsToo } from '../kit/listening.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { DeskPage } from '../worlds/desk-page.ts';
import { bridgeOf } from '../worlds/on-the-switch.ts';
import { COLLEAGUE_HZ, joinsColleague, startTwoAgents, type TwoAgents } from './two-agents.ts';
import { AGENT_HZ, answers, CUSTOMER_HZ, classifies } from './voices.ts';

/** A colleague of a conference whose page is loaded anew when nobody can take its wish. `CAUCE_ROUNDS=20` repeats it. */

const ROUNDS = Number(process.env.CAUCE_ROUNDS ?? 1);

let talking: TwoAgents;
let centre: CentreWorld;
let first: DeskPage;
let second: DeskPage;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTwoAgents();
  ({ centre, first, second } = talking);
}, 120_000);

afterAll(async () => {
  await talking?.stop();
});

/** Anew: what was heard before does not count. */
async function customerHears(call: PhoneCall, hz: number, not: number, what: string): Promise<void> {
  call.earpiece.forget();
  await call.until(it => it.hears(hz, { ms: 400 }) && !it.hears(not, { ms: 400 }), 15_000, what);
}

async function isBackAndMuted(call: PhoneCall): Promise<void> {
  await second.page.locator('body[data-sip-call=talking]').waitFor({ state: 'attached' });
  await second.page.locator('[data-muted-by]').waitFor();
  await untilHearsToo(second.page, CUSTOMER_HZ, 'the colleague is back');
  await customerHears(call, AGENT_HZ, COLLEAGUE_HZ, 'the customer hears the agent alone');
}

describe.skipIf(!hasChromium())('a colleague of a conference, muted, whose page is loaded anew', () => {
  let call: PhoneCall;
  let id: string;

  beforeAll(async () => {
    call = await talking.customerCalls('04145550101');
    id = await answers(first, call);
    await joinsColleague(first, second);
    await first.press('Shift+F6');
    await first.page
      .locator('[data-person]:not([data-person=customer]) [data-action=mute-person]')
      .press('Space');
    await first.press('Escape');
    await isBackAndMuted(call);
  });

  test('is back in it, muted as before, though `calls` dies with the wish', async () => {
    for (let at = 0; at < ROUNDS; at += 1) {
      const asked = second.page.waitForRequest('**/rejoin');
      await second.page.reload();
      await asked;
      await centre.kill('calls');
      await centre.start('calls');
      await isBackAndMuted(call);
    }
  }, 600_000);

  test('is back in it although Asterisk misses their old leg while `calls` is away', async () => {
    for (let at = 0; at < ROUNDS; at += 1) {
      await centre.kill('calls');
      await second.page.reload();
      await waitUntil(async () => (await bridgeOf(centre, id))?.agents.length === 1, {
        what: 'the old leg is gone',
        within: 60_000,
        every: 250,
      });
      await customerHears(call, AGENT_HZ, COLLEAGUE_HZ, 'the others talk on');
      await centre.start('calls');
      await isBackAndMuted(call);
    }
  }, 600_000);

  test('and is heard again when the conference is over', async () => {
    await first.press('F9');
    await first.callIs('wrap-up');
    await customerHears(call, COLLEAGUE_HZ, AGENT_HZ, 'the colleague has the call');
    await second.press('F9');
    await call.ended;
    await classifies(second);
    expect(call.phase).toBe('ended');
  });
});
