import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../kit/browser.ts';
import { shots } from '../kit/shots.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { bridgeOf, onTheSwitch } from '../worlds/on-the-switch.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { answers, classifies, endsAndClassifies, voicesBothWays } from './voices.ts';

/** The end of an account, a session or a page is not the end of the talk. */

const NEW_PASSWORD = 'otra-clave-larga-8';

let talking: TalkingCentre;
let centre: CentreWorld;
let admin: Desk;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  centre = talking.centre;
  admin = await centre.logIn('admin');
  // The demo's number rings at level 1; here level 2 answers too.
  await admin.patch(`/people/${await idOf('nivel2')}`, { queues: ['averias'] });
}, 120_000);

afterAll(async () => {
  await talking?.stop();
});

const idOf = async (username: string): Promise<string> => {
  const { items } = await admin.get<{ items: { id: string; username: string }[] }>('/people');
  return items.find(each => each.username === username)?.id ?? '';
};

/** Asterisk knows no line of a browser but these. */
async function linesAre(what: string, count: number): Promise<void> {
  await waitUntil(
    async () => {
      const endpoints = await onTheSwitch<{ resource: string }[]>(centre, 'endpoints/PJSIP');
      return endpoints.filter(each => each.resource.startsWith('ag-')).length === count;
    },
    { what, within: 15_000, every: 200 },
  );
}

/** Who becomes available while somebody waits is rung at once. */
async function available(desk: DeskPage): Promise<void> {
  await desk.phoneIsRegistered();
  await desk.page.locator('[data-will=ready]').click();
}

const ending = (desk: DeskPage) => desk.page.locator('[data-notice=session-ending]');
const logInForm = (desk: DeskPage) => desk.page.locator('input[name=username]');

describe.skipIf(!hasChromium())('a session that ends in a talk', () => {
  test('keeps the talk and its wrap-up, then leads to the log-in page', async () => {
    const desk = await DeskPage.logIn(talking.browser, centre, 'agente1');
    await desk.ready();
    const call = await talking.customerCalls('04145550101');
    const id = await answers(desk, call);
    const before = await bridgeOf(centre, id);

    await admin.patch(`/people/${await idOf('agente1')}`, { password: NEW_PASSWORD });
    await ending(desk).waitFor();
    expect(await bridgeOf(centre, id)).toEqual(before);
    await voicesBothWays(desk, call);
    expect(await desk.page.locator('[data-will=ready]').isDisabled()).toBe(true);
    await shots(desk.page, 'session-ending-talk');

    await desk.press('F4');
    await desk.page.locator('[data-hold=true]').waitFor();
    // Its wish is confirmed first.
    await desk.does('resume').click();
    await desk.page.locator('[data-hold=false]').waitFor();
    await voicesBothWays(desk, call);

    // Loaded anew it is still the page of this call.
    await desk.page.reload();
    await ending(desk).waitFor();
    await voicesBothWays(desk, call);

    await desk.page.locator('#ticket-summary').fill('Sin internet desde ayer.');
    await desk.press('F9');
    await call.ended;
    await desk.callIs('wrap-up');
    await shots(desk.page, 'session-ending-wrap-up');
    expect(await logInForm(desk).count()).toBe(0);
    await desk.press('F8', '3', 'Enter', 'Enter');
    await logInForm(desk).waitFor();
    await linesAre('the line is gone after the wrap-up', 0);
    // Information is written to the log a moment later.
    const removals = () => centre.role('calls').output.match(/line removed/g) ?? [];
    await waitUntil(() => removals().length > 0, { what: 'the removal is in the log' });
    expect(removals()).toHaveLength(1);
    await desk.close();
  });

  test('of somebody deactivated can be ended by the admin: the customer goes to the head of the line', async () => {
    const desk = await DeskPage.logIn(talking.browser, centre, 'agente2');
    await desk.ready();
    const call = await talking.customerCalls('04145550102');
    const id = await answers(desk, call);
    const office = await DeskPage.logIn(talking.browser, centre, 'admin');
    await office.page.locator('a[href="/admin"]').click();
    const row = office.page.locator('[data-person=agente2]');
    await row.locator('[data-in-call=in-call]').waitFor();
    await row.getByRole('button').click();
    await office.does('deactivate').click();
    await office.does('deactivate-sure').click();
    await row.locator('[data-in-call=finishing]').waitFor();
    await ending(desk).waitFor();
    await voicesBothWays(desk, call);
    await row.getByRole('button').click();
    await shots(office.page, 'admin-end-now');
    await office.does('end-now').click();
    await office.does('end-now-sure').click();
    await logInForm(desk).waitFor();
    await waitUntil(
      async () => {
        const { items } = await admin.get<{ items: { id: string; agent: string | null }[] }>('/calls?live=1');
        return items.find(each => each.id === id)?.agent === null;
      },
      { what: 'the customer waits again', within: 10_000, every: 100 },
    );
    const next = await DeskPage.logIn(talking.browser, centre, 'agente3');
    await available(next);
    expect(await answers(next, call)).toBe(id);
    await endsAndClassifies(next, call);
    for (const each of [desk, office, next]) await each.close();
  });

  test('is not left by its page, whether another tab logged out or nothing is known of it any more', async () => {
    for (const ends of [
      async (tab: DeskPage) => {
        await tab.page.evaluate(`fetch('/api/v1/session', { method: 'DELETE' })`);
        await ending(tab).waitFor();
      },
      async () => {
        const database = new pg.Client({ connectionString: centre.postgres.url });
        await database.connect();
        await database.query('delete from sessions where person_id = $1', [await idOf('nivel2')]);
        await database.end();
      },
    ]) {
      const desk = await DeskPage.logIn(talking.browser, centre, 'nivel2');
      await available(desk);
      const call = await talking.customerCalls('04145550105');
      await answers(desk, call);
      const tab = await desk.anotherTab();
      await tab.page.locator('[data-elsewhere]').waitFor();
      await ends(tab);
      await ending(desk).waitFor();
      await voicesBothWays(desk, call);
      expect(await logInForm(desk).count()).toBe(0);
      await desk.press('F9');
      await call.ended;
      await desk.close();
      const again = await DeskPage.logIn(talking.browser, centre, 'nivel2');
      // Until its ticket is there, nobody knows that what it is about was written down.
      await again.page.locator('article[data-ticket]').waitFor();
      await classifies(again);
      await again.close();
    }
  });
});

