import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Language } from '../../src/kit/errors.ts';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { hasChromium } from '../kit/browser.ts';
import { EAR } from '../kit/listening.ts';
import { SCREEN_READER, ScreenReader } from '../kit/screen-reader.ts';
import { tableOf } from '../kit/table.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';

/** What is done, and what is heard of it: `softphone/screen-reader.md`. */
const WALK = tableOf(readFileSync('softphone/screen-reader.md', 'utf8'));
const NOTHING = '–';

/** Until when a key has had its effect. */
const REACHED: Readonly<Record<string, string>> = {
  F2: '[data-call=talking]',
  F9: '[data-call=wrap-up]',
};

let talking: TalkingCentre;

beforeAll(async () => {
  if (!hasChromium()) return;
  talking = await startTalkingCentre();
}, 120_000);

afterAll(async () => {
  await talking?.stop();
});

describe.skipIf(!hasChromium())('who does not see the page', () => {
  test.each<[Language, number]>([
    ['es', 1],
    ['en', 3],
  ])('hears a call from its ring to its disposition as it is written down (%s)', async (language, column) => {
    const desk = await DeskPage.logIn(talking.browser, talking.centre, 'agente1', {
      scripts: [EAR, SCREEN_READER],
      remembers: { 'cauce.plain-audio': '1', 'cauce.language': language },
    });
    await desk.phoneIsRegistered();
    const reader = await ScreenReader.of(desk.page);
    let call: OutgoingCall | null = null;
    for (const row of WALK) {
      const [does = '', focus = '', said = ''] = [row[0], row[column], row[column + 1]];
      const what = `${does} (${language})`;
      if (does === 'it rings') call = await talking.customerCalls('04145559999');
      else await desk.press(does);
      const reached = REACHED[does];
      if (reached) await desk.page.locator(reached).waitFor();
      const told = said === NOTHING ? [] : said.split(' / ');
      const expected = told.filter(each => !each.startsWith('('));
      const maybe = told.filter(each => each.startsWith('(')).map(each => each.slice(1, -1));
      const now: string[] = [];
      await waitUntil(
        async () => {
          now.push(...(await reader.spoken()));
          if (expected.every(each => now.includes(each))) return true;
          throw new Error(`said were ${JSON.stringify(now)}`);
        },
        { within: 15_000, what: `${what}: ${said}` },
      );
      expect([what, ...now.filter(each => !maybe.includes(each))].sort()).toEqual([what, ...expected].sort());
      if (focus !== NOTHING)
        await waitUntil(
          async () => {
            const here = await reader.focus();
            if (here === focus) return true;
            throw new Error(`it is at ${here}`);
          },
          { within: 15_000, what: `${what}: the focus at ${focus}` },
        );
    }
    await call?.ended;
    expect(desk.complaints).toEqual([]);
    await desk.close();
  });
});
