import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../kit/browser.ts';
import { shots } from '../kit/shots.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { endsAndClassifies, voicesBothWays } from './voices.ts';

/** Calls that are answered by themselves, after a tone in the agent's ear. */

/** The first note of the tone; nobody on the line says it. */
const TONE_HZ = 880;

/** In the page: says of its body once the element of the tone has played, which holds nothing any more afterwards. */
const HEARS_TONES = `document.addEventListener('playing', ({ target }) => {
  if (target.id === 'tone-audio') document.body.dataset.toneHeard = 'yes';
}, true)`;

let talking: TalkingCentre;
let centre: CentreWorld;
let desk: DeskPage;
let office: Desk;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  centre = talking.centre;
  office = await centre.logIn('admin');
  desk = await DeskPage.logIn(talking.browser, centre, 'agente1');
  await desk.page.evaluate(HEARS_TONES);
  await desk.ready();
}, 120_000);

afterAll(() => talking?.stop());

const ownChoice = ({ page }: DeskPage) => page.locator('[data-action=auto-answer]');

describe.skipIf(!hasChromium())('auto-answer', () => {
  test('by key: the tone is heard by the agent alone, then both talk, and nobody pressed anything', async () => {
    await desk.press('Alt+4');
    await desk.page.locator('[data-action=auto-answer]:checked').waitFor();
    await shots(desk.page, 'auto-answer-on');
    const call = await talking.customerCalls('04145550101');
    let heard = false;
    const card = desk.page.locator('[data-by-itself=soon]').waitFor();
    const talks = desk.callIs('talking');
    await card;
    if (process.env.CAUCE_SHOTS)
      await desk.page.screenshot({ path: `${process.env.CAUCE_SHOTS}/auto-answer-soon.png` });
    await call.until(
      it => {
        heard ||= it.hears(TONE_HZ);
        return it.hears(700);
      },
      15_000,
      'the customer hears the agent',
    );
    await talks;
    await voicesBothWays(desk, call);
    expect(heard).toBe(false);
    await desk.page.locator('body[data-tone-heard=yes]').waitFor({ state: 'attached' });
    await endsAndClassifies(desk, call);
  });

  test('not where the queue forbids it: it rings until somebody answers', async () => {
    await office.patch('/queues/averias', { autoAnswer: 'forbids' });
    await desk.page.locator('[data-auto-answer-rules]', { hasText: 'nunca en Averías' }).waitFor();
    const call = await talking.customerCalls('04145550102');
    await desk.does('answer').waitFor();
    expect(await desk.page.locator('[data-by-itself]').count()).toBe(0);
    await desk.press('F2');
    await desk.callIs('talking');
    await voicesBothWays(desk, call);
    await endsAndClassifies(desk, call);
  });

  test('a page whose microphone was never allowed rings and says why, although the queue wants it of all', async () => {
    await office.patch('/queues/averias', { autoAnswer: 'forces' });
    await desk.page.locator('[data-will=off]').click();
    await desk.stateIs('off');
    const other = await DeskPage.logIn(talking.browser, centre, 'agente2', { microphoneAllowed: false });
    await other.phoneIsRegistered();
    await other.page.evaluate(async () => {
      const headers = { 'content-type': 'application/json' };
      await fetch('/api/v1/agents/me/will', { method: 'POST', headers, body: '{"will":{"kind":"ready"}}' });
    });
    await other.stateIs('ready');
    const call = await talking.customerCalls('04145550103');
    await other.page.locator('[data-by-itself=no-microphone]').waitFor();
    await shots(other.page, 'auto-answer-no-microphone');
    await call.hangUp();
    await other.close();
    expect(desk.complaints).toEqual([]);
    expect(await ownChoice(desk).isChecked()).toBe(true);
  });
});
