import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditCard } from '../../src/audit/events.ts';
import type { List } from '../../src/http/shapes/list.ts';
import type { RecordingCard } from '../../src/recordings/events.ts';
import type { PhoneCall } from '../../src/sip-phone/phone-call.ts';
import type { TicketPage } from '../../src/tickets/events.ts';
import { hasChromium } from '../kit/browser.ts';
import { shots } from '../kit/shots.ts';
import { launchTalkingBrowser } from '../kit/talking-browser.ts';
import { toneMs } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { onTheSwitch } from '../worlds/on-the-switch.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { joinsColleague } from './two-agents.ts';
import { AGENT_HZ, answers, CUSTOMER_HZ, classifies } from './voices.ts';

/** A supervisor in the talk of an agent, each with a tone of their own: who hears whom in every mode, and nobody else. */

const SUPERVISOR_HZ = 1_150;

let talking: TalkingCentre;
let centre: CentreWorld;
let supervisorsBrowser: Browser;
let agent: DeskPage;
let supervisor: DeskPage;
let office: Desk;

beforeAll(async () => {
  if (!hasChromium()) return;
  [talking, supervisorsBrowser] = await Promise.all([
    startTalkingCentre(),
    launchTalkingBrowser(SUPERVISOR_HZ),
  ]);
  centre = talking.centre;
  office = await centre.logIn('admin');
  agent = await DeskPage.logIn(talking.browser, centre, 'agente1');
  supervisor = await DeskPage.logIn(supervisorsBrowser, centre, 'supervisor');
  await agent.ready();
  await supervisor.phoneIsRegistered();
  await supervisor.page.goto(`${centre.webUrl}/supervisor`);
  await supervisor.phoneIsRegistered();
}, 120_000);

afterAll(async () => {
  await supervisorsBrowser?.close();
  await talking?.stop();
});

/** A tone that is there among others is this loud at least, one that is not this faint at most, dBFS. */
const THERE_DBFS = -38;
const NOT_THERE_DBFS = -55;

interface Tones {
  readonly customer: boolean;
  readonly agent: boolean;
  readonly supervisor: boolean;
}

const HZ: Readonly<Record<keyof Tones, number>> = {
  customer: CUSTOMER_HZ,
  agent: AGENT_HZ,
  supervisor: SUPERVISOR_HZ,
};

/** Waits until exactly these are heard. `levelOf` says how loud a tone is there, dBFS. */
async function hearsOnly(
  who: string,
  levelOf: (hz: number) => number | Promise<number>,
  ...wanted: readonly (keyof Tones)[]
): Promise<void> {
  let levels: Record<string, number> = {};
  const fits = async () => {
    const all = Object.entries(HZ) as [keyof Tones, number][];
    levels = {};
    for (const [name, hz] of all) levels[name] = Math.round(await levelOf(hz));
    return all.every(([name]) => {
      const level = levels[name] ?? 0;
      return wanted.includes(name) ? level > THERE_DBFS : level < NOT_THERE_DBFS;
    });
  };
  const what = `${who} hears ${wanted.join(' and ') || 'nobody'}, and nobody else`;
  await waitUntil(fits, { what, within: 15_000, every: 100 }).catch(fault => {
    throw new Error(`${fault.message} (${JSON.stringify(levels)})`);
  });
}

const inPage = (page: Page) => async (hz: number) =>
  (await page.evaluate<{ tone: number } | null>(`cauceEar.listen(${hz})`))?.tone ?? -120;
const atTelephone = (call: PhoneCall) => (hz: number) => call.earpiece.toneLevel(hz, 400);

/** The three of them, one after the other. */
async function hear(
  call: PhoneCall,
  { customer, agent: agents, supervisor: supervisors }: Record<keyof Tones, readonly (keyof Tones)[]>,
): Promise<void> {
  await hearsOnly('the supervisor', inPage(supervisor.page), ...supervisors);
  await hearsOnly('the agent', inPage(agent.page), ...agents);
  await hearsOnly('the customer', atTelephone(call), ...customer);
}

