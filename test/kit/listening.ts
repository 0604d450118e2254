import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { waitUntil } from './wait-until.ts';

/** Give this to `openPage` as `script`: it puts an ear into the page. Found also by the bench, which is built elsewhere. */
export const EAR = join(process.env.CAUCE_APP_DIR ?? process.cwd(), 'test/kit/page-ear.js');

/** A tone counts as heard when it is this loud, dBFS ... */
const TONE_DBFS = -35;
/** ... and is at least half of everything that is heard. */
const OF_ALL_DB = 3;
/** Below this nobody would say that there is sound, dBFS. */
const QUIET_DBFS = -50;

const WITHIN_MS = 15_000;

interface Sound {
  /** Level of the asked frequency and of everything, dBFS; a full-scale sine is -3. */
  readonly tone: number;
  readonly all: number;
}

const listen = (page: Page, hz: number) => page.evaluate<Sound | null>(`cauceEar.listen(${hz})`);

/** How loud the page plays this tone now, dBFS; far below silence where it plays nothing. */
export const loudnessOf = async (page: Page, hz: number): Promise<number> =>
  (await listen(page, hz))?.tone ?? Number.NEGATIVE_INFINITY;

/** Waits until the page plays this tone as loud as that, give or take 1.5 dB. */
export const untilAsLoud = (page: Page, hz: number, dbfs: number, what: string) =>
  untilSound(page, hz, what, ({ tone }) => Math.abs(tone - dbfs) < 1.5);

const isTone = ({ tone, all }: Sound) => tone > TONE_DBFS && tone > all - OF_ALL_DB;

const examine = (page: Page | undefined) => page?.evaluate('cauceEar.examine()');

async function untilSound(
  page: Page,
  hz: number,
  what: string,
  fits: (sound: Sound) => boolean,
  speaker?: Page,
) {
  let heard: Sound | null = null;
  await waitUntil(
    async () => {
      heard = await listen(page, hz);
      return heard !== null && fits(heard);
    },
    { what, within: WITHIN_MS, every: 100 },
  ).catch(async fault => {
    const [hears, speaks] = [await examine(page), await examine(speaker)];
    throw new Error(`${fault.message}; ${JSON.stringify({ heard, hears, speaks })}`);
  });
}

/** Waits until the page plays this tone and hardly anything else; who speaks is examined when it does not. */
export const untilHears = (page: Page, hz: number, what: string, speaker?: Page) =>
  untilSound(page, hz, what, isTone, speaker);

/** Waits until the page plays this tone, among others or alone. */
export const untilHearsToo = (page: Page, hz: number, what: string) =>
  untilSound(page, hz, what, ({ tone, all }) => tone > TONE_DBFS && tone > all - 4 * OF_ALL_DB);

/** Waits until the page plays nothing. */
export const untilSilence = (page: Page, what: string) =>
  untilSound(page, 440, what, ({ all }) => all < QUIET_DBFS);

/** Waits until the page plays speech or music, and not this tone. */
export const untilHearsOther = (page: Page, hz: number, what: string) =>
  untilSound(page, hz, what, ({ tone, all }) => all > QUIET_DBFS && tone < all - 4 * OF_ALL_DB);

/** Resolves with the epoch ms at which the page plays this tone, now or later. */
export const momentHeard = (page: Page, hz: number): Promise<number> =>
  page.evaluate<number>(`cauceEar.heard(${hz}, ${TONE_DBFS})`);

/** Listens to a tone without pause until `told`. */
export async function followTone(page: Page, hz: number): Promise<{ told(): Promise<Voice> }> {
  await page.evaluate(`cauceEar.follow(${hz})`);
  return {
    async told() {
      const moments = await page.evaluate<{ at: number; tone: number }[]>('cauceEar.told()');
      return voiceOf(moments.map(({ at, tone }) => ({ at, heard: tone > TONE_DBFS })));
    },
  };
}

export interface Voice {
  /** How many looks there were. */
  readonly looks: number;
  /** The longest time without the tone, ms. */
  readonly longestGapMs: number;
}

/** Sums up looks at a voice, in the order of time. That nobody looked for a while is no hole in the voice. */
export function voiceOf(looks: readonly { readonly at: number; readonly heard: boolean }[]): Voice {
  let lostAt: number | null = null;
  let longestGapMs = 0;
  for (const { at, heard } of looks) {
    if (!heard) lostAt ??= at;
    if (lostAt !== null) longestGapMs = Math.max(longestGapMs, at - lostAt);
    if (heard) lostAt = null;
  }
  return { looks: looks.length, longestGapMs };
}
