import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postgresCalls } from '../../src/adapters/postgres/calls.ts';
import { openDatabase } from '../../src/adapters/postgres/database.ts';
import type { FiguresShown } from '../../src/http/shapes/figures.ts';
import type { List } from '../../src/http/shapes/list.ts';
import type { PersonCard } from '../../src/http/shapes/people.ts';
import { makeLog } from '../../src/kit/log.ts';
import type { OutgoingPolicy } from '../../src/outgoing/policy.ts';
import type { AgentPicture, QueuePicture } from '../../src/supervision/events.ts';
import { generatedCall } from '../figures/generated-calls.ts';
import { AXE, graveFaults } from '../kit/accessibility.ts';
import { hasChromium } from '../kit/browser.ts';
import { EAR } from '../kit/listening.ts';
import { misfits } from '../kit/misfits.ts';
import { randomFrom } from '../kit/random.ts';
import { shots } from '../kit/shots.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { Desk } from '../worlds/desk.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';
import { answers, endsAndClassifies } from './voices.ts';

/** A supervisor looks at the figures of today, which real calls make, and of a day before, which is written down. */

let talking: TalkingCentre;
let agent: DeskPage;
let supervisor: DeskPage;
let office: Desk;
let page: Page;

/** Calendar days of the centre. */
const dayOf = (at: number) =>
  new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone: 'America/Caracas' }).format(at);
const today = dayOf(Date.now());
const before = dayOf(Date.now() - 3 * 86_400_000);

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
  await wroteDown(before);
  office = await talking.centre.logIn('supervisor');
  agent = await DeskPage.logIn(talking.browser, talking.centre, 'agente1', { scripts: [EAR, AXE] });
  await agent.ready();
  const settings = { scripts: [AXE], width: 1366, height: 768 };
  supervisor = await DeskPage.logIn(talking.browser, talking.centre, 'supervisor', settings);
  page = supervisor.page;
}, 120_000);

afterAll(() => talking?.stop());

/** A day's calls, by the store that `calls` writes to. */
async function wroteDown(day: string): Promise<void> {
  const db = openDatabase(talking.centre.postgres.url, makeLog('web', 'silent'));
  const random = randomFrom(21);
  const from = Date.parse(`${day}T12:00:00Z`);
  for (let each = 0; each < 240; each++) {
    const call = `before-${each}`;
    const facts = generatedCall(random, from + Math.floor(random() * 10 * 3_600_000));
    await postgresCalls(db).save(
      facts.map((fact, seq) => ({ node: call, seq: seq + 1, at: fact.at, call, fact })),
    );
  }
  await db.close();
}

const ofToday = (by: string) => office.get<FiguresShown>(`/figures?from=${today}&to=${today}&by=${by}`);
const number = (row: string, metric: string) =>
  page.locator(`[data-row="${row}"] [data-value=${metric}]`).first();

