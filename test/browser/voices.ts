import type { PhoneCall } from '../../src/sip-phone/phone-call.ts';
import { untilHears } from '../kit/listening.ts';
import type { DeskPage } from '../worlds/desk-page.ts';

/** What the agent's microphone and the customer's telephone say, without pause. */
export const AGENT_HZ = 700;
export const CUSTOMER_HZ = 440;

export async function voicesBothWays(desk: DeskPage, call: PhoneCall): Promise<void> {
  await untilHears(desk.page, CUSTOMER_HZ, 'the agent hears the customer');
  await call.until(each => each.hears(AGENT_HZ), 15_000, 'the customer hears the agent');
}

/** The call is answered and both hear each other; gives its id. */
export async function answers(desk: DeskPage, call: PhoneCall): Promise<string> {
  // The centre may tell of the call a moment before this tab's own telephone rings.
  await desk.does('answer').waitFor();
  await desk.press('F2');
  await desk.callIs('talking');
  await voicesBothWays(desk, call);
  return (await desk.page.locator('[data-call-id]').getAttribute('data-call-id')) ?? '';
}

/** They have had the customer for so long that their hang-up is meant for nobody else (calls/rules/crossing.ts). */
export const hasThemForGood = (desk: DeskPage): Promise<void> =>
  desk.page
    .locator('[data-call-id] time', { hasText: /^\d+:(0[3-9]|[1-5]\d)$/ })
    .first()
    .waitFor();

export async function endsAndClassifies(desk: DeskPage, call: PhoneCall): Promise<void> {
  await desk.press('F9');
  await call.ended;
  await classifies(desk);
}

export async function classifies(desk: DeskPage): Promise<void> {
  await desk.callIs('wrap-up');
  await desk.press('F8', '3', 'Enter', 'Enter');
  await desk.callIs('idle');
}