const LISTENING = { customer: ['agent'], agent: ['customer'], supervisor: ['customer', 'agent'] } as const;
const WHISPERING = { ...LISTENING, agent: ['customer', 'supervisor'] } as const;
const BARGING = { ...WHISPERING, customer: ['agent', 'supervisor'] } as const;

const bar = (stage: string) => supervisor.page.locator(`[data-supervision=${stage}]`).waitFor();
const row = (call: string) => supervisor.page.locator(`[data-live-call="${call}"]`);

/** Customer, agent and supervisor, what the supervisor hears by, and the recorder. */
const SUPERVISED = 5;

/** Nothing is on the switch but these channels. */
const channelsLeft = (count: number) =>
  waitUntil(async () => (await onTheSwitch<unknown[]>(centre, 'channels')).length === count, {
    what: `${count} channels are left`,
    within: 15_000,
    every: 100,
  });

describe.skipIf(!hasChromium())('a supervisor in the call of an agent', () => {
  test('listens, whispers and joins in one call of their own, and is heard by whom the mode says alone', async () => {
    const call = await talking.customerCalls('04145550101');
    const id = await answers(agent, call);
    const ticket = await office.newestTicket();
    await row(id).locator('[data-action=supervise-listen]').click();
    await bar('listen');
    await hear(call, LISTENING);
    await agent.page.locator('[data-supervisor=listen]').waitFor();
    await shots(supervisor.page, 'supervisor-listens');
    await shots(agent.page, 'agent-listened-to');

    await supervisor.does('mode-whisper').click();
    await bar('whisper');
    await hear(call, WHISPERING);
    await agent.page.locator('[data-supervisor=whisper]').waitFor();

    // While the customer is on hold the two speak with each other.
    await agent.press('F4');
    await agent.page.locator('[data-action=resume]').waitFor();
    await hearsOnly('the agent', inPage(agent.page), 'supervisor');
    await hearsOnly('the supervisor', inPage(supervisor.page), 'agent');
    await hearsOnly('the customer', atTelephone(call));
    await agent.press('F4');
    await agent.page.locator('[data-action=hold]').waitFor();
    await hear(call, WHISPERING);

    await row(id).locator('[data-action=supervise-barge]').click();
    await bar('barge');
    await hear(call, BARGING);
    await shots(supervisor.page, 'supervisor-joined');
    await shots(agent.page, 'agent-joined');

    await supervisor.does('mode-listen').click();
    await bar('listen');
    await hear(call, LISTENING);

    await supervisor.does('leave-supervision').click();
    await supervisor.page.locator('[data-supervision]').waitFor({ state: 'detached' });
    await hearsOnly('the agent', inPage(agent.page), 'customer');
    await hearsOnly('the customer', atTelephone(call), 'agent');
    await agent.press('F9');
    await call.ended;
    await classifies(agent);
    await channelsLeft(0);

    // Each wish is in the audit log, each session on the ticket.
    const audit = await office.get<List<AuditCard>>('/audit?kind=call-supervised');
    expect(audit.items.map(({ data }) => data.mode).reverse()).toEqual([
      'listen',
      'whisper',
      'barge',
      'listen',
    ]);
    const page = await office.ticketUntil(
      ticket,
      'tells of the supervision',
      whole => count(whole, 'ended') === 1,
    );
    expect([count(page, 'began'), count(page, 'changed')]).toEqual([1, 3]);
    const heard = await recorded(ticket);
    expect(heard.agent).toBeGreaterThan(0);
    // Also after the hold in which the supervisor spoke with the agent.
    expect(heard.customer).toBeGreaterThan(heard.agent * 0.8);
    // Who has joined is heard by the customer, and so in their recording.
    expect(heard.supervisor).toBeGreaterThan(0);
  });

  test('hears on after a kill -9 of calls, and is told when the call is over', async () => {
    const call = await talking.customerCalls('04145550102');
    const id = await answers(agent, call);
    const ticket = await office.newestTicket();
    await row(id).locator('[data-action=supervise-whisper]').click();
    await bar('whisper');
    await hear(call, WHISPERING);
    await centre.kill('calls');
    await hearsOnly('the customer', atTelephone(call), 'agent');
    await centre.start('calls');
    await bar('whisper');
    await hear(call, WHISPERING);
    await channelsLeft(SUPERVISED);
    await call.hangUp();
    await bar('over');
    await shots(supervisor.page, 'supervisor-call-over');
    await supervisor.does('supervision-read').click();
    await agent.callIs('wrap-up');
    await classifies(agent);
    await channelsLeft(0);
    // What was whispered is in no recording.
    const heard = await recorded(ticket);
    expect(heard.agent).toBeGreaterThan(0);
    expect(heard.supervisor).toBe(0);
  });

  test('follows the agent who asks a colleague, in every mode; nothing of it is in the recording', async () => {
    const colleague = await DeskPage.logIn(talking.browser, centre, 'agente2');
    await colleague.phoneIsRegistered();
    const call = await talking.customerCalls('04145550105');
    const id = await answers(agent, call);
    const ticket = await office.newestTicket();
    await row(id).locator('[data-action=supervise-whisper]').click();
    await bar('whisper');
    await hear(call, WHISPERING);
    await colleague.ready();
    await agent.press('F7');
    await agent.page.locator('[data-dialog=transfer] [data-target-agent]:enabled').first().check();
    await agent.does('consult').click();
    await colleague.does('answer').waitFor();
    await colleague.press('F2');
    await colleague.callIs('talking');
    // The agent and their colleague say the same tone here.
    await hearsOnly('the supervisor', inPage(supervisor.page), 'agent');
    await supervisor.page.getByText('consulta a Agente Dos').waitFor();
    await shots(supervisor.page, 'supervisor-consultation');
    await supervisor.does('take-over-call').click();
    await supervisor.page.getByText('Entre con «Intervenir»').waitFor();
    await shots(supervisor.page, 'supervisor-take-over-not-now');
    await hearsOnly('the colleague', inPage(colleague.page), 'agent');
    await hearsOnly('the agent', inPage(agent.page), 'agent');
    await supervisor.does('mode-barge').click();
    await bar('barge');
    await hearsOnly('the colleague', inPage(colleague.page), 'agent', 'supervisor');
    await hearsOnly('the supervisor', inPage(supervisor.page), 'agent');
    await supervisor.does('mode-whisper').click();
    await bar('whisper');
    await agent.press('F4');
    await hear(call, WHISPERING);
    await agent.press('F9');
    await call.ended;
    await supervisor.does('supervision-read').click();
    await classifies(agent);
    await channelsLeft(0);
    const heard = await recorded(ticket);
    expect(heard.customer).toBeGreaterThan(heard.agent * 0.8);
    expect(heard.supervisor).toBe(0);
    await colleague.page.close();
  });

  test('reads that the agent is at their other line, and hears on when they are back', async () => {
    const colleague = await DeskPage.logIn(talking.browser, centre, 'agente2');
    await colleague.phoneIsRegistered();
    const call = await talking.customerCalls('04145550106');
    const id = await answers(agent, call);
    await row(id).locator('[data-action=supervise-whisper]').click();
    await bar('whisper');
    await hear(call, WHISPERING);
    await colleague.press('Alt+5');
    await colleague.page.locator('[data-text=dial-number]').fill('101');
    await colleague.press('Enter');
    await agent.page.locator('[data-line="2"][data-line-state=ringing]').waitFor();
    await agent.press('Shift+F2');
    await agent.page.locator('[data-line="1"][data-line-state=held]').waitFor();
    await supervisor.page.getByText('está en su otra línea; no se oye nada hasta que vuelva').waitFor();
    await shots(supervisor.page, 'supervisor-other-line');
    await hearsOnly('the supervisor', inPage(supervisor.page));
    await hearsOnly('the agent', inPage(agent.page), 'agent');
    await supervisor.does('mode-listen').click();
    await bar('listen');
    await agent.press('Shift+F1');
    await hear(call, LISTENING);
    await supervisor.page.getByText('está en su otra línea').waitFor({ state: 'detached' });
    await agent.press('Shift+F2');
    await supervisor.page.getByText('está en su otra línea').waitFor();
    await colleague.press('F9');
    await agent.page.locator('[data-line="2"]').waitFor({ state: 'detached' });
    await agent.press('F4');
    await hear(call, LISTENING);
    await agent.press('F9');
    await call.ended;
    await supervisor.does('supervision-read').click();
    await classifies(agent);
    await channelsLeft(0);
    await colleague.page.close();
  });

  test('takes the call over, goes on with the customer and wraps up their own part', async () => {
    const call = await talking.customerCalls('04145550104');
    const id = await answers(agent, call);
    const ticket = await office.newestTicket();
    await row(id).locator('[data-action=supervise-listen]').click();
    await bar('listen');
    await hear(call, LISTENING);
    await supervisor.does('take-over-call').click();
    await supervisor.page.locator('[data-supervision]').waitFor({ state: 'detached' });
    await agent.callIs('wrap-up');
    await hearsOnly('the customer', atTelephone(call), 'supervisor');
    await hearsOnly('the supervisor', inPage(supervisor.page), 'customer');
    await shots(agent.page, 'agent-taken-over');
    await agent.press('F8', '0', 'Enter', 'Enter');
    await agent.callIs('idle');
    await supervisor.page.locator('a[href="/agent"]').first().click();
    await supervisor.callIs('talking');
    await shots(supervisor.page, 'supervisor-took-over');
    await supervisor.press('F9');
    await call.ended;
    await classifies(supervisor);
    const whole = await office.ticketUntil(
      ticket,
      'has both parts',
      page => page.timeline.filter(({ fact }) => fact.kind === 'wrap-up-ended').length === 2,
    );
    expect(whole.timeline.map(({ words }) => words.es)).toContain(
      'Supervisora tomó la llamada de Agente Uno.',
    );
    await channelsLeft(0);
    await supervisor.page.locator('a[href="/supervisor"]').first().click();
  });

  test('hears the agent’s new leg when their page was loaded anew, and takes their own place back', async () => {
    const call = await talking.customerCalls('04145550103');
    const id = await answers(agent, call);
    await row(id).locator('[data-action=supervise-listen]').click();
    await bar('listen');
    await hear(call, LISTENING);
    await agent.page.reload();
    await agent.callIs('talking');
    await hear(call, LISTENING);
    // And the supervisor's own: their place is theirs again, in the same way, by one leg.
    for (const [mode, heard] of [
      ['listen', LISTENING],
      ['whisper', WHISPERING],
      ['barge', BARGING],
    ] as const) {
      if (mode !== 'listen') await supervisor.does(`mode-${mode}`).click();
      await bar(mode);
      await supervisor.page.reload();
      await bar(mode);
      await hear(call, heard);
      await channelsLeft(mode === 'barge' ? SUPERVISED - 1 : SUPERVISED);
    }
    await supervisor.does('leave-supervision').click();
    await hearsOnly('the agent', inPage(agent.page), 'customer');
    await agent.press('F9');
    await call.ended;
    await classifies(agent);
    await channelsLeft(0);
    // The take-over in the consultation was refused.
    const complaints = [...agent.complaints, ...supervisor.complaints];
    expect(complaints.filter(each => !/409.*\/supervision$/.test(each))).toEqual([]);
  });
});

