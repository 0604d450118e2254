import type { Browser, BrowserContext } from 'playwright-core';

/** What a page costs when it is opened by a browser that has never seen it. */
export interface FirstLoad {
  /** Bytes of scripts and styles as they came over the network. */
  readonly bytes: number;
  /** Their paths. */
  readonly files: readonly string[];
  /** Their encodings, each once. */
  readonly encodings: readonly string[];
  /** The longest that the page's own thread was at work at once, ms of processor time: waiting for a processor is not counted. */
  readonly longestTaskMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Thread time, µs. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Opens `url` with the cookies of another context, and waits for `ready` (a selector). */
export async function firstLoad(
  browser: Browser,
  from: BrowserContext,
  url: string,
  ready: string,
): Promise<FirstLoad> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 633 }, locale: 'es-VE' });
  await context.addCookies(await from.cookies());
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  const encodings = new Set<string>();
  const files = new Set<string>();
  const assets = new Set<string>();
  session.on('Network.responseReceived', ({ requestId, response, type }) => {
    if (type !== 'Script' && type !== 'Stylesheet') return;
    assets.add(requestId);
    files.add(new URL(response.url).pathname);
    const header = Object.entries(response.headers).find(
      ([name]) => name.toLowerCase() === 'content-encoding',
    );
    encodings.add(header?.[1] ?? 'identity');
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (assets.has(requestId)) bytes += encodedDataLength;
  });
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', '__metadata'] });
  let trace: Buffer;
  try {
    await page.goto(url);
    await page.locator(ready).first().waitFor();
  } finally {
    trace = await browser.stopTracing();
    await context.close();
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  return { bytes, files: [...files], encodings: [...encodings], longestTaskMs: longestTask(traceEvents) };
}

/** Over the main threads of pages, by their name in the trace. */
function longestTask(events: readonly TraceEvent[]): number {
  const key = ({ pid, tid }: TraceEvent) => `${pid}.${tid}`;
  const mains = new Set(
    events.filter(one => one.name === 'thread_name' && one.args.name === 'CrRendererMain').map(key),
  );
  const tasks = events.filter(one => one.name === 'RunTask' && one.ph === 'X' && mains.has(key(one)));
  if (tasks.length === 0) throw new Error('the trace has no tasks of a page');
  return Math.max(...tasks.map(one => one.tdur ?? 0)) / 1000;
}
