import type { Browser, BrowserContext } from 'playwright-core';

/** What a page costs when it is opened by a browser that has never seen it. */
export interface FirstLoad {
  /** Bytes of scripts and styles as they came over the network, of all that was asked for before the page was ready. */
  readonly bytes: number;
  /** Their paths. */
  readonly files: readonly string[];
  /** The same of what the page asked for by itself afterwards. */
  readonly later: { readonly bytes: number; readonly files: readonly string[] };
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

/** Opens `url` with the cookies of another context, waits for `ready` (a selector) and for `complete`, when it has loaded all that it asks for. */
export async function firstLoad(
  browser: Browser,
  from: BrowserContext,
  url: string,
  ready: string,
  complete: string,
): Promise<FirstLoad> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 633 }, locale: 'es-VE' });
  await context.addCookies(await from.cookies());
  const page = await context.newPage();
  await page.addInitScript({ content: markFirst(ready) });
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  /** Paths of scripts and styles by request, and what each took. */
  const paths = new Map<string, string>();
  const bytesOf = new Map<string, number>();
  const encodings = new Set<string>();
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const path = new URL(response.url).pathname;
    if (!/\.(js|css)$/.test(path)) return;
    paths.set(requestId, path);
    const header = Object.entries(response.headers).find(
      ([name]) => name.toLowerCase() === 'content-encoding',
    );
    encodings.add(header?.[1] ?? 'identity');
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const path = paths.get(requestId);
    if (path !== undefined) bytesOf.set(path, encodedDataLength);
  });
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', '__metadata'] });
  let trace: Buffer;
  let first: ReadonlySet<string>;
  try {
    await page.goto(url);
    await page.locator(ready).first().waitFor();
    await page.locator(complete).waitFor({ state: 'attached' });
    first = new Set(await page.evaluate<string[]>(ASKED_FOR_BEFORE));
  } finally {
    trace = await browser.stopTracing();
    await context.close();
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const of = (files: readonly string[]) => ({
    bytes: files.reduce((sum, path) => sum + (bytesOf.get(path) ?? 0), 0),
    files,
  });
  const all = [...bytesOf.keys()];
  return {
    ...of(all.filter(path => first.has(path))),
    later: of(all.filter(path => !first.has(path))),
    encodings: [...encodings],
    longestTaskMs: longestTask(traceEvents),
  };
}

/** In the page, before its own scripts: marks the moment at which the selector first finds something. */
const markFirst = (ready: string) => `{
  const watch = new MutationObserver(() => {
    if (document.querySelector(${JSON.stringify(ready)}) === null) return;
    performance.mark('ready');
    watch.disconnect();
  });
  watch.observe(document, { subtree: true, childList: true, attributes: true });
}`;

/** In the page: the paths of what it had asked for by then. */
const ASKED_FOR_BEFORE = `(() => {
  const at = performance.getEntriesByName('ready')[0].startTime;
  return performance
    .getEntriesByType('resource')
    .filter(({ startTime }) => startTime <= at)
    .map(({ name }) => new URL(name).pathname);
})()`;

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
