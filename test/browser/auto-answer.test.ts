import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../kit/browser.ts';
import { untilHears } from '../kit/listening.ts';
import { shots } from '../kit/shots.ts';
import { tone } from '../kit/tone.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { AGENT_HZ, CUSTOMER_HZ, classifies, endsAndClassifies, voicesBothWays } from './voices.ts';

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

  test('at their own number, by a colleague, and asked by one, whatever the queue says', async () => {
    // Nothing of the queue holds for what is for one agent alone.
    const direct = talking.calls('101', '04145550104');
    await desk.page.locator('[data-by-itself=soon]').waitFor();
    await direct.answered;
    void direct.play(tone(CUSTOMER_HZ));
    await voicesBothWays(desk, direct);
    // Who waits meanwhile rings after it, and is answered as well.
    const waited = talking.calls('101', '04145550105');
    await desk.page.locator('[data-line="2"][data-line-state=ringing]').waitFor();
    await direct.hangUp();
    await waited.answered;
    void waited.play(tone(CUSTOMER_HZ));
    await voicesBothWays(desk, waited);
    await waited.hangUp();
    await desk.callIs('wrap-up');
    await desk.press('F8', '3', 'Enter', 'Enter');
    await desk.page.locator('[data-line="2"]').waitFor({ state: 'detached' });
    await classifies(desk);

    const other = await DeskPage.logIn(talking.browser, centre, 'nivel2');
    await other.ready();
    await other.press('Alt+5');
    await other.page.locator('[data-call-colleague]', { hasText: 'Agente Uno' }).click();
    await desk.callIs('talking');
    await untilHears(other.page, AGENT_HZ, 'who calls hears the colleague');
    await other.press('F9');
    await desk.callIs('idle');

    // In a talk of theirs, by the panel.
    const customer = talking.calls('201', '04145550106');
    await other.does('answer').waitFor();
    await other.does('answer').click();
    await customer.answered;
    await other.callIs('talking');
    await other.does('flash').click();
    await other.page.locator('[data-text=dial-number]').fill('101');
    await other.press('Enter');
    await desk.callIs('talking');
    await untilHears(other.page, AGENT_HZ, 'who asks hears the colleague');
    await shots(desk.page, 'auto-answered-consultation');
    await customer.hangUp();
    await other.press('F9');
    await desk.callIs('idle');
    await classifies(other);
    await other.close();
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
    expect(desk.complaints.filter(each => !/403 .*\/tickets\//.test(each))).toEqual([]);
    expect(await ownChoice(desk).isChecked()).toBe(true);
  });
});
