import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { List } from '../../src/http/shapes/list.ts';
import type { TicketCard, TicketPage } from '../../src/tickets/events.ts';
import { hasChromium } from '../kit/browser.ts';
import { shots } from '../kit/shots.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { answers, classifies, voicesBothWays } from './voices.ts';

/** A supervisor at the board and an agent at their desk: help that is asked for, and orders. */

let talking: TalkingCentre;
let centre: CentreWorld;
let agent: DeskPage;
let board: DeskPage;
let office: Desk;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  centre = talking.centre;
  office = await centre.logIn('supervisor');
  agent = await DeskPage.logIn(talking.browser, centre, 'agente1');
  board = await DeskPage.logIn(talking.browser, centre, 'supervisor');
  await agent.ready();
}, 120_000);

afterAll(() => talking?.stop());

const newestTicket = async () => (await office.get<List<TicketCard>>('/tickets')).items[0]?.number ?? '';
const kinds = (page: TicketPage) => page.timeline.map(({ fact }) => fact.kind);

describe.skipIf(!hasChromium())('help that an agent asks for', () => {
  test('by key: it is first on the board at once, and the agent reads who has seen it', async () => {
    const call = await talking.customerCalls('04145550101');
    const id = await answers(agent, call);
    const ticket = await newestTicket();
    await agent.press('F1');
    await agent.page.locator('[data-help=asked]').waitFor();
    await board.page.locator(`[data-help-asked="${id}"]`).waitFor();
    await board.page.locator('[data-notice=help-asked]').waitFor();
    await shots(agent.page, 'agent-asks-help');
    await shots(board.page, 'board-help');
    // Taken back, and asked for again by mouse.
    await agent.press('F1');
    await board.page.locator(`[data-help-asked="${id}"]`).waitFor({ state: 'detached' });
    await agent.does('help').click();
    await board.does('see-help').click();
    await agent.page.locator('[data-help=seen]', { hasText: 'Supervisora' }).waitFor();
    await shots(agent.page, 'agent-help-seen');
    expect(await board.page.locator(`[data-help-asked="${id}"]`).count()).toBe(0);
    await voicesBothWays(agent, call);
    await agent.press('F9');
    await call.ended;
    await classifies(agent);
    const page = await office.ticketUntil(ticket, 'has the help', each =>
      kinds(each).includes('wrap-up-ended'),
    );
    expect(kinds(page).filter(kind => kind.startsWith('help-'))).toEqual([
      'help-asked',
      'help-ended',
      'help-asked',
      'help-ended',
    ]);
    expect([...agent.complaints, ...board.complaints]).toEqual([]);
  });
});