test.skipIf(!hasChromium())(
  'who only listens is not shown to the agent where the centre says so on its page, from the next time on',
  async () => {
    const admin = await DeskPage.logIn(talking.browser, centre, 'admin');
    await admin.page.goto(`${centre.webUrl}/admin`);
    await admin.does('policies').click();
    await admin.page.locator('[data-field=supervisionSeen]').uncheck();
    await admin.does('save-policies').click();
    await admin.page.getByRole('dialog').waitFor({ state: 'hidden' });
    await admin.close();
    const call = await talking.customerCalls('04145550105');
    const id = await answers(agent, call);
    await row(id).locator('[data-action=supervise-listen]').click();
    await bar('listen');
    await hearsOnly('the supervisor', inPage(supervisor.page), ...LISTENING.supervisor);
    expect(await agent.page.locator('[data-supervisor]').count()).toBe(0);
    // Since when, and in whose call, stands on the board.
    await supervisor.page
      .locator('[data-agent=supervisor]')
      .getByText(/^0:\d\d$/)
      .waitFor();
    await supervisor.does('mode-whisper').click();
    await agent.page.locator('[data-supervisor=whisper]').waitFor();
    // Taken over from the board.
    await row(id).locator('[data-action=supervise-take-over]').click();
    await agent.callIs('wrap-up');
    await hearsOnly('the customer', atTelephone(call), 'supervisor');
    await agent.press('F8', '0', 'Enter', 'Enter');
    await agent.callIs('idle');
    await supervisor.page.locator('a[href="/agent"]').first().click();
    await supervisor.callIs('talking');
    await supervisor.press('F9');
    await call.ended;
    await classifies(supervisor);
    await channelsLeft(0);
  },
);

