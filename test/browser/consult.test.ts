import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallCard } from '../../src/http/shapes/calls.ts';
import type { List } from '../../src/http/shapes/list.ts';
import type { PhoneCall } from '../../src/sip-phone/phone-call.ts';
import type { AgentPicture } from '../../src/supervision/events.ts';
import { hasChromium } from '../kit/browser.ts';
import { untilHears, untilHearsToo } from '../kit/listening.ts';
import { misfits } from '../kit/misfits.ts';
import { shots } from '../kit/shots.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { COLLEAGUE_HZ, startTwoAgents, type TwoAgents } from './two-agents.ts';
import { AGENT_HZ, answers, CUSTOMER_HZ, classifies, hasThemForGood, voicesBothWays } from './voices.ts';

/** An agent asks a colleague beside the customer: who hears whom, by their tones, and who has the call in the end. */

const NOTE = 'Módem sin sincronía; ¿es de la central?';

let talking: TwoAgents;
let centre: CentreWorld;
let first: DeskPage;
let second: DeskPage;
let board: DeskPage;
let office: Desk;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTwoAgents();
  ({ centre, first, second } = talking);
  office = await centre.logIn('supervisor');
  board = await DeskPage.logIn(talking.browser, centre, 'supervisor');
}, 120_000);

afterAll(async () => {
  await talking?.stop();
});

const music = (call: PhoneCall) =>
  call.until(
    it => !it.hears(AGENT_HZ) && !it.hears(COLLEAGUE_HZ) && !it.earpiece.isQuiet(1_000),
    15_000,
    'the customer hears music',
  );

/** A customer talks with the first agent, who asks the second one; they answer. */
async function asks(from: string): Promise<PhoneCall> {
  const call = await talking.customerCalls(from);
  await answers(first, call);
  await first.press('F7');
  await first.page.locator('[data-dialog=transfer] [data-target-agent]:enabled').first().check();
  await first.page.locator('[data-text=transfer-note]').fill(NOTE);
  await shots(first.page, 'agent-consult-choose');
  await first.press('Shift+Enter');
  await first.page.locator('[data-colleague=ringing]').waitFor();
  await music(call);
  await second.page.locator('[data-asked-by]', { hasText: NOTE }).waitFor();
  return call;
}

async function asideWith(from: string): Promise<PhoneCall> {
  const call = await asks(from);
  await second.press('F2');
  await second.callIs('talking');
  await untilHears(second.page, AGENT_HZ, 'the colleague hears the agent');
  await untilHears(first.page, COLLEAGUE_HZ, 'the agent hears the colleague');
  await music(call);
  return call;
}

async function secondTalks(call: PhoneCall): Promise<void> {
  await call.until(it => it.hears(COLLEAGUE_HZ), 15_000, 'the customer hears the colleague');
  await untilHears(second.page, CUSTOMER_HZ, 'the colleague hears the customer');
  await hasThemForGood(second);
}

/** Both wrap up: the one who gave the call on, and the one who had it last. */
async function bothClassify(): Promise<void> {
  await first.press('F8', '0', 'Enter', 'Enter');
  await first.callIs('idle');
  await classifies(second);
}

