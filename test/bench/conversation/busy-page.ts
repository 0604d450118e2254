import { setTimeout as pause } from 'node:timers/promises';
import { launchBrowser } from '../../kit/browser.ts';
import { cpuSeconds } from '../../kit/processes.ts';
import { startCentre } from '../../worlds/centre.ts';
import { DeskPage } from '../../worlds/desk-page.ts';
import type { Ground } from '../full/ground.ts';
import { calibration } from '../machine.ts';
import { alone, type Row } from '../table.ts';
import { DrawnFloor } from './drawn-floor.ts';
import { longestTasks } from './page-tasks.ts';

const FLOOR = { agents: 200, calls: 300 } as const;
const PER_SECOND = 50;
/** Supervisors' pages that only listen, beside the one that is drawn. */
const SOCKETS = 19;
const BLOCK_MS = 10_000;
/** Until what is compiled first is compiled, ms. */
const WARM_MS = 15_000;
const TASK_MS = 50;

/** C7: a supervisor's page of a large floor that changes all the time, and what `web` does for it and 19 others. */
export async function busyPage({ say, sides, quick, rounds }: Ground): Promise<Row[]> {
  const blocks = rounds ?? (quick ? 2 : 6);
  say('C7  starting a centre and a browser …');
  const [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  const stops: (() => unknown)[] = [() => browser.close(), () => centre.stop()];
  sides.push({
    async stop() {
      for (const stop of stops) await stop();
    },
  });
  const office = await centre.logIn('supervisor');
  const supervisor = await DeskPage.logIn(browser, centre, 'supervisor', {
    width: 1366,
    height: 768,
    scripts: [],
  });
  const agent = await DeskPage.logIn(browser, centre, 'agente1', { width: 1366, height: 768, scripts: [] });
  await centre.role('calls').stop();
  const floor = await DrawnFloor.open(`unix:${centre.dir}/calls.sock`, FLOOR);
  stops.unshift(() => floor.stop());
  const views = Array.from({ length: SOCKETS }, () => office.watch());
  stops.unshift(() => views.map(view => view.close()));
  await supervisor.page.locator('[data-agent=persona1]').waitFor();
  floor.changes(PER_SECOND);

  const web = centre.role('web').pid;
  const inspector = await browser.newBrowserCDPSession();
  const chromium = async () => {
    const { processInfo } = await inspector.send('SystemInfo.getProcessInfo');
    return new Map(processInfo.map(({ type, id, cpuTime }) => [`${type} ${id}`, cpuTime]));
  };
  // The agent's page is measured for itself.
  await agent.page.goto('about:blank');
  await supervisor.page.bringToFront();
  await pause(WARM_MS);

  const shares: { readonly page: number; readonly web: number }[] = [];
  for (let block = 0; block < blocks; block += 1) {
    const loop = calibration();
    const [before, webBefore, began] = [await chromium(), cpuSeconds(web), performance.now()];
    await pause(BLOCK_MS);
    const seconds = (performance.now() - began) / 1_000;
    const after = await chromium();
    const parts = [...after].map(
      ([name, used]) => [name, ((used - (before.get(name) ?? used)) / seconds) * 100] as const,
    );
    const share = {
      page: parts.reduce((sum, [, used]) => sum + used, 0),
      web: ((cpuSeconds(web) - webBefore) / seconds) * 100,
    };
    shares.push(share);
    const told = parts
      .filter(([, used]) => used >= 0.5)
      .map(([name, used]) => `${name.split(' ')[0]} ${used.toFixed(1)}`);
    say(
      `C7  page ${share.page.toFixed(1)} % of a core (${told.join(', ')}), web ${share.web.toFixed(1)} %; loop ${Math.round(loop)} ms`,
    );
  }
  const tasksOf = async (desk: DeskPage, what: string) => {
    await desk.page.bringToFront();
    const tasks = await longestTasks(browser, desk.page, () => pause(BLOCK_MS));
    const shown = tasks.slice(0, 3).map(ms => ms.toFixed(0));
    say(`C7  ${what}: longest tasks ${shown.join(', ')} ms of ${tasks.length}`);
    return tasks[0] ?? 0;
  };
  const floorTask = await tasksOf(supervisor, 'supervisor');
  await supervisor.page.goto('about:blank');
  await agent.page.goto(`${centre.webUrl}/agent`);
  await agent.page.locator('[data-will=ready]').waitFor();
  await pause(WARM_MS);
  const agentTask = await tasksOf(agent, 'agent');
  const size = `${FLOOR.agents} agents, ${FLOOR.calls} calls, ${PER_SECOND} changes a second`;
  return [
    alone(
      {
        id: 'C7',
        what: `Chromium with a supervisor's page: ${size}`,
        unit: '% of a core',
        bar: { atMost: 20 },
      },
      shares.map(({ page }) => page),
    ),
    alone(
      {
        what: `web with that page and ${SOCKETS} sockets of its kind`,
        unit: '% of a core',
        bar: { atMost: 15 },
      },
      shares.map(({ web: used }) => used),
    ),
    alone({ what: "longest task of the supervisor's page", unit: 'ms', bar: { atMost: TASK_MS } }, [
      floorTask,
    ]),
    alone({ what: "longest task of the agent's page", unit: 'ms', bar: { atMost: TASK_MS } }, [agentTask]),
  ];
}