test.skipIf(!hasChromium())('who goes into a talk that ends before they are in it is told so', async () => {
  await supervisor.page.goto(`${centre.webUrl}/supervisor`);
  await supervisor.phoneIsRegistered();
  await agent.stateIs('ready');
  const call = await talking.customerCalls('04145550106');
  const id = await answers(agent, call);
  let isAsked = () => {};
  const asked = new Promise<void>(resolve => {
    isAsked = resolve;
  });
  let isOver = () => {};
  const over = new Promise<void>(resolve => {
    isOver = resolve;
  });
  // The wish reaches the centre when the call is over.
  await supervisor.page.route('**/supervision', async route => {
    isAsked();
    await over;
    await route.continue();
  });
  await row(id).locator('[data-action=supervise-listen]').focus();
  await supervisor.press('Enter');
  await asked;
  await bar('asked');
  await call.hangUp();
  await supervisor.page.getByText('terminó antes de que usted entrara').waitFor();
  await bar('over');
  isOver();
  await shots(supervisor.page, 'supervisor-ended-before');
  await supervisor.page.unroute('**/supervision');
  await supervisor.does('supervision-read').click();
  await supervisor.page.locator('[data-supervision]').waitFor({ state: 'detached' });
  await classifies(agent);
});

test.skipIf(!hasChromium())(
  'of a conference whose customer has left, nothing is said of a customer',
  async () => {
    await agent.stateIs('ready');
    const call = await talking.customerCalls('04145550107');
    const id = await answers(agent, call);
    const colleague = await DeskPage.logIn(talking.browser, centre, 'agente2');
    await colleague.ready();
    await joinsColleague(agent, colleague, 'Agente Dos');
    await call.hangUp();
    await agent.page.locator('[data-customer-left]').waitFor();
    await row(id).locator('[data-customer-left]').waitFor();
    const take = row(id).getByRole('button', { name: 'No hay ningún cliente en la llamada que tomar' });
    await take.waitFor();
    await take.click({ force: true });
    await row(id).getByRole('button', { name: 'Intervenir: lo oyen todos en la llamada' }).click();
    await bar('barge');
    await shots(supervisor.page, 'supervisor-without-customer');
    expect(await supervisor.does('take-over-call').getAttribute('aria-disabled')).toBe('true');
    await supervisor.does('leave-supervision').click();
    await supervisor.page.locator('[data-supervision]').waitFor({ state: 'detached' });
    await agent.press('F9');
    await agent.callIs('wrap-up');
    await colleague.close();
  },
);

const count = (page: TicketPage, what: string) =>
  page.timeline.filter(({ fact }) => fact.kind === `supervision-${what}`).length;

/** For how long each of the three is heard in the recording of a ticket, ms. */
async function recorded(ticket: string): Promise<Record<keyof Tones, number>> {
  const kept = async () => {
    const { items } = await office.get<List<RecordingCard>>(`/recordings?ticket=${ticket}`);
    return items.length > 0 && items.every(({ state }) => state === 'kept') ? items : null;
  };
  const items = await waitUntil(kept, { what: 'the recording is kept', within: 20_000, every: 200 });
  const ms = { customer: 0, agent: 0, supervisor: 0 };
  for (const { id } of items) {
    const audio = await office.raw('GET', `/recordings/${id}/audio`);
    const wav = Buffer.from(await audio.arrayBuffer());
    for (const name of Object.keys(HZ) as (keyof Tones)[]) ms[name] += toneMs(wav, HZ[name]);
  }
  return ms;
}