describe.skipIf(!hasChromium())('a colleague who is asked', () => {
  test('talks with the agent while the customer hears music, and has the customer when the agent completes', async () => {
    const call = await asks('04145550101');
    await shots(first.page, 'agent-consult-rings');
    await shots(second.page, 'agent-consult-asked');
    await second.press('F2');
    await second.callIs('talking');
    await untilHears(second.page, AGENT_HZ, 'the colleague hears the agent');
    await untilHears(first.page, COLLEAGUE_HZ, 'the agent hears the colleague');
    await music(call);
    await shots(first.page, 'agent-consult-aside');
    await shots(second.page, 'agent-consult-guest');
    await first.press('F3');
    await first.page.locator('[data-recorder=paused]').waitFor();
    expect(await misfits(first.page, 'agent-consult-paused')).toEqual([]);
    expect(await misfits(second.page, 'agent-consult-guest')).toEqual([]);
    await first.press('F3');
    await first.page.locator('[data-recorder=waits]').waitFor();
    // The history beside the call follows what is said of it.
    for (const fact of ['consulted', 'consult-answered', 'recording-ordered'])
      await first.page.locator(`[data-ticket] [data-fact=${fact}]`).first().waitFor();
    // Help is asked for in the middle of it, by key, and taken back by mouse.
    const id = await first.page.locator('[data-call-id]').getAttribute('data-call-id');
    const onBoard = board.page.locator(`[data-help-asked="${id}"]`);
    await first.press('F1');
    await onBoard.waitFor();
    await first.page.locator('[data-help=asked]').waitFor();
    await shots(first.page, 'agent-consult-help');
    await first.does('help').click();
    await onBoard.waitFor({ state: 'detached' });
    await first.page.locator('[data-help]').waitFor({ state: 'detached' });
    await first.press('F1');
    await board.does('see-help').click();
    await first.page.locator('[data-help=seen]').waitFor();
    await first.page.setViewportSize({ width: 1280, height: 633 });
    await shots(first.page, 'agent-consult-help-seen');
    await first.press('F7');
    await first.callIs('wrap-up');
    await secondTalks(call);
    await shots(first.page, 'agent-consult-given');
    await shots(second.page, 'agent-consult-mine');
    const ticket = await office.newestTicket();
    await second.press('F9');
    await call.ended;
    await bothClassify();
    const whole = await office.ticketUntil(
      ticket,
      'has both parts',
      page => page.timeline.filter(({ fact }) => fact.kind === 'wrap-up-ended').length === 2,
    );
    const kinds = whole.timeline.map(({ fact }) => fact.kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['consulted', 'consult-answered', 'transferred', 'recording-paused']),
    );
  });

  test('goes when the agent takes the customer back', async () => {
    const call = await asideWith('04145550102');
    // A hold of less than a second is told of nowhere.
    await first.page.locator('[data-colleague=aside]', { hasText: /0:0[2-9]/ }).waitFor();
    await first.press('F4');
    await voicesBothWays(first, call);
    await second.callIs('idle');
    await second.stateIs('ready');
    // The list of the colleague, who sees the call no more, hears that it is over.
    const goesOn = second.page.locator('[data-joined-call]', { hasText: 'En curso' });
    await goesOn.waitFor();
    await first.press('F9');
    await call.ended;
    await goesOn.waitFor({ state: 'detached' });
    await second.page.locator('[data-joined-call]', { hasText: 'Contestada' }).waitFor();
    await classifies(first);
    // The consultation was hold for the customer: their own list and their day tell it apart from the talk.
    await first.page
      .locator('[data-recent]', { hasText: /\d+ s retenida/ })
      .first()
      .waitFor();
    await first.page.locator('[data-today]', { hasText: /retenida$/ }).waitFor();
    await shots(first.page, 'agent-recent-held');
    await shots(board.page, 'supervisor-held-today');
    const [mine] = (await office.get<List<CallCard>>('/calls')).items;
    expect(mine?.heldMs).toBeGreaterThan(0);
    expect(mine?.talkedMs).toBeGreaterThan(0);
    // The colleague, who never had the customer, finds the call in their own list, and its ticket behind it.
    const joined = second.page.locator(`[data-recent="${mine?.id}"][data-joined-call]`);
    await joined.waitFor();
    await second.page.locator('[data-today]', { hasText: 'participó en' }).waitFor();
    await shots(second.page, 'agent-recent-joined');
    const day = (await office.get<List<AgentPicture>>('/agents')).items.find(
      ({ username }) => username === 'nivel2',
    );
    expect(day?.joinedToday).toBeGreaterThan(0);
    await joined.click();
    await second.page.locator(`[data-ticket="${mine?.ticket}"]`).waitFor();
    // Who had which share in it stands there, too.
    await second.does('ticket-calls').click();
    const detail = second.page.locator(`[data-call-detail="${mine?.id}"]`);
    await detail
      .locator('[data-part-how=ended]', { hasText: /habló \d+ s · \d+ s retenida · tipificó/ })
      .waitFor();
    await detail.locator('[data-joined-part]', { hasText: /participó \d+ s/ }).waitFor();
    await shots(second.page, 'ticket-calls');
    await second.page.goBack();
  });

  test('waits with music while the agent is with the customer, and then talks with both', async () => {
    const call = await asideWith('04145550103');
    await first.press('Shift+F4');
    await voicesBothWays(first, call);
    await second.page.locator('[data-guest=waits]').waitFor();
    await first.does('swap').click();
    await untilHears(first.page, COLLEAGUE_HZ, 'the agent hears the colleague again');
    await music(call);
    await first.does('conference').click();
    await first.page.locator('[data-joined]').waitFor();
    await untilHearsToo(first.page, CUSTOMER_HZ, 'the agent hears the customer');
    await untilHearsToo(first.page, COLLEAGUE_HZ, 'the agent hears the colleague as well');
    await untilHearsToo(second.page, CUSTOMER_HZ, 'the colleague hears the customer');
    await untilHearsToo(second.page, AGENT_HZ, 'the colleague hears the agent as well');
    await shots(first.page, 'agent-conference');
    await shots(second.page, 'agent-conference-guest');
    // The one who leads leaves by the key that ends a call, and the others talk on.
    await first.press('F9');
    await first.callIs('wrap-up');
    await secondTalks(call);
    await second.press('F9');
    await call.ended;
    await bothClassify();
  });

  test('has the customer when the agent’s page is closed, or calls is killed in the middle of it', async () => {
    const call = await asideWith('04145550104');
    await centre.kill('calls');
    await first.page.locator('[data-notice=calls-away]').waitFor();
    await centre.start('calls');
    await first.page.locator('[data-notice=calls-away]').waitFor({ state: 'hidden' });
    await first.page.locator('[data-colleague=aside]').waitFor();
    await untilHears(first.page, COLLEAGUE_HZ, 'the agent hears the colleague after the restart');
    await first.page.reload();
    await first.callIs('talking');
    await untilHears(first.page, COLLEAGUE_HZ, 'the agent is back with the colleague', second.page);
    await second.page.reload();
    await second.callIs('talking');
    await untilHears(second.page, AGENT_HZ, 'the colleague is back with the agent', first.page);
    await music(call);
    await first.does('complete').click();
    await secondTalks(call);
    await second.press('F9');
    await call.ended;
    await bothClassify();
  });

  test('hangs up at the moment at which the customer becomes theirs: they come back to the agent, who is told why', async () => {
    const call = await asideWith('04145550106');
    const completed = first.page.waitForResponse('**/complete');
    await first.press('F7');
    await completed;
    await second.press('F9');
    await first.callIs('ringing');
    await first.page.locator('[data-back=hung-up]').waitFor();
    await shots(first.page, 'agent-given-back');
    await second.callIs('idle');
    await first.press('F2');
    await voicesBothWays(first, call);
    const ticket = await office.newestTicket();
    await first.press('F9');
    await call.ended;
    await classifies(first);
    const { timeline } = await office.ticketUntil(ticket, 'is wrapped up', page =>
      page.timeline.some(({ fact }) => fact.kind === 'wrap-up-ended'),
    );
    expect(timeline.filter(({ fact }) => fact.kind === 'handed-back').map(({ fact }) => fact)).toMatchObject([
      { why: 'hung-up' },
    ]);
  });

  test('declines, and the agent has the customer on hold as before', async () => {
    const call = await asks('04145550105');
    await second.does('reject').click();
    await second.callIs('idle');
    await first.page.locator('[data-colleague]').waitFor({ state: 'detached' });
    await music(call);
    await first.press('F4');
    await voicesBothWays(first, call);
    await first.press('F9');
    await call.ended;
    await classifies(first);
    expect([first, second, board].flatMap(each => each.complaints)).toEqual([]);
  });
});
