import type { Browser } from 'playwright-core';
import { openPhone } from '../../src/sip-phone/sip-phone.ts';
import { launchTalkingBrowser } from '../kit/talking-browser.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { DeskPhone } from '../worlds/desk-phone.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';

/** What the second agent's microphone says, without pause; that of the first one says `AGENT_HZ`. */
export const COLLEAGUE_HZ = 1_000;

/** A talking centre with two agents who are ready, each heard by a tone of their own. */
export interface TwoAgents extends TalkingCentre {
  /** The browser of the second one, whose pages say their tone. */
  readonly others: Browser;
  readonly first: DeskPage;
  readonly second: DeskPage;
}

export async function startTwoAgents(): Promise<TwoAgents> {
  const [talking, others] = await Promise.all([startTalkingCentre(), launchTalkingBrowser(COLLEAGUE_HZ)]);
  const first = await DeskPage.logIn(talking.browser, talking.centre, 'agente1');
  const second = await DeskPage.logIn(others, talking.centre, 'nivel2');
  await first.ready();
  await second.ready();
  return {
    ...talking,
    others,
    first,
    second,
    async stop() {
      await others.close();
      await talking.stop();
    },
  };
}

/** The same, and what every number outside that is called rings. */
export interface TwoAgentsAndLine extends TwoAgents {
  readonly line: DeskPhone;
}

export async function startTwoAgentsAndLine(): Promise<TwoAgentsAndLine> {
  const talking = await startTwoAgents();
  const line = new DeskPhone(await openPhone({ port: talking.centre.demoLinePort }));
  return {
    ...talking,
    line,
    async stop() {
      await line.phone.close();
      await talking.stop();
    },
  };
}

/** The first one asks a colleague of this name, who answers: the two talk aside. */
export async function asksAside(first: DeskPage, colleague: DeskPage, name = 'Nivel Dos'): Promise<void> {
  await first.press('F7');
  await first.page.locator('[data-dialog=transfer]').getByLabel(name).check();
  await first.does('consult').click();
  await colleague.does('answer').waitFor();
  await colleague.press('F2');
  await colleague.callIs('talking');
  await first.page.locator('[data-colleague=aside]').waitFor();
}

/** The same, and all of them talk. */
export async function joinsColleague(first: DeskPage, colleague: DeskPage, name?: string): Promise<void> {
  await asksAside(first, colleague, name);
  await first.press('Shift+F7');
  await first.page.locator('[data-joined]').first().waitFor();
}
