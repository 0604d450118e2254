import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketPage } from '../../src/tickets/events.ts';
import { hasChromium } from '../kit/browser.ts';
import { shots } from '../kit/shots.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { answers, classifies, voicesBothWays } from './voices.ts';

/** A supervisor at the board and an agent at their desk: help that is asked for, and orders. */

/** What a browser leaves of a laptop's 1366 × 768. */
const SMALL = { width: 1366, height: 633 };

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
  agent = await DeskPage.logIn(talking.browser, centre, 'agente1', SMALL);
  board = await DeskPage.logIn(talking.browser, centre, 'supervisor', SMALL);
  await agent.ready();
}, 120_000);

afterAll(() => talking?.stop());

/** Beside those of the connections that we broke; a refused request is among them. */
const complaints = () =>
  [...agent.complaints, ...board.complaints].filter(
    each => !/WebSocket connection|CONNECTION_|409 .*agents.me.will/.test(each),
  );
const kinds = (page: TicketPage) => page.timeline.map(({ fact }) => fact.kind);

describe.skipIf(!hasChromium())('help that an agent asks for', () => {
  test('by key: it is first on the board at once, and the agent reads who has seen it', async () => {
    const call = await talking.customerCalls('04145550101');
    const id = await answers(agent, call);
    const ticket = await office.newestTicket();
    await agent.press('F1');
    await agent.page.locator('[data-help=asked]').waitFor();
    await board.page.locator(`[data-help-asked="${id}"]`).waitFor();
    await board.page.locator('[data-notice=help-asked]').waitFor();
    await shots(agent.page, 'agent-asks-help');
    await shots(board.page, 'board-help');
    // Whatever part of the centre dies meanwhile, it is asked for until it is seen.
    await centre.kill('calls');
    await board.page.locator('[data-notice=calls-away]').waitFor();
    await centre.start('calls');
    await board.page.locator('[data-notice=help-asked]').waitFor();
    await centre.kill('web');
    await board.page.locator('body[data-link-state=away]').waitFor({ state: 'attached' });
    await centre.start('web');
    await board.page.locator('body[data-link-state=up]').waitFor({ state: 'attached' });
    await board.page.locator(`[data-help-asked="${id}"]`).waitFor();
    await agent.page.locator('body[data-link-state=up] [data-help=asked]').waitFor();
    await agent.phoneIsRegistered();
    // Taken back on another page, whose bar says that it was asked for; and asked for again by mouse.
    await agent.page.locator('a[href="/tickets"]').first().click();
    await agent.page.locator('[data-call-id]').waitFor({ state: 'detached' });
    await agent.page.locator('[data-help=asked]').waitFor();
    await shots(agent.page, 'tickets-help-asked');
    await agent.press('F1');
    await board.page.locator(`[data-help-asked="${id}"]`).waitFor({ state: 'detached' });
    await agent.page.locator('a[href="/agent"]').first().click();
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
    expect(complaints()).toEqual([]);
  });
});

