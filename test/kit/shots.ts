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
 * Behind an open dialog the language cannot be changed, so that is saved in the present one.
 */
export async function shots(page: Page, name: string): Promise<void> {
  const folder = process.env.CAUCE_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const covered = await page.getByRole('dialog').isVisible();
  for (const { language, name: title } of covered ? LANGUAGES.slice(0, 1) : LANGUAGES) {
    if (!covered) await choose(page, language, title);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      await page.screenshot({ path: join(folder, `${name}-${language}-${colorScheme}.png`) });
    }
  }
  if (!covered) await choose(page, LANGUAGES[0].language, LANGUAGES[0].name);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** By the page's own menu: a reload would cost the call. */
async function choose(page: Page, language: string, title: string): Promise<void> {
  await page.getByRole('button', { name: /^(Idioma|Language)$/ }).click();
  await page.getByRole('menuitem', { name: title }).click();
  await page.getByRole('menu').waitFor({ state: 'hidden' });
  await page.locator(`html[lang=${language}]`).waitFor();
}
