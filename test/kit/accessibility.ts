import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { settled } from './settled.ts';

/** Give this to `openPage` as a script: axe-core, which knows the rules. */
export const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

/** What keeps people out of this page, light and dark: each fault with its rule, place and reason. */
export async function graveFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    const violations = await page.evaluate<Violation[]>(
      `axe.run(document, { resultTypes: ['violations'] }).then(found => found.violations)`,
    );
    for (const { id, nodes } of violations) {
      for (const { target, failureSummary } of nodes) {
        faults.push(
          `${colorScheme} ${id} ${target.join(' ')}: ${failureSummary?.split('\n').at(-1)?.trim()}`,
        );
      }
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return faults;
}
