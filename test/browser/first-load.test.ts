import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchBrowser } from '../kit/browser.ts';
import { type FirstLoad, firstLoad } from '../kit/first-load.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import { DeskPage } from '../worlds/desk-page.ts';

/** What a page loads before it can be worked with, compressed; an agent's works all day, and is opened anew in mid-call. */
const BYTES_MAX = { agent: 300_000, others: 360_000 } as const;
/**
 * All that the pages are made of in one language, compressed: each of them loads a part of it. Some kB more than the same in
 * few files would be: what is loaded when it is wanted is a file of its own.
 */
const ALL_BYTES_MAX = 535_000;
/** What the build calls the words of each. */
const WORDS = { es: /(^|\/)es-[^/]+\.js(\.br)?$/, en: /(^|\/)en-[^/]+\.js(\.br)?$/ } as const;
/** A page must not stand still for longer while it opens, ms of its thread's processor time. */
const TASK_MAX_MS = 100;
/** Other programs cool the processor's caches: the best of these counts. */
const TRIES = 3;

const built = join(import.meta.dirname, '../../.runtime/build/softphone');

let centre: CentreWorld;
let browser: Browser;

beforeAll(async () => {
  if (!hasChromium()) return;
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

test('everything is there compressed, and small', () => {
  // The manual is no part of the pages: who reads it opens it for itself.
  const files = readdirSync(built, { recursive: true, encoding: 'utf8' }).filter(
    name => !name.startsWith('manual/'),
  );
  const small = files.filter(name => name.endsWith('.br'));
  const bytesOf = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + statSync(join(built, name)).size, 0);
  for (const [language, other] of [
    ['es', 'en'],
    ['en', 'es'],
  ] as const) {
    // Nobody loads the words of both at once; each page has some of its own.
    const words = small.filter(name => WORDS[other].test(name));
    expect(words.length).toBeGreaterThan(1);
    const bytes = bytesOf(small.filter(name => !words.includes(name)));
    console.info(`all pages in ${language} are ${bytes} bytes of brotli; each loads a part of it`);
    expect(bytes).toBeLessThanOrEqual(ALL_BYTES_MAX);
  }
  const texts = files.filter(name => /\.(js|css|html)$/.test(name));
  expect(texts.length).toBeGreaterThan(10);
  expect(texts.filter(name => !small.includes(`${name}.br`))).toEqual([]);
});

test('the component library has the styles of each component that the pages use', () => {
  const of = (ending: string) =>
    readdirSync(built, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith(ending))
      .map(name => readFileSync(join(built, name), 'utf8'))
      .join('\n');
  const classesIn = (text: string) => new Set(text.match(/\bm_[0-9a-f]{6,8}\b/g));
  const library = createRequire(import.meta.url).resolve('@mantine/core/styles.css');
  const known = classesIn(readFileSync(library, 'utf8'));
  const used = [...classesIn(of('.js'))].filter(name => known.has(name));
  const styled = classesIn(of('.css'));
  expect(used.length).toBeGreaterThan(100);
  expect(used.filter(name => !styled.has(name))).toEqual([]);
});

describe.skipIf(!hasChromium())('the first load', () => {
  test.each([
    ['agente1', '/agent', '[data-call=idle]'],
    ['agente1', '/tickets', '[data-loading=false]'],
    ['supervisor', '/supervisor', '[data-waiting]'],
    ['admin', '/admin', '[data-person]'],
  ])('%s opens %s: small, compressed, and never still for long', async (user, path, ready) => {
    const desk = await DeskPage.logIn(browser, centre, user);
    const loads: FirstLoad[] = [];
    for (let tries = 0; tries < TRIES; tries++) {
      loads.push(
        await firstLoad(
          browser,
          desk.page.context(),
          `${centre.webUrl}${path}`,
          ready,
          '[data-ahead=loaded]',
        ),
      );
    }
    await desk.close();
    // On a busy machine an answer may come so late that what is loaded ahead has begun.
    const bytes = Math.min(...loads.map(load => load.bytes));
    const longest = Math.min(...loads.map(load => load.longestTaskMs));
    const later = Math.max(...loads.map(load => load.later.bytes));
    console.info(
      `${path}: ${bytes} bytes, at work at once for ${Math.round(longest)} ms; ahead of need ${later} bytes more`,
    );
    expect(loads.map(load => load.encodings)).toEqual(loads.map(() => ['br']));
    const languages = ['es', 'en'].filter(language =>
      loads.some(load =>
        [...load.files, ...load.later.files].some(name => WORDS[language as keyof typeof WORDS].test(name)),
      ),
    );
    expect(languages).toEqual(['es']);
    expect(bytes).toBeLessThanOrEqual(path === '/agent' ? BYTES_MAX.agent : BYTES_MAX.others);
    expect(longest).toBeLessThanOrEqual(TASK_MAX_MS);
  });
});