describe.skipIf(!hasChromium())('the figures of a centre', () => {
  test('are those of the board when the calls of a day are over', async () => {
    const talk = await talking.customerCalls('04145550101');
    await answers(agent, talk);
    await endsAndClassifies(agent, talk);
    await agent
      .does('break')
      .click()
      .catch(() => undefined);
    const gone = await talking.customerCalls('04145550102');
    const waits = () => office.get<List<QueuePicture>>('/queues');
    await waitUntil(async () => (await waits()).items.some(({ today: day }) => day.offered === 2), {
      what: 'both are in the queue',
      within: 20_000,
      every: 100,
    });
    await gone.hangUp();
    await waitUntil(
      async () => {
        const { total } = await ofToday('queue');
        return total.answered === 1 && total.abandoned === 1;
      },
      { what: 'both calls are counted', within: 20_000, every: 200 },
    );
    const [{ rows }, { items }] = [await ofToday('queue'), await waits()];
    for (const { name, today: board } of items) {
      const counts = rows.find(({ key }) => key === name)?.counts ?? {};
      expect([counts.queued ?? 0, counts.answered ?? 0, counts.abandoned ?? 0], name).toEqual([
        board.offered,
        board.answered,
        board.abandoned,
      ]);
      if (board.answered > 0) {
        expect((counts.answeredWithin ?? 0) / (counts.answered ?? 1)).toBe(board.serviceLevel);
        expect((counts.waitedMs ?? 0) / (counts.answered ?? 1)).toBe(board.averageWaitMs);
      }
    }
    const [own] = (await ofToday('agent')).rows;
    const { items: agents } = await office.get<List<AgentPicture>>('/agents');
    const drawn = agents.find(({ id }) => id === own?.key);
    expect([own?.counts.handled, own?.counts.talkMs, own?.counts.holdMs]).toEqual([
      drawn?.answeredToday,
      drawn?.talkMsToday,
      drawn?.heldMsToday,
    ]);
    expect(own?.counts.readyMs).toBeGreaterThan(0);

    // The agent reads the same of their own work, with the formulas.
    await agent.does('account').click();
    await agent.does('own-figures').click();
    const handled = agent.page.locator('[data-own-figure=handled]');
    await handled.locator('td', { hasText: /^\d+$/ }).nth(1).waitFor();
    expect(await handled.locator('td').allTextContents()).toEqual([expect.any(String), '1', '1']);
    await handled.locator('[data-metric=handled]').click();
    await agent.page.locator('[data-meaning=handled]').waitFor();
    await shots(agent.page, 'own-figures');
    expect(agent.complaints).toEqual([]);
  }, 120_000);

  test('lead an agent to their own calls, whose recordings they hear there and in their list', async () => {
    const { page: desk } = agent;
    await desk.keyboard.press('Escape');
    await desk.locator('[data-own-figures]').waitFor({ state: 'detached' });
    await agent.does('account').click();
    await agent.does('own-figures').click();
    await desk.locator('[data-own-figure=handled] [data-own-value=today] [data-action=own-drill]').click();
    await desk.locator('[data-own-behind=handled][data-total="1"]').waitFor();
    const call = desk.locator('[data-own-call]');
    await call.locator('[data-action=listen-own]').click();
    await call.locator('[data-action=play-recording]').click();
    await call.locator('[data-playing=true]').waitFor();
    await shots(desk, 'own-calls');
    expect(await graveFaults(desk)).toEqual([]);
    const { items: listens } = await office.get<List<{ personName: string }>>('/recordings/listens');
    expect(listens.map(({ personName }) => personName)).toEqual(['Agente Uno']);
    await desk.locator('[data-action=back-to-own-figures]').click();
    await desk.locator('[data-own-figures]').waitFor();
    await desk.keyboard.press('Escape');

    await agent.does('contacts').click();
    await desk.locator('[data-tab=mine]').click();
    const line = desk.locator('[data-call-line]', { has: desk.locator('[data-action=listen-own]') });
    await line.locator('[data-action=listen-own]').click();
    await line.locator('[data-action=play-recording]').waitFor();
    await shots(desk, 'own-recording');
    expect(await graveFaults(desk)).toEqual([]);

    // An admin keeps them from the agent: no sign of them is left.
    const admin = await talking.centre.logIn('admin');
    const { items } = await admin.get<List<PersonCard>>('/people');
    const { id = '' } = items.find(({ username }) => username === 'agente1') ?? {};
    await admin.patch(`/people/${id}`, { hearsOwn: false });
    await desk.locator('[data-tab=missed]').click();
    await desk.locator('[data-tab=mine]').click();
    await desk.locator('[data-calls=mine] [data-call-line]').first().waitFor();
    expect(await desk.locator('[data-action=listen-own]').count()).toBe(0);
    expect(agent.complaints).toEqual([]);
  }, 90_000);

  test('lead from a number to its calls and back, and say who was not called back', async () => {
    await page.goto(`${talking.centre.webUrl}/supervisor`);
    // Each number of the board leads to its calls.
    await page.locator('[data-outcome=abandoned] [data-uncalled]').click();
    await page.locator('[data-behind=callsAbandoned][data-total="1"]').waitFor();
    expect(await page.locator('[data-action=uncalled]').isChecked()).toBe(true);
    await page.goBack();
    await page.locator('[data-outcome=abandoned] a').first().click();
    await page.locator('[data-behind=callsAbandoned][data-total="1"]').waitFor();
    await page.goBack();
    await page.locator('[data-queue=averias] [data-action=abandoned-today]').click();
    await page.locator('[data-behind=abandoned][data-total="1"]').waitFor();
    expect(new URL(page.url()).searchParams.get('queue')).toBe('averias');
    await page.goBack();
    await page.locator('[data-queue=averias] [data-action=abandoned-today]').waitFor();
    await shots(page, 'board-numbers');
    expect(await misfits(page, 'board')).toEqual([]);
    await page.locator('nav a[href="/supervisor/figures"]').click();
    await page.locator('[data-action=group]').selectOption('queue');
    await number('averias', 'abandoned').locator('a').click();
    await page.locator('[data-behind=abandoned][data-total="1"]').waitFor();
    expect(await page.locator('tr[data-call]').count()).toBe(1);
    expect(await page.locator('tr[data-call] a[href^="/tickets?number="]').count()).toBe(1);
    // The demo's supervisor may not call outside, and is offered no call; permitted, they are.
    const callBack = page.locator('[data-action=call-back]');
    await callBack.waitFor({ state: 'detached' });
    const admin = await talking.centre.logIn('admin');
    const policy = await admin.get<OutgoingPolicy>('/outgoing');
    const who = { kind: 'role', role: 'supervisor' } as const;
    const allow = policy.allow.flatMap(rule => [rule, { ...rule, who }]);
    expect((await admin.raw('PUT', '/outgoing', { ...policy, allow })).status).toBe(200);
    await page.reload();
    await callBack.waitFor();
    await page.locator('[data-action=uncalled]').check({ force: true });
    await page.waitForURL(/uncalled=1/);
    expect(await page.locator('tr[data-call]').count()).toBe(1);
    expect(await graveFaults(page)).toEqual([]);
    await page.goBack();
    await page.goBack();
    await number('averias', 'abandoned').locator('a').waitFor();
    expect(page.url()).not.toContain('count=');
  }, 60_000);

  test('tell each formula with its numbers, one click from where they stand', async () => {
    await page.goto(
      `${talking.centre.webUrl}/supervisor/figures?from=${before}&to=${before}&by=hour&set=service`,
    );
    await page.locator('[data-figures=hour]').waitFor();
    expect(await page.locator('tbody tr').count()).toBe(24);
    await page.locator('[data-metric=serviceLevel]').click();
    const meaning = page.locator('[data-meaning=serviceLevel]');
    await meaning.waitFor();
    expect(await meaning.textContent()).toContain('contestadas a tiempo ÷ contestadas de la cola');
    await shots(page, 'figures-formula');
    expect(await graveFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await meaning.waitFor({ state: 'hidden' });
    await page.locator('[data-metric=serviceLevel]:focus').waitFor();
    await shots(page, 'figures-hours');
    expect(await misfits(page, 'figures-hours')).toEqual([]);
    // What stands in the table is what the rows say.
    const shown = (row: string) => number(row, 'queued').textContent();
    const rows = await page
      .locator('tbody tr')
      .evaluateAll(all => all.map(row => row.getAttribute('data-row') ?? ''));
    let sum = 0;
    for (const row of rows) sum += Number(await shown(row));
    expect(String(sum)).toBe(await shown('total'));
  }, 90_000);

  test('go into a file with what they mean, and so do the calls behind one', async () => {
    const taken = async (action: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.locator(`[data-action=${action}]`).click(),
      ]);
      return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
    };
    const table = await taken('download-figures');
    expect(table.name).toBe(`cifras-por-hora-${before}.csv`);
    expect(table.text).toContain('"contestadas a tiempo ÷ contestadas de la cola"');
    await page.locator('[data-action=group]').selectOption('agent');
    await page.locator('[data-row=total] [data-value=handled] a').click();
    const head = page.locator('[data-behind=handled]');
    await page.locator('[data-behind=handled]:not([data-total=""])').waitFor();
    const total = Number(await head.getAttribute('data-total'));
    expect(total).toBeGreaterThan(100);
    const calls = await taken('download-calls');
    expect(calls.text.trimEnd().split('\r\n')).toHaveLength(4 + total);
    await page.locator('[data-action=more-calls]').click();
    await waitUntil(async () => (await page.locator('tr[data-call]').count()) === 100, {
      what: 'the second page is there',
      within: 10_000,
      every: 100,
    });
    await shots(page, 'figures-calls');
    expect(await misfits(page, 'figures-calls')).toEqual([]);
    expect(await graveFaults(page)).toEqual([]);
  }, 90_000);

  test('of a span that is empty, ahead or back to front are a sentence, and the page goes on', async () => {
    const at = (span: string) => page.goto(`${talking.centre.webUrl}/supervisor/figures?${span}`);
    await at('from=2020-02-01&to=2020-02-03');
    await page.locator('[data-figures=empty]').waitFor();
    await at('from=2999-01-01&to=2999-01-01');
    await page.locator('[data-figures-fault=span-ahead]').waitFor();
    await at(`from=${today}&to=${before}`);
    await page.locator('[data-figures-fault=span-backwards]').waitFor();
    await page.locator('[data-action=span-today]').click();
    await page.locator('[data-figures=hour]').waitFor();
    for (const by of ['day', 'queue', 'agent', 'disposition', 'menu']) {
      await page.locator('[data-action=group]').selectOption(by);
      await page.locator(`[data-figures=${by}]`).waitFor();
    }
    // The browser itself tells of answers that are refusals.
    expect(supervisor.complaints.filter(problem => !/ 40[39] /.test(problem))).toEqual([]);
  }, 60_000);

  test('are not taken along where the server refuses or is away: a sentence says why, and nothing is lost', async () => {
    const fault = (code: string) => page.locator(`[data-file-fault=${code}]`);
    const take = () => page.locator('[data-action=download-figures]').click();
    await page.goto(`${talking.centre.webUrl}/supervisor/figures?from=2020-01-01&to=${before}`);
    await page.locator('[data-figures-fault=span-too-long]').waitFor();
    await take();
    await fault('span-too-long').waitFor();
    expect(await fault('span-too-long').textContent()).toContain('400 días');
    await shots(page, 'file-refused');
    expect(await graveFaults(page)).toEqual([]);
    await page.locator('[data-action=span-today]').click();
    await page.locator('[data-figures=hour]').waitFor();
    await page.context().setOffline(true);
    await take();
    await fault('network').waitFor();
    await page.context().setOffline(false);
    const [file] = await Promise.all([page.waitForEvent('download'), take()]);
    expect(file.suggestedFilename()).toBe(`cifras-por-hora-${today}.csv`);
    await fault('network').waitFor({ state: 'detached' });
  }, 60_000);
});