describe.skipIf(!hasChromium())('orders over an agent', () => {
  const order = async (username: string, what: string) => {
    await board.page.locator(`[data-agent=${username}] [data-action=agent-orders]`).click();
    await board.page.locator(`[data-order=${what}]`).click();
  };
  const form = () => board.page.locator('[data-dialog=agent-order]');
  const told = (page: DeskPage, what: string) => page.page.locator(`[data-ordered=${what}]`);
  const reads = async (page: DeskPage, what: string) => {
    await told(page, what).getByRole('button').click();
    await told(page, what).waitFor({ state: 'detached' });
  };

  test('a break with its reason, and its end: the agent reads both, and who ordered them', async () => {
    await order('agente1', 'break');
    await form().locator('[data-break]').first().check();
    expect(await board.does('confirm-order').isDisabled()).toBe(true);
    await form().locator('[data-text=order-note]').fill('Reunión de turno en la sala 2.');
    await form().locator('[data-text=order-minutes]').fill('500');
    expect(await board.does('confirm-order').isDisabled()).toBe(true);
    await form().getByText('Escriba un número entero de 1 a 480').waitFor();
    await shots(board.page, 'board-break-too-long');
    await form().locator('[data-text=order-minutes]').fill('30');
    await shots(board.page, 'board-break');
    await board.does('confirm-order').click();
    await agent.stateIs('break');
    await told(agent, 'break').getByText('Reunión de turno en la sala 2.').waitFor();
    expect(await told(agent, 'break').textContent()).toContain('Supervisora lo puso en pausa');
    await shots(agent.page, 'agent-told-break');
    await shots(board.page, 'board-agents');
    // What is not read is told again after a reload.
    await agent.page.reload();
    await told(agent, 'break').waitFor();
    await reads(agent, 'break');
    await agent.phoneIsRegistered();
    // The agent reads until when, and does not end it: the centre says why.
    await agent.page.locator('[data-held=true]', { hasText: 'Pausa de Supervisora' }).waitFor();
    await agent.page.locator('[data-will=ready]').click();
    await agent.page.getByText('Un supervisor puso esta pausa', { exact: false }).waitFor();
    await agent.stateIs('break');
    await shots(agent.page, 'agent-held-break');
    // Logged off, they may go back to that very break; the supervisor ends it for who is away, too.
    await agent.page.locator('[data-will=off]').click();
    await agent.stateIs('off');
    await agent.page.locator('[data-held=true]', { hasText: 'Pausa de Supervisora' }).waitFor();
    await shots(agent.page, 'agent-held-away');
    await agent.page.locator('[data-will=break]').click();
    await agent.page.locator('[data-break]').first().click();
    await agent.stateIs('break');
    await agent.page.locator('[data-will=off]').click();
    await agent.stateIs('off');
    await board.page.locator('[data-agent=agente1][data-agent-state=off]').waitFor();
    await order('agente1', 'ready');
    await board.page.getByText('Terminó la pausa de Agente Uno').waitFor();
    await reads(agent, 'ready');
    await agent.page.locator('[data-held=false]').waitFor({ state: 'attached' });
    await agent.page.locator('[data-will=ready]').click();
    await agent.stateIs('ready');
  });

  test('other queues for the day: the next caller of theirs comes', async () => {
    const second = await DeskPage.logIn(talking.browser, centre, 'nivel2', SMALL);
    await second.ready();
    await agent.page.locator('[data-will=off]').click();
    await order('nivel2', 'queues');
    const chosen = form().locator('[data-queue-choice]:checked');
    while ((await chosen.count()) > 0) await chosen.first().uncheck();
    await form().locator('[data-no-queue]').waitFor();
    await shots(board.page, 'board-no-queue');
    await form().locator('[data-queue-choice=averias]').check();
    await form().locator('[data-no-queue]').waitFor({ state: 'detached' });
    await shots(board.page, 'board-queues');
    await board.does('confirm-order').click();
    await told(second, 'queues').getByText('Averías').waitFor();
    await shots(second.page, 'agent-told-queues');
    await reads(second, 'queues');
    const call = await talking.customerCalls('04145550102');
    await answers(second, call);
    await voicesBothWays(second, call);

    // What a button of the board does is told under the pointer and under the focus, until Escape.
    const button = board.page.locator('[data-live-call] button[data-hint]').first();
    const hint = board.page.locator('[role=tooltip]');
    for (const comes of [() => button.hover(), () => button.focus()]) {
      await comes();
      await hint.waitFor();
      expect(await hint.textContent()).toBe(await button.getAttribute('aria-label'));
      await shots(board.page, 'board-hint');
      await board.page.keyboard.press('Escape');
      await hint.waitFor({ state: 'detached' });
      await board.page.mouse.move(1, 1);
    }
    await board.page.locator('[data-queue=averias] [data-hint]').first().hover();
    await hint.waitFor();
    await board.page.mouse.move(1, 1);
    await hint.waitFor({ state: 'detached' });

    // Logged out in a talk: it is finished and wrapped up first.
    await order('nivel2', 'log-out');
    await form().locator('[data-order-later]').waitFor();
    await form().locator('[data-text=order-note]').fill('Terminó su turno.');
    await board.does('confirm-order').click();
    await board.page.getByText('la orden vale al terminarla').waitFor();
    await told(second, 'log-out').getByText('Terminó su turno.').waitFor();
    await shots(second.page, 'agent-logged-out-in-call');
    await voicesBothWays(second, call);
    await second.press('F9');
    await call.ended;
    await second.callIs('wrap-up');
    await second.press('F8', '0', 'Enter', 'Enter');
    await second.page.locator('input[name=username]').waitFor();
    await second.page.locator('form [data-ordered=log-out]', { hasText: 'Terminó su turno.' }).waitFor();
    await shots(second.page, 'agent-logged-out');

    // Nothing is left to be ended; what else is ordered waits for them, and says so.
    await board.page.locator('[data-agent=nivel2]').waitFor({ state: 'detached' });
    const all = board.page.locator('[data-show-off]');
    await all.check();
    await board.page.locator('[data-agent=nivel2] [data-action=agent-orders]').click();
    await board.page.locator('[data-order=break]').waitFor();
    expect(await board.page.locator('[data-order=log-out]').count()).toBe(0);
    await board.page.locator('[data-order=break]').click();
    await form().locator('[data-order-waits]').waitFor();
    await shots(board.page, 'board-order-waits');
    await board.page.keyboard.press('Escape');
    await form().waitFor({ state: 'detached' });
    await all.uncheck();
  });
});