describe.skipIf(!hasChromium())('two pages of one person', () => {
  test('say where the call is, touch their own alone, and move it only when asked', async () => {
    const first = await DeskPage.logIn(talking.browser, centre, 'agente3');
    await first.ready();
    const call = await talking.customerCalls('04145550103');
    const id = await answers(first, call);
    const second = await DeskPage.logIn(talking.browser, centre, 'agente3');
    await second.page.locator('[data-elsewhere]').waitFor();
    await second.phoneIsRegistered();
    await shots(second.page, 'call-elsewhere');
    await second.press('F9', 'F4');
    expect(await second.does('hang-up').isDisabled()).toBe(true);
    await voicesBothWays(first, call);

    await second.does('take-over').click();
    await second.does('take-over-sure').waitFor();
    await shots(second.page, 'call-take-over');
    await second.does('take-over-sure').click();
    await voicesBothWays(second, call);
    await first.page.locator('[data-elsewhere]').waitFor();
    expect((await bridgeOf(centre, id))?.agents).toHaveLength(1);

    // Another tab of the same browser takes it in the same way.
    const tab = await second.anotherTab();
    await tab.page.locator('[data-elsewhere]').waitFor();
    await tab.does('take-over').click();
    await tab.does('take-over-sure').click();
    await voicesBothWays(tab, call);
    await second.page.locator('[data-elsewhere]').waitFor();
    await endsAndClassifies(tab, call);
    await second.close();
    await first.close();
  });

  test('a new log-in rings nothing before its person is available there', async () => {
    const first = await DeskPage.logIn(talking.browser, centre, 'agente3');
    await first.ready();
    await first.close();
    const second = await DeskPage.logIn(talking.browser, centre, 'agente3');
    await second.phoneIsRegistered();
    await second.stateIs('off');
    const call = await talking.customerCalls('04145550104');
    await shots(second.page, 'new-log-in-off');
    await second.stateIs('off');
    await available(second);
    await answers(second, call);
    await endsAndClassifies(second, call);
    await second.close();
  });
});
