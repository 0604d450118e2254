import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../kit/browser.ts';
import { shots } from '../kit/shots.ts';
import type { DeskPage } from '../worlds/desk-page.ts';
import type { DeskPhone } from '../worlds/desk-phone.ts';
import { type AgentAndLine, startAgentAndLine } from './agent-and-line.ts';

/** An agent calls once more whom they called last. */

let talking: AgentAndLine;
let desk: DeskPage;
let line: DeskPhone;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startAgentAndLine();
  ({ desk, line } = talking);
  await talking.allows({
    callerIds: { centre: '+582125550100', areas: { comercial: '+582125550199' } },
  });
}, 120_000);

afterAll(async () => {
  await talking?.stop();
});

describe.skipIf(!hasChromium())('the last call once more', () => {
  test('is for the queue that it was called for, also when its ticket is closed', async () => {
    const showsSales = async () => {
      const call = await line.nextCall();
      expect(JSON.stringify(call.invite)).toContain('2125550199');
      return call;
    };
    await desk.press('Alt+5');
    await desk.page.locator('[data-text=dial-number]').fill('04145550104');
    await desk.page.locator('[data-dialog=dial] input[aria-haspopup=listbox]').click();
    await desk.page.getByRole('option', { name: 'Comercial' }).click();
    await shots(desk.page, 'dial-for-queue');
    await desk.does('call-number').click();
    const call = await showsSales();
    await call.answer();
    await desk.callIs('talking');
    const id = await desk.page.locator('[data-call-id]').getAttribute('data-call-id');
    await desk.press('F9');
    await call.ended;
    await desk.callIs('wrap-up');
    const texts = { summary: 'Pregunta por su plan', solution: 'Se le explicó el plan' };
    const solved = { disposition: 'resuelta-en-linea', ...texts };
    const dispose = await desk.page.request.post(`${talking.centre.webUrl}/api/v1/calls/${id}/disposition`, {
      data: solved,
      headers: { origin: talking.centre.webUrl },
    });
    expect(await dispose.json()).toEqual({ ok: true });
    await desk.callIs('idle');
    await desk.does('redial').filter({ hasText: '0104' }).waitFor();
    await desk.press('Alt+6');
    await showsSales();
    await desk.press('F9');
    await isIdleAgain();
  });

  test('that was taken back before anybody answered is the last one all the same', async () => {
    for (const [ways, number] of [
      ['key', '04145550101'],
      ['mouse', '04145550102'],
    ] as const) {
      await desk.press('Alt+5');
      await desk.page.locator('[data-text=dial-number]').fill(number);
      await desk.press('Enter');
      await desk.page.locator('[data-call=connecting], [data-call=dialling]').first().waitFor();
      if (ways === 'key') await desk.press('F9');
      else await desk.does('hang-up').click();
      await isIdleAgain();
      await desk
        .does('redial')
        .filter({ hasText: number.slice(-4) })
        .waitFor();
      await shots(desk.page, 'redial-taken-back');
      if (ways === 'key') await desk.press('Alt+6');
      else await desk.does('redial').click();
      await desk.callIs('dialling');
      await desk.press('F9');
      await isIdleAgain();
    }
  });

  /** Nothing is owed for a call that did not get as far as the number. */
  async function isIdleAgain(): Promise<void> {
    const over = desk.page.locator('[data-call=idle], [data-call=wrap-up]').first();
    await over.waitFor();
    if ((await over.getAttribute('data-call')) === 'wrap-up') {
      await desk.press('F8', '8', 'Enter', 'Enter');
      await desk.callIs('idle');
    }
    await desk.stateIs('ready');
  }
});