describe.skipIf(!hasChromium())('orders over a caller who waits', () => {
  test('taken by a supervisor who is not available: it rings at theirs, and they stay as they were', async () => {
    await agent.page.locator('[data-will=off]').click();
    await agent.stateIs('off');
    const call = await talking.customerCalls('04145550104');
    const line = board.page.locator('[data-live-call][data-phase=waiting]');
    await line.locator('[data-action=caller-orders]').click();
    await board.page.locator('[data-order=give]').click();
    await board.page.locator('[role=dialog] [data-target=supervisor]').check();
    await shots(board.page, 'board-caller-taken');
    await board.does('confirm-order').click();
    await line.waitFor({ state: 'detached' });
    await board.page.locator('body[data-sip-call=ringing]').waitFor({ state: 'attached' });
    await board.press('F2');
    await board.callIs('talking');
    await voicesBothWays(board, call);
    await shots(board.page, 'supervisor-has-taken');
    await board.press('F9');
    await call.ended;
    await classifies(board);
    await board.stateIs('off');
    await board.page.locator('a[href="/supervisor"]').first().click();
  });

  test('in another queue, first in line, and given to an agent of neither: each by a click, and on the timeline', async () => {
    const call = await talking.customerCalls('04145550103');
    const line = board.page.locator('[data-live-call][data-phase=waiting]');
    await line.waitFor();
    const order = async (what: string) => {
      await line.locator('[data-action=caller-orders]').click();
      await board.page.locator(`[data-order=${what}]`).click();
    };
    await order('queue');
    const dialog = board.page.locator('[role=dialog]');
    await dialog.locator('[data-target=nivel-2]').check();
    await shots(board.page, 'board-caller-queue');
    await board.does('confirm-order').click();
    await line.getByText('Soporte nivel 2').waitFor();
    await order('first');
    await board.page.getByText('es ahora la primera llamada').waitFor();

    await agent.ready();
    await order('give');
    await dialog.locator('[data-target=agente1]').check();
    await shots(board.page, 'board-caller-give');
    await board.does('confirm-order').click();
    await agent.page.locator('[data-given-by]', { hasText: 'Supervisora' }).waitFor();
    await shots(agent.page, 'agent-given');
    await shots(board.page, 'board-given');
    await answers(agent, call);
    const ticket = await office.newestTicket();
    await voicesBothWays(agent, call);
    await agent.press('F9');
    await call.ended;
    await classifies(agent);
    const page = await office.ticketUntil(ticket, 'is whole', each => kinds(each).includes('wrap-up-ended'));
    const ordered = ['moved-queue', 'put-first', 'given'];
    expect(
      kinds(page)
        .filter(kind => ordered.includes(kind))
        .sort(),
    ).toEqual([...ordered].sort());
    expect(complaints()).toEqual([]);
  });
});
