import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { settled } from './settled.ts';

const LANGUAGES = [
  { language: 'es', name: 'Español' },
  { language: 'en', name: 'English' },
] as const;
const SCHEMES = ['light', 'dark'] as const;

/**
 * Saves what a page shows in both languages, light and dark, when CAUCE_SHOTS names a folder; else does nothing.
 * An open dialog stays as it is, with what is typed in it and with the focus.
 */
export async function shots(page: Page, name: string): Promise<void> {
  const folder = process.env.CAUCE_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await inEachLanguage(page, async language => {
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      await page.screenshot({ path: join(folder, `${name}-${language}-${colorScheme}.png`) });
    }
  });
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Has the page speak one language after the other; afterwards it speaks Spanish. */
export async function inEachLanguage(
  page: Page,
  does: (language: 'es' | 'en') => Promise<void>,
): Promise<void> {
  for (const { language, name } of LANGUAGES) {
    await choose(page, language, name);
    await does(language);
  }
  await choose(page, LANGUAGES[0].language, LANGUAGES[0].name);
}

/** Has the page load the words of every language, for shots while its server is away. */
export async function readyForShots(page: Page): Promise<void> {
  if (!process.env.CAUCE_SHOTS) return;
  for (const { language, name } of LANGUAGES.toReversed()) await choose(page, language, name);
}

/** By the page's own menu: a reload would cost the call. What lies over the menu does not stop these clicks. */
async function choose(page: Page, language: string, title: string): Promise<void> {
  const focused = await page.evaluateHandle<{ focus(): void } | null>('document.activeElement');
  await page.getByRole('button', { name: /^(Idioma|Language)$/ }).dispatchEvent('click');
  await page.getByRole('menuitem', { name: title }).dispatchEvent('click');
  await page.getByRole('menu').waitFor({ state: 'hidden' });
  await page.locator(`html[lang=${language}]`).waitFor();
  // One that has gone meanwhile, with a dialog that was closing, is not focused.
  await focused.evaluate(element => element?.focus());
}
