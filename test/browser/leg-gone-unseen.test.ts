import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PhoneCall } from '../../src/sip-phone/phone-call.ts';
import { hasChromium } from '../kit/browser.ts';
import { untilHears, untilHearsToo } from '../kit/listening.ts';
import { heardPrompt, untilHeard } from '../kit/prompt.ts';
import { shots } from '../kit/shots.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import type { DeskPage } from '../worlds/desk-page.ts';
import { bridgeOf } from '../worlds/on-the-switch.ts';
import { COLLEAGUE_HZ, joinsColleague, startTwoAgents, type TwoAgents } from './two-agents.ts';
import { AGENT_HZ, answers, CUSTOMER_HZ, classifies, endsAndClassifies, voicesBothWays } from './voices.ts';

/**
 * A page loses its leg while `calls` is dead: it was loaded anew and Asterisk missed its voice, or its person hung up. Nobody
 * saw which; the page says so.
 */

const RECOVERING = 'recuperamos-su-llamada';

let talking: TwoAgents;
let centre: CentreWorld;
let office: Desk;
let first: DeskPage;
let second: DeskPage;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTwoAgents();
  ({ centre, first, second } = talking);
  office = await centre.logIn('supervisor');
}, 120_000);

afterAll(async () => {
  await talking?.stop();
});

/** While `calls` is dead; so many of ours are left in the bridge. */
async function losesLeg(id: string, left: number, how: () => Promise<unknown>): Promise<void> {
  await centre.kill('calls');
  await how();
  await waitUntil(async () => (await bridgeOf(centre, id))?.agents.length === left, {
    what: 'the leg is gone',
    within: 60_000,
    every: 250,
  });
}

/** Its page does not get its call back, until it may: what is returned. */
async function staysAway({ page }: DeskPage): Promise<() => Promise<void>> {
  await page.route('**/rejoin', route => route.abort());
  return () => page.unroute('**/rejoin');
}

const isTalking = (desk: DeskPage) =>
  desk.page.locator('body[data-sip-call=talking]').waitFor({ state: 'attached' });

/** What is told of the call, in its ticket, once it is over. */
async function toldOf(ticket: string): Promise<string[]> {
  const { timeline } = await office.ticketUntil(ticket, 'is told of the end', page =>
    page.timeline.some(({ fact }) => fact.kind === 'call-ended'),
  );
  return timeline.map(({ fact }) => fact.kind);
}

const ticketOf = async (desk: DeskPage) =>
  ((await desk.page.locator('[data-ticket] h2').textContent()) ?? '').trim();

async function joins(call: PhoneCall): Promise<void> {
  await joinsColleague(first, second);
  await threeHearEachOther(call);
}

async function threeHearEachOther(call: PhoneCall): Promise<void> {
  call.earpiece.forget();
  await call.until(
    it => it.hears(AGENT_HZ, { ms: 400 }) && it.hears(COLLEAGUE_HZ, { ms: 400 }),
    15_000,
    'the customer hears both',
  );
  for (const [desk, hz] of [
    [first, CUSTOMER_HZ],
    [first, COLLEAGUE_HZ],
    [second, CUSTOMER_HZ],
    [second, AGENT_HZ],
  ] as const)
    await untilHearsToo(desk.page, hz, `${hz} Hz is heard`);
}

describe.skipIf(!hasChromium())('a page that loses its leg while `calls` is dead', () => {
  test('is in its call again, of which nobody is told that it was lost', async () => {
    const call = await talking.customerCalls('04145550101');
    const id = await answers(first, call);
    const ticket = await ticketOf(first);
    await losesLeg(id, 0, () => first.page.reload());
    await centre.start('calls');
    await isTalking(first);
    call.earpiece.forget();
    await voicesBothWays(first, call);
    expect(await first.page.locator('[data-call-id]').getAttribute('data-call-id')).toBe(id);
    expect((await bridgeOf(centre, id))?.agents).toHaveLength(1);
    await endsAndClassifies(first, call);
    const told = await toldOf(ticket);
    expect(told).toContain('agent-rejoined');
    expect(told).not.toContain('agent-leg-lost');
  });

  test('has its customer told so, who hears music after it, while it does not come', async () => {
    const call = await talking.customerCalls('04145550101');
    const id = await answers(first, call);
    const comes = await staysAway(first);
    await losesLeg(id, 0, () => first.page.reload());
    await centre.start('calls');
    await untilHeard(call, RECOVERING);
    await first.page.locator('[data-returning]').waitFor();
    await shots(first.page, 'unseen-returning');
    await waitUntil(() => !call.earpiece.isQuiet(1_000) && !heardPrompt(call.earpiece, RECOVERING), {
      what: 'the customer hears music',
      within: 8_000,
      every: 250,
    });
    await comes();
    await isTalking(first);
    call.earpiece.forget();
    await voicesBothWays(first, call);
    await endsAndClassifies(first, call);
  });

  test('had its person hang up: so it is told, and the customer waits for nobody', async () => {
    const call = await talking.customerCalls('04145550101');
    const id = await answers(first, call);
    const ticket = await ticketOf(first);
    await losesLeg(id, 0, () => first.press('F9'));
    await centre.start('calls');
    await call.ended;
    await classifies(first);
    const told = await toldOf(ticket);
    expect(told).not.toContain('agent-leg-lost');
  });

  describe('in a conference of three', () => {
    let call: PhoneCall;
    let id: string;

    beforeAll(async () => {
      call = await talking.customerCalls('04145550101');
      id = await answers(first, call);
      await joins(call);
    });

    test('is in it again: the one who leads it', async () => {
      await losesLeg(id, 1, () => first.page.reload());
      await centre.start('calls');
      await isTalking(first);
      await threeHearEachOther(call);
      await first.page.locator('[data-joined]').waitFor();
    });

    test('are both in it again: the one who leads it and their colleague', async () => {
      // A page that happens to try at once is back before anything was said.
      const come = await Promise.all([staysAway(first), staysAway(second)]);
      await losesLeg(id, 0, () => Promise.all([first.page.reload(), second.page.reload()]));
      await centre.start('calls');
      await untilHeard(call, RECOVERING);
      await Promise.all(come.map(comes => comes()));
      await Promise.all([isTalking(first), isTalking(second)]);
      await threeHearEachOther(call);
      await first.page.locator('[data-joined]').waitFor();
      await shots(first.page, 'unseen-both');
      await shots(second.page, 'unseen-both-colleague');
    });

    test('had its person hang up: their colleague is told so', async () => {
      await losesLeg(id, 1, () => second.press('F9'));
      await centre.start('calls');
      await first.page.locator('[data-joined]').waitFor({ state: 'detached' });
      await second.callIs('idle');
      await untilHears(first.page, CUSTOMER_HZ, 'the two talk on');
      await endsAndClassifies(first, call);
    });
  });
});
